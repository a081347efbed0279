import { readFileSync, writeFileSync } from 'node:fs'
import type { BrowserWindow } from 'electron'
import { screen } from 'electron'

export interface WindowState {
  readonly x?: number
  readonly y?: number
  readonly width: number
  readonly height: number
  readonly maximized: boolean
}

const initial: WindowState = { width: 1440, height: 900, maximized: false }

/** Where the window was left, if that place is still on a screen; else its first size in the middle. */
export function readWindowState(path: string): WindowState {
  let stored: unknown
  try {
    stored = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return initial
  }
  if (!isWindowState(stored)) return initial
  const { x, y, width, height, maximized } = stored
  const middle = { x: (x ?? 0) + width / 2, y: (y ?? 0) + height / 2 }
  const isOnScreen = screen
    .getAllDisplays()
    .some(
      ({ workArea }) =>
        middle.x >= workArea.x &&
        middle.x < workArea.x + workArea.width &&
        middle.y >= workArea.y &&
        middle.y < workArea.y + workArea.height,
    )
  return isOnScreen ? stored : { width, height, maximized }
}

export function writeWindowState(path: string, window: BrowserWindow): void {
  const state: WindowState = { ...window.getNormalBounds(), maximized: window.isMaximized() }
  try {
    writeFileSync(path, JSON.stringify(state))
  } catch {
    // A place that cannot be kept is no reason to keep a person from closing the window.
  }
}

function isWindowState(value: unknown): value is WindowState {
  if (typeof value !== 'object' || value === null) return false
  const { x, y, width, height, maximized } = value as Record<string, unknown>
  const isLength = (length: unknown): boolean => typeof length === 'number' && length >= 200 && length <= 20_000
  const isPlace = (place: unknown): boolean => place === undefined || Number.isInteger(place)
  return isLength(width) && isLength(height) && isPlace(x) && isPlace(y) && typeof maximized === 'boolean'
}
