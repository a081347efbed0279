import { createStore } from 'zustand/vanilla'

export type ThemeChoice = 'dark' | 'light' | 'auto'

/** How this window is arranged: kept on this machine, not in the document. */
export interface SessionState {
  readonly theme: ThemeChoice
  readonly leftOpen: boolean
  readonly rightOpen: boolean
  readonly mapOpen: boolean
  readonly openRacer: string | undefined
  /** Which dialog is open. */
  readonly dialog: 'export' | 'shortcuts' | undefined
  /** Where the probe is held; it follows the pointer while absent. */
  readonly pinned: readonly [number, number] | undefined
}

const key = 'basin.session'
const first: SessionState = {
  theme: 'auto',
  leftOpen: true,
  rightOpen: true,
  mapOpen: true,
  openRacer: undefined,
  dialog: undefined,
  pinned: undefined,
}

export function createSessionStore(storage: Pick<Storage, 'getItem' | 'setItem'> | undefined) {
  const store = createStore<SessionState>(() => ({ ...first, ...read(storage) }))
  store.subscribe(({ theme, leftOpen, rightOpen, mapOpen }) => {
    storage?.setItem(key, JSON.stringify({ theme, leftOpen, rightOpen, mapOpen }))
  })
  return store
}

function read(storage: Pick<Storage, 'getItem'> | undefined): Partial<SessionState> {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(key) ?? '{}')
    if (typeof kept !== 'object' || kept === null) return {}
    return Object.fromEntries(Object.entries(kept).filter(([name, value]) => isKept(name, value)))
  } catch {
    return {}
  }
}

function isKept(name: string, value: unknown): boolean {
  if (name === 'theme') return value === 'dark' || value === 'light' || value === 'auto'
  return ['leftOpen', 'rightOpen', 'mapOpen'].includes(name) && typeof value === 'boolean'
}
