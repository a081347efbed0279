import { acos } from '../elementary/inverse-trigonometric'
import { dot, unitVector } from '../linalg/vector'
import type { Objective } from '../objectives/objective'
import { pacedEvaluations } from '../objectives/paced-evaluations'
import type { Pieces } from '../pieces'
import { orthonormal } from './orthonormal'
import { randomWalkShares } from './random-walk'
import { liftTo, project, type Slice } from './slice'

/** Recorded points of a racer in all dimensions, row-major, its start first; and the step of each. */
export interface Path {
  readonly theta: Float64Array
  readonly step: Float64Array
}

/** How a slice's directions came about: as the path's principal ones, or without a look at the path. */
export const directionOrigins = ['principal', 'independent'] as const
export type DirectionOrigin = (typeof directionOrigins)[number]

/** How far a picture of a plane, or a line, can be trusted about a path. */
export interface Fidelity {
  /** Of some recorded points, the first and the last among them: their steps, */
  readonly step: Float64Array
  /** their places on the slice, a and b interleaved; b is 0 on a line, */
  readonly places: Float64Array
  /** how far they lie from it, */
  readonly distance: Float64Array
  /** the loss there, and at their places on the slice, which is what is drawn. */
  readonly loss: Float64Array
  readonly drawn: Float64Array
  /** How many points were recorded. */
  readonly recorded: number
  /**
   * Of the squared distance of all recorded points from the origin: the share along u, and along what v adds to it at
   * right angles. None where the path stays at the origin.
   */
  readonly shares: Float64Array
  /**
   * What a random walk of as many steps in n dimensions would have along directions that came about so: its own
   * principal ones, or any others, along which it has 1 / n; none where the origin is no centre of it.
   */
  readonly walk: Float64Array
  /** |u| and |v|, and the angle between them in degrees, 0 to 180; NaN of a line. */
  readonly lengths: Float64Array
  readonly angle: number
}

/**
 * Compares a path with its picture on a slice of its space: at `most` of its points at most, evenly spaced rows of
 * those recorded, with both losses; and of all its points the shares of the squared distance from the origin o,
 *
 * s_k = sum_t <theta_t - o, e_k>^2 / sum_t |theta_t - o|^2, e_1 = u / |u|, e_2 the unit vector of v - <v, e_1> e_1.
 *
 * The losses are the objective's over all examples. A generator that yields between evaluations.
 */
export function* fidelity(
  objective: Objective,
  slice: Slice,
  { theta, step }: Path,
  most: number,
  directions?: DirectionOrigin,
): Pieces<Fidelity> {
  const n = objective.dimension
  const rows = evenRows(step.length, most)
  const columns = (): Float64Array => new Float64Array(rows.length)
  const [loss, drawn, distance, places] = [columns(), columns(), columns(), new Float64Array(2 * rows.length)]
  const { value } = pacedEvaluations(objective)
  const [nearest, lifted] = [new Float64Array(3), new Float64Array(n)]
  for (const [k, row] of rows.entries()) {
    project(slice, theta, nearest, row * n)
    const [a, b, off] = nearest
    places.set([a!, b!], 2 * k)
    distance[k] = off!
    loss[k] = yield* value(theta.slice(row * n, (row + 1) * n))
    liftTo(slice, a!, b!, lifted)
    drawn[k] = yield* value(lifted)
  }
  const shares = yield* sharesOf(slice, theta)
  return {
    step: Float64Array.from(rows, (row) => step[row]!),
    places,
    distance,
    loss,
    drawn,
    recorded: step.length,
    shares,
    walk: shares.length === 0 || directions === undefined ? new Float64Array(0) : walkShares(slice, theta, directions),
    ...anglesOf(slice),
  }
}

/** Indices of `most` of `count` rows, or of all, as evenly spaced as whole numbers are, both ends among them. */
export function evenRows(count: number, most: number): readonly number[] {
  const kept = Math.min(count, most)
  return Array.from({ length: kept }, (_, k) => (kept === 1 ? 0 : Math.round((k * (count - 1)) / (kept - 1))))
}

function directionsOf({ u, v }: Slice): readonly Float64Array[] {
  return [u, v].flatMap((direction) => (direction === undefined ? [] : [Float64Array.from(direction)]))
}

function* sharesOf(slice: Slice, theta: Float64Array): Pieces<Float64Array> {
  const n = slice.origin.length
  const basis = orthonormal(directionsOf(slice))
  const along = new Float64Array(basis.length)
  const from = new Float64Array(n)
  let total = 0
  for (let at = 0; at < theta.length; at += n) {
    for (let i = 0; i < n; i++) from[i] = theta[at + i]! - slice.origin[i]!
    total += dot(from, from)
    for (const [k, direction] of basis.entries()) {
      const component = dot(from, direction)
      along[k] += component * component
    }
    yield
  }
  return total > 0 ? along.map((square) => square / total) : new Float64Array(0)
}

/** Rounding puts a point that was computed in two ways so far off, beside how far the path goes. */
const rounding = 1e-9

/** Shares of a random walk about the same point of it as the origin is of the path: an end, or the mean. */
function walkShares({ origin, v }: Slice, theta: Float64Array, directions: DirectionOrigin): Float64Array {
  const n = origin.length
  const rows = theta.length / n
  const mean = new Float64Array(n)
  for (let at = 0; at < theta.length; at++) mean[at % n] += theta[at]! / rows
  const offset = (point: Float64Array): number => {
    const off = point.map((entry, i) => entry - origin[i]!)
    return dot(off, off)
  }
  const [first, last] = [theta.subarray(0, n), theta.subarray(-n)]
  const near = rounding * rounding * (offset(first) + offset(last))
  const about = Math.min(offset(first), offset(last)) <= near ? 'end' : offset(mean) <= near ? 'mean' : undefined
  if (about === undefined) return new Float64Array(0)
  const count = v === undefined ? 1 : 2
  if (directions === 'independent') return new Float64Array(count).fill(1 / n)
  return Float64Array.from(randomWalkShares(count, { steps: rows - 1, parameters: n, about }))
}

/** |u| and |v|, and the angle between them in degrees, 0 to 180; NaN of a line. */
export function anglesOf(slice: Slice): Pick<Fidelity, 'lengths' | 'angle'> {
  const directions = directionsOf(slice)
  const lengths = Float64Array.from(directions, (direction) => Math.sqrt(dot(direction, direction)))
  const [u, v] = directions.map(unitVector)
  const angle = v === undefined ? NaN : (acos(Math.max(-1, Math.min(1, dot(u!, v)))) * 180) / 3.141592653589793
  return { lengths, angle }
}
