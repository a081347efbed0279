import { brief } from '../../brief'
import { defineFinding } from '../finding'
import { isTransposed } from '../transposition'

/** By `isTransposed`: a recorded path goes with the surface only where rows and columns change places. */
export default defineFinding({
  id: 'transposed',
  title: 'rows and columns seem to be swapped',
  subject: 'surface',
  find({ surface, paths }) {
    for (const path of paths) {
      const found = isTransposed(surface, path)
      if (found === undefined) continue
      const evidence =
        found.by === 'losses'
          ? `the losses of the ${path.name} lie ${brief(found.asRead)} off the surface, and ${brief(found.turned)} with rows as columns`
          : `the ${path.name} climbs from ${brief(found.first)} to ${brief(found.last)}; with rows as columns it descends from ${brief(found.turnedFirst)} to ${brief(found.turnedLast)}`
      return {
        severity: 'warning',
        evidence,
        remedy: 'read rows as columns, or write the matrix transposed: losses[j, i] at (x_i, y_j)',
        action: { kind: 'transpose' },
      }
    }
    return undefined
  },
})
