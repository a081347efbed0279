import { brief } from '../../brief'
import { defineFinding } from '../finding'
import { coarseness } from '../sorted'
import { repeatedEdge, type Seam, seamOf } from '../seam'

/** Of numbers rounded to more than this of what they span, rows may be equal by accident. */
const mostCoarse = 1e-4

/**
 * By `seamOf`, a grid that goes on from its last row to its first, and breaks off in between; or by `repeatedEdge`, one
 * whose first or last row stands there twice, as where a loop is off by one.
 */
export default defineFinding({
  id: 'shifted',
  title: 'the grid is shifted',
  subject: 'surface',
  find({ surface: { grid, usual, isMeasured } }) {
    if (!isMeasured) return undefined
    for (const axis of ['row', 'column'] as const) {
      const seam = seamOf(grid, axis)
      if (seam !== undefined) return { severity: 'warning', ...rolled(seam, axis) }
      const edge = coarseness(usual) < mostCoarse ? repeatedEdge(grid, axis) : undefined
      if (edge !== undefined) return { severity: 'warning', ...repeated(edge, axis) }
    }
    return undefined
  },
})

function rolled({ after, count, step, usual, closing }: Seam, axis: 'row' | 'column') {
  const places = after + 1 <= count / 2 ? after + 1 : after + 1 - count
  const by = Math.abs(places) === 1 ? `a ${axis}` : `${Math.abs(places)} ${axis}s`
  return {
    title: `the grid is rolled by ${by}`,
    evidence: `${axis}s ${after} and ${after + 1} differ by ${brief(step)}, others beside them by ${brief(usual)}, and the last from the first by ${brief(closing)} only`,
    remedy: `undo the shift where it is written: np.roll(values, ${-places}, axis=${axis === 'row' ? 0 : 1}), or start the loop over ${axis}s at 0`,
    place: axis === 'row' ? { row: after } : { column: after },
  }
}

function repeated(edge: number, axis: 'row' | 'column') {
  return {
    title: `the grid has its ${edge === 0 ? 'first' : 'last'} ${axis} twice`,
    evidence: `${axis}s ${edge} and ${edge + 1} are equal to the last bit, and no others beside each other are`,
    remedy: `see whether the loop over ${axis}s begins and ends where the axis does: one of the two was not computed`,
    place: axis === 'row' ? { row: edge } : { column: edge },
  }
}
