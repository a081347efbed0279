import { cbrt } from '../../elementary'
import { symmetricEigen } from '../../linalg/symmetric-eigen'
import type { Pieces } from '../../pieces'
import { PlaceIndex } from './place-index'
import type { FoundPoint, Separatrix } from './points-result'
import type { ScaledPlane } from './scaled-plane'

/** How far from the saddle a path begins, in half-widths. */
const departure = 1e-4
/** Error of a step, in half-widths. */
const tolerance = 1e-7
const firstStep = 1e-4
const longestStep = 0.02
/** Steps of a path: in a narrow curved valley they are as short as it is narrow. */
const mostSteps = 20_000
/** A path this near to a minimum runs into it, and to another point only if it runs straight at it; in half-widths. */
const capture = { minimum: 1e-3, other: 1e-5 } as const
/** Distance of recorded vertices, in half-widths: 400 of them cross the domain. */
const spacing = 0.005
/** Saddles from which paths are drawn. */
const mostSaddles = 256
/** Steps between two yields: about a millisecond. */
const yieldSteps = 500

/**
 * From each nondegenerate saddle the two paths of steepest descent, dx/ds = -grad J / |grad J|, that leave it along the
 * eigenvector of its negative eigenvalue: with the paths of ascent they bound the basins of gradient flow. A path ends
 * at a critical point, at the domain's edge (the last vertex lies on it or just inside), or where the landscape is not
 * finite.
 *
 * Steps by the Bogacki-Shampine pair with the error held to 1e-7 half-widths a step. Distances are measured in
 * half-widths, but the direction of steepest descent is that of x and y themselves. Yields how much is done, 0 to 1.
 * Source: P. Bogacki and L. F. Shampine, A 3(2) pair of Runge-Kutta formulas (1989).
 */
export function* separatrices(
  plane: ScaledPlane,
  points: readonly FoundPoint[],
): Generator<number, readonly Separatrix[], void> {
  const index = new PlaceIndex(plane)
  points.forEach(({ at }, place) => {
    index.add(at, place)
  })
  const saddles = points.flatMap(({ kind }, place) => (kind === 'saddle' ? [place] : [])).slice(0, mostSaddles)
  const paths: Separatrix[] = []
  for (const [done, saddle] of saddles.entries()) {
    for (const side of [departure, -departure]) {
      const path = descend(plane, points, index, saddle, side)
      for (;;) {
        yield done / saddles.length
        const step = path.next()
        if (step.done === true) {
          paths.push(step.value)
          break
        }
      }
    }
  }
  return paths
}

/** One path, `side` half-widths off the saddle along the eigenvector at first. */
function* descend(
  plane: ScaledPlane,
  points: readonly FoundPoint[],
  index: PlaceIndex,
  saddle: number,
  side: number,
): Pieces<Separatrix> {
  const { lengths } = plane
  const { at } = points[saddle]!
  const vertices: number[] = [...at]
  const end = (place: number | undefined): Separatrix => {
    const path = Float64Array.from(place === undefined ? vertices : [...vertices, ...points[place]!.at])
    return place === undefined ? { saddle, path } : { saddle, end: place, path }
  }
  const [du, dv] = yield* downhill(plane, at)
  let [x, y] = [at[0] + side * du * lengths[0], at[1] + side * dv * lengths[1]]
  let last = at
  let h = firstStep
  const slope = new Float64Array(8)
  if (!(yield* direction(plane, x, y, slope, 0))) return end(undefined)
  for (let step = 1; step <= mostSteps; step++) {
    if (step % yieldSteps === 0) yield
    const [x2, y2] = [x + (h / 2) * slope[0]! * lengths[0], y + (h / 2) * slope[1]! * lengths[1]]
    if (!(yield* direction(plane, x2, y2, slope, 2))) break
    const [x3, y3] = [x + 0.75 * h * slope[2]! * lengths[0], y + 0.75 * h * slope[3]! * lengths[1]]
    if (!(yield* direction(plane, x3, y3, slope, 4))) break
    const nextU = (h / 9) * (2 * slope[0]! + 3 * slope[2]! + 4 * slope[4]!)
    const nextV = (h / 9) * (2 * slope[1]! + 3 * slope[3]! + 4 * slope[5]!)
    const [nextX, nextY] = [x + nextU * lengths[0], y + nextV * lengths[1]]
    if (!(yield* direction(plane, nextX, nextY, slope, 6))) break
    const errorU = h * ((-5 / 72) * slope[0]! + slope[2]! / 12 + slope[4]! / 9 - slope[6]! / 8)
    const errorV = h * ((-5 / 72) * slope[1]! + slope[3]! / 12 + slope[5]! / 9 - slope[7]! / 8)
    const error = Math.sqrt(errorU * errorU + errorV * errorV) / tolerance
    const isFine = error <= 1
    if (isFine) {
      if (!plane.holds(nextX, nextY)) {
        vertices.push(...atTheEdge(plane, [x, y], [nextX, nextY]))
        return end(undefined)
      }
      ;[x, y] = [nextX, nextY]
      slope.copyWithin(0, 6, 8)
      const place = index.near([x, y], capture.minimum, (candidate) => {
        const { kind, at: there } = points[candidate]!
        return candidate !== saddle && (kind === 'minimum' || plane.distance(there, [x, y]) <= capture.other)
      })
      if (place !== undefined) return end(place)
      if (plane.distance(last, [x, y]) >= spacing) {
        vertices.push(x, y)
        last = [x, y]
      }
    }
    // The error of a step grows with h^3; never more than a fivefold change at once.
    const factor = error === 0 ? 5 : Math.min(5, Math.max(0.2, 0.9 / cbrt(error)))
    h = Math.min(longestStep, h * factor)
  }
  vertices.push(x, y)
  return end(undefined)
}

/** The unit eigenvector, in half-widths, of the Hessian's negative eigenvalue in x and y themselves. */
function* downhill(plane: ScaledPlane, [x, y]: readonly [number, number]): Pieces<readonly [number, number]> {
  const [lu, lv] = plane.lengths
  const rest = plane.curveAt(x, y)
  if (rest !== undefined) yield* rest
  const hessian = Float64Array.of(plane.huu / lu / lu, plane.huv / lu / lv, plane.huv / lu / lv, plane.hvv / lv / lv)
  const vectors = new Float64Array(4)
  symmetricEigen(hessian, 2, new Float64Array(2), vectors)
  const [u, v] = [vectors[0]! / lu, vectors[1]! / lv]
  const length = Math.sqrt(u * u + v * v)
  return [u / length, v / length]
}

/** Writes the direction of steepest descent in x and y, as a unit vector of half-widths; false where there is none. */
function* direction(plane: ScaledPlane, x: number, y: number, out: Float64Array, place: number): Pieces<boolean> {
  const rest = plane.slopeAt(x, y)
  if (rest !== undefined) yield* rest
  // df/dx in heights is gu / lu, and a step in x is as many half-widths as it is over lu.
  const u = plane.gu / plane.lengths[0] / plane.lengths[0]
  const v = plane.gv / plane.lengths[1] / plane.lengths[1]
  const length = Math.sqrt(u * u + v * v)
  out[place] = -u / length
  out[place + 1] = -v / length
  return length > 0 && length < Infinity
}

/** Where the way from a place inside to one outside crosses the edge. */
function atTheEdge(
  plane: ScaledPlane,
  from: readonly [number, number],
  to: readonly [number, number],
): readonly [number, number] {
  const { x, y } = plane.domain
  const part = (a: number, b: number, [min, max]: readonly [number, number]): number =>
    b > max ? (max - a) / (b - a) : b < min ? (min - a) / (b - a) : 1
  const t = Math.min(part(from[0], to[0], x), part(from[1], to[1], y))
  const inside = (value: number, [min, max]: readonly [number, number]): number => Math.min(max, Math.max(min, value))
  return [inside(from[0] + t * (to[0] - from[0]), x), inside(from[1] + t * (to[1] - from[1]), y)]
}
