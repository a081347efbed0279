import type { Layout } from './objective'

/** The layout of a theta whose entries are coordinates by themselves. */
export function coordinateLayout(names: readonly string[]): Layout {
  return names.map((name, offset) => ({ name, role: 'coordinate', offset, shape: [] }))
}
