import type { TraceColumns } from '../../core/race/trace'
import { project, type Slice } from '../../core/slice/slice'
import type { RacePart } from '../accumulations/race'
import { joined } from './row-bands'

/** Rows as a part has them. */
export type PlacedRows = Pick<RacePart, 'rows' | 'plane' | 'distance'>

/** Rows with their places on the slice, if there is one; without theta where that is not kept. */
export function placedRows(rows: TraceColumns, slice: Slice | undefined, isThetaKept: boolean): PlacedRows {
  if (slice === undefined) return { rows }
  return { rows: isThetaKept ? rows : { ...rows, theta: new Float64Array(0) }, ...placesOn(slice, rows) }
}

/** Where rows lie on the slice, and how far from it: the Euclidean norm of the rest. */
function placesOn(slice: Slice, rows: TraceColumns): Pick<PlacedRows, 'plane' | 'distance'> {
  const count = rows.step.length
  const plane = new Float64Array(2 * count)
  const distance = new Float64Array(count)
  const nearest = new Float64Array(3)
  for (let row = 0; row < count; row++) {
    project(slice, rows.theta, nearest, row * slice.origin.length)
    plane[2 * row] = nearest[0]!
    plane[2 * row + 1] = nearest[1]!
    distance[row] = nearest[2]!
  }
  return { plane, distance }
}

/** Rows that follow one another as one; all have the same columns. */
export function joinedRows(parts: readonly PlacedRows[]): PlacedRows {
  const [first] = parts
  if (parts.length === 1) return first!
  const column = (of: (part: PlacedRows) => Float64Array): Float64Array => {
    const columns = parts.map(of)
    return joined(
      columns,
      columns.reduce((sum, { length }) => sum + length, 0),
    )
  }
  const { rows, plane, distance } = first!
  return {
    rows: {
      step: column((part) => part.rows.step),
      theta: column((part) => part.rows.theta),
      loss: column((part) => part.rows.loss),
      gradientNorm: column((part) => part.rows.gradientNorm),
      evaluations: column((part) => part.rows.evaluations),
      ...(rows.sampled && {
        sampled: {
          batchLoss: column((part) => part.rows.sampled!.batchLoss),
          batchGradientNorm: column((part) => part.rows.sampled!.batchGradientNorm),
          examples: column((part) => part.rows.sampled!.examples),
        },
      }),
    },
    ...(plane && { plane: column((part) => part.plane!) }),
    ...(distance && { distance: column((part) => part.distance!) }),
  }
}
