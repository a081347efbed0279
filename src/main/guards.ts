import type { MenuCommand } from '../host/electron-channels'
import type { FileFilter, KeptChanges } from '../host/host'

/** What arrives from the page is checked before it is used, whatever the page's own types say. */
export function readText(value: unknown): string {
  if (typeof value === 'string') return value
  throw new TypeError(`request has ${typeof value}, expected text`)
}

export function readBytes(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value
  throw new TypeError(`request has ${typeof value}, expected bytes`)
}

export function readPosition(value: unknown): number {
  if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number
  throw new TypeError('request has no valid position, expected a whole number >= 0')
}

export function readChanges(value: unknown): KeptChanges {
  const { put, remove } = (value ?? {}) as Partial<Record<keyof KeptChanges, unknown>>
  if (typeof put !== 'object' || put === null || !Array.isArray(remove))
    throw new TypeError('request has no changes of what is kept')
  const texts = Object.entries(put).map(([name, text]) => [name, readText(text)] as const)
  return { put: Object.fromEntries(texts), remove: remove.map(readText) }
}

export function readFilter(value: unknown): FileFilter {
  const { name, extensions } = (value ?? {}) as Partial<Record<keyof FileFilter, unknown>>
  if (!Array.isArray(extensions)) throw new TypeError('request has no list of file extensions')
  return { name: readText(name), extensions: extensions.map(readText) }
}

export function readFilters(value: unknown): readonly FileFilter[] {
  if (!Array.isArray(value)) throw new TypeError('request has no list of file filters')
  return value.map(readFilter)
}

export function readMenuCommands(value: unknown): readonly MenuCommand[] {
  if (!Array.isArray(value)) throw new TypeError('request has no list of commands')
  return value.map((each): MenuCommand => {
    const { id, title, group, key } = (each ?? {}) as Partial<Record<keyof MenuCommand, unknown>>
    const common = { id: readText(id), title: readText(title), group: readText(group) }
    return key === undefined ? common : { ...common, key: readText(key) }
  })
}
