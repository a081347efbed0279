import type { CriticalKind } from '../../definitions/landscape'

/** A critical point that was found, refined to rounding. */
export interface FoundPoint {
  /** Along a line the second is 0. */
  readonly at: readonly [number, number]
  readonly value: number
  readonly kind: CriticalKind
  /** The number of negative eigenvalues. */
  readonly index: number
  /** Ascending, one along a line; absent where there is no Hessian. */
  readonly eigenvalues?: readonly number[]
  /**
   * How often the gradient turns around the point: 1 at an extremum, -1 at a saddle, -2 at a monkey saddle. Absent
   * where it vanishes on every circle around it too: on a curve of critical points. Along a line the degree of the
   * slope: 1 at a minimum, -1 at a maximum.
   */
  readonly winding?: number
}

/** A path of steepest descent that leaves a saddle. */
export interface Separatrix {
  /** Index of the saddle in `points`. */
  readonly saddle: number
  /** Index of the point it runs into; absent where it leaves the domain or ends elsewhere. */
  readonly end?: number
  /** x, y interleaved, the saddle first. */
  readonly path: Float64Array
}

export interface PointsResult {
  /** By value, ascending. */
  readonly points: readonly FoundPoint[]
  /**
   * How often the gradient turns along the boundary; absent where it vanishes, does not exist or turns too fast there.
   * Points on the boundary itself are listed, but the turns are not counted then.
   */
  readonly windingNumber?: number
  /** The sum of the points' own. */
  readonly windingFound: number
  /** True only where interval arithmetic has excluded every other critical point from the domain. */
  readonly complete: boolean
  /** One line for a person: how completeness was proven, or why it was not. */
  readonly note: string
  /** Two of each saddle, of the 256 lowest where there are more. */
  readonly separatrices: readonly Separatrix[]
}
