import type { KnownPoint } from './landscape'

/** The source of points that were refined from their published places, which carry 4 to 12 digits. */
export const refined = 'Newton iteration in 50-digit arithmetic, test/conformance/landscapes.py'
/** The source of points of a family on its default slice. */
export const refinedOnSlice = '50-digit arithmetic on the default slice, test/conformance/families.py'
/** The source of points that follow from the formula by hand. */
export const exact = 'exact, from the formula'

/** A point and its image under (x, y) -> (-x, -y): for f(-x, -y) = f(x, y). */
export function bothSigns(point: KnownPoint): readonly KnownPoint[] {
  const [x, y] = point.at
  return distinct(point, [
    [x, y],
    [negated(x), negated(y)],
  ])
}

/** A point and its images under both reflections and the exchange of x and y: for functions with the symmetry of a square. */
export function squareImages(point: KnownPoint): readonly KnownPoint[] {
  const [x, y] = point.at
  const quadrants = (a: number, b: number): (readonly [number, number])[] => [
    [a, b],
    [negated(a), b],
    [a, negated(b)],
    [negated(a), negated(b)],
  ]
  return distinct(point, [...quadrants(x, y), ...quadrants(y, x)])
}

function distinct(point: KnownPoint, places: readonly (readonly [number, number])[]): readonly KnownPoint[] {
  const byPlace = new Map(places.map((at) => [at.join(), at]))
  return Array.from(byPlace.values(), (at) => ({ ...point, at }))
}

/** -x, but 0 stays +0, so that no place is written -0. */
function negated(x: number): number {
  return x === 0 ? 0 : -x
}
