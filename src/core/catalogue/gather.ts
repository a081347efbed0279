import { closestName } from '../closest-name'
import type { Checked } from '../problem'
import { invalid, valid } from '../problem'
import { shown } from '../shown'

/**
 * Turns the modules of a folder, one definition each, into a catalogue sorted by id. A definition whose id differs from
 * its file's name, or two with one id, is our own mistake and throws when the program loads, which fails every build
 * and test.
 */
export function gather<T extends { readonly id: string }>(
  modules: Readonly<Record<string, T | undefined>>,
): readonly T[] {
  const byId = new Map<string, T>()
  for (const [path, definition] of Object.entries(modules)) {
    const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.ts$/, '')
    if (definition === undefined)
      throw new Error(`${path} has no default export; a file of this folder defines one entry`)
    if (definition.id !== name) throw new Error(`${path} defines "${definition.id}"; its id must be "${name}"`)
    if (byId.has(name)) throw new Error(`${path} defines "${name}", which another file defines already`)
    byId.set(name, definition)
  }
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Looks an id up as a person gave it; `noun` is what the catalogue holds: `landscape`, `optimizer`. */
export function findIn<T extends { readonly id: string }>(
  catalogue: readonly T[],
  noun: string,
  id: string,
  where?: string,
): Checked<T> {
  const found = catalogue.find((entry) => entry.id === id)
  if (found !== undefined) return valid(found)
  const ids = catalogue.map((entry) => entry.id)
  const close = closestName(id, ids)
  return invalid({
    message: `unknown ${noun}: ${shown(id)}${close === undefined ? '' : ` (did you mean "${close}"?)`}`,
    remedy: `take one of ${ids.join(', ')}`,
    ...(where === undefined ? {} : { where }),
  })
}
