/** Every region class, in the order that fields number them by. */
export const regionClasses = [
  'undefined',
  'slope',
  'minimum',
  'maximum',
  'saddle',
  'plateau',
  'cliff',
  'ill-conditioned-valley',
  'convex-bowl',
] as const

export type RegionClass = (typeof regionClasses)[number]

/** What a critical point with a singular Hessian is: a shoulder rises on one side and falls on the other. */
export type DegenerateKind = 'minimum' | 'maximum' | 'saddle' | 'monkey saddle' | 'shoulder'

/** One dimensionless measurement that a region class rests on. */
export interface Evidence {
  /** What was measured, for a person: `gradient scale |g| L / range`. */
  readonly label: string
  readonly value: number
  readonly threshold: number
  readonly comparison: '<' | '>'
  readonly holds: boolean
}

/** Everything known at one point. Non-finite where the objective is. */
export interface ProbeResult {
  readonly at: Float64Array
  readonly value: number
  readonly gradient: Float64Array
  /** n x n, row-major. */
  readonly hessian: Float64Array
  /** Ascending. */
  readonly eigenvalues: Float64Array
  /** n x n, row i the unit eigenvector of eigenvalue i, its largest component positive. */
  readonly eigenvectors: Float64Array
  /** |lambda|max / |lambda|min; infinite where the smallest is zero. */
  readonly conditionNumber: number
  /**
   * Why a derivative does not exist here or is not known, as `abs at a corner`; the class is then undefined, and the
   * Hessian NaN. Absent where nothing says so.
   */
  readonly kink?: string
  /** Which is the first derivative that is missing; where it is the gradient, what stands for it is a convention. */
  readonly missing?: 'gradient' | 'Hessian'
  readonly regionClass: RegionClass
  /** What the point is, where it is a critical one of the plane and its Hessian is singular. */
  readonly degenerate?: DegenerateKind
  readonly evidence: readonly Evidence[]
  /**
   * 2 / lambda_max, the largest learning rate at which gradient descent on the local quadratic is stable; absent where
   * it means nothing.
   */
  readonly stableLearningRate?: number
  /** Why `stableLearningRate` is absent, or where it holds. */
  readonly stabilityNote: string
  /** Where they are asked for: grad J by all coordinates, and H v for a direction v in them. */
  readonly fullGradient?: Float64Array
  readonly hessianVector?: Float64Array
}
