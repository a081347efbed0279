import type { PathLengths } from '../../core/race/path-lengths'
import type { TraceColumns } from '../../core/race/trace'
import { project, type Slice } from '../../core/slice/slice'
import type { RacePart } from '../accumulations/race'
import { joined } from './row-bands'

/** Rows as a part has them. */
export type PlacedRows = Omit<RacePart, 'racer' | 'end'>

/**
 * Rows with their places on the slice, if there is one, and their lengths; without theta where that is not kept. In one
 * dimension the line is all that there is, and a place tells everything.
 */
export function placedRows(
  rows: TraceColumns,
  slice: Slice | undefined,
  lengths: PathLengths,
  isThetaKept: boolean,
): PlacedRows {
  if (slice === undefined) return { rows }
  if (slice.origin.length === 1) return { rows, plane: placesOn(slice, rows.theta).plane }
  const kept = isThetaKept ? rows : { ...rows, theta: new Float64Array(0) }
  return { rows: kept, ...placesOn(slice, rows.theta), lengths: lengths.add(rows) }
}

/** Companions of rows, row-major, as a part has them. */
export function placedCompanion(
  theta: Float64Array,
  slice: Slice | undefined,
  isThetaKept: boolean,
): NonNullable<PlacedRows['companion']> {
  if (slice === undefined) return { theta }
  const { plane } = placesOn(slice, theta)
  return { theta: isThetaKept ? theta : new Float64Array(0), plane }
}

/** Where points, row-major, lie on a slice, and how far from it: the Euclidean norm of the rest. */
export function placesOn(
  slice: Slice,
  theta: Float64Array,
): { readonly plane: Float64Array; readonly distance: Float64Array } {
  const count = theta.length / slice.origin.length
  const plane = new Float64Array(2 * count)
  const distance = new Float64Array(count)
  const nearest = new Float64Array(3)
  for (let row = 0; row < count; row++) {
    project(slice, theta, nearest, row * slice.origin.length)
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
  return mapColumns(first!, (of) => {
    const columns = parts.map(of)
    return joined(
      columns,
      columns.reduce((sum, { length }) => sum + length, 0),
    )
  })
}

/** The first rows, as many as `count`. */
export function firstRows(part: PlacedRows, count: number): PlacedRows {
  const { length } = part.rows.step
  return mapColumns(part, (of) => {
    const column = of(part)
    return column.slice(0, (count * column.length) / length)
  })
}

type Column = (part: PlacedRows) => Float64Array

/** Rows with the same columns as others, each made from how it is found in them. */
function mapColumns(
  { rows, plane, distance, lengths, learningRate, companion }: PlacedRows,
  map: (of: Column) => Float64Array,
): PlacedRows {
  return {
    rows: {
      step: map((part) => part.rows.step),
      theta: map((part) => part.rows.theta),
      loss: map((part) => part.rows.loss),
      gradientNorm: map((part) => part.rows.gradientNorm),
      evaluations: map((part) => part.rows.evaluations),
      ...(rows.sampled && {
        sampled: {
          batchLoss: map((part) => part.rows.sampled!.batchLoss),
          batchGradientNorm: map((part) => part.rows.sampled!.batchGradientNorm),
          examples: map((part) => part.rows.sampled!.examples),
          measured: Object.fromEntries(
            Object.keys(rows.sampled.measured).map((name) => [name, map((part) => part.rows.sampled!.measured[name]!)]),
          ),
        },
      }),
    },
    ...(plane && { plane: map((part) => part.plane!) }),
    ...(distance && { distance: map((part) => part.distance!) }),
    ...(lengths && {
      lengths: {
        norm: map((part) => part.lengths!.norm),
        fromStart: map((part) => part.lengths!.fromStart),
        step: map((part) => part.lengths!.step),
      },
    }),
    ...(learningRate && { learningRate: map((part) => part.learningRate!) }),
    ...(companion && {
      companion: {
        theta: map((part) => part.companion!.theta),
        ...(companion.plane && { plane: map((part) => part.companion!.plane!) }),
      },
    }),
  }
}
