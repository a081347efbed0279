import type { CriticalKind, KnownPoint, Symmetry } from './landscape'

/** The source of points that were refined from their published places, which carry 4 to 12 digits. */
export const refined = 'Newton iteration in 50-digit arithmetic, test/conformance/landscapes/landscapes.py'
/** The source of points of a family on its default slice. */
export const refinedOnSlice = '50-digit arithmetic on the default slice, test/conformance/landscapes/families.py'
/** The source of points that follow from the formula by hand. */
export const exact = 'exact, from the formula'

/** A point, f there, and the Hessian's eigenvalues, ascending. */
type PointRow = readonly [x: number, y: number, value: number, least: number, greatest: number]

/** The symmetries that give a point finitely many images. */
type Motion = Exclude<Symmetry, 'radial' | 'odd'>

/** Those of a square. */
export const square: readonly Motion[] = ['even-x', 'even-y', 'exchange']

/** Critical points, their kinds read off the eigenvalues, each with its images under symmetries of the function. */
export function refinedPoints(
  rows: readonly PointRow[],
  symmetries: readonly Motion[] = [],
  source: string = refined,
): readonly KnownPoint[] {
  return rows.flatMap(([x, y, value, least, greatest]) =>
    images([x, y], symmetries).map((at) => ({
      at,
      value,
      kind: kindOf(least, greatest),
      eigenvalues: [least, greatest],
      source,
    })),
  )
}

/** A minimum along the domain's edge, from which f falls on outside. */
export function boundaryMinimum([x, y, value, least, greatest]: PointRow): KnownPoint {
  return { at: [x, y], value, kind: 'minimum', eigenvalues: [least, greatest], boundary: true, source: refined }
}

/** What a critical point is by its Hessian's eigenvalues. */
export function kindOf(least: number, greatest: number): CriticalKind {
  if (least === 0 || greatest === 0) return 'degenerate'
  return least > 0 ? 'minimum' : greatest < 0 ? 'maximum' : 'saddle'
}

/** A place and where symmetries and their compositions take it, each once. */
export function images(at: KnownPoint['at'], symmetries: readonly Motion[]): readonly KnownPoint['at'][] {
  const found = [at]
  for (const [x, y] of found) {
    for (const symmetry of symmetries) {
      const image = motions[symmetry](x, y)
      if (!found.some(([a, b]) => a === image[0] && b === image[1])) found.push(image)
    }
  }
  return found
}

const motions = {
  'even-x': (x, y) => [negated(x), y],
  'even-y': (x, y) => [x, negated(y)],
  point: (x, y) => [negated(x), negated(y)],
  exchange: (x, y) => [y, x],
} satisfies Record<Motion, (x: number, y: number) => KnownPoint['at']>

/** -x, but 0 stays +0, so that no place is written -0. */
function negated(x: number): number {
  return x === 0 ? 0 : -x
}
