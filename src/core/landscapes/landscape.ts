export interface LandscapeParameter {
  readonly description: string
  /** TeX of the symbol. */
  readonly symbol: string
  readonly default: number
  readonly min: number
  readonly max: number
  readonly scale: 'linear' | 'log'
}

export type CriticalKind = 'minimum' | 'maximum' | 'saddle' | 'degenerate'

/** A critical point known at the default parameters, with the truth that the conformance suite checks. */
export interface KnownPoint {
  readonly at: readonly [number, number]
  readonly value: number
  readonly kind: CriticalKind
  /** Hessian eigenvalues, ascending, where known. */
  readonly eigenvalues?: readonly [number, number]
  /** True where the gradient does not exist (Ackley's cone), so stationarity is not claimed. */
  readonly kink?: boolean
  readonly source: string
}

export interface Domain {
  readonly x: readonly [min: number, max: number]
  readonly y: readonly [min: number, max: number]
}

export type Hazard = 'kink' | 'boundary-optimum' | 'unbounded' | 'flat' | 'ill-conditioned' | 'degenerate'

/**
 * A named landscape: an expression with its domain, parameters and known truth. One file per landscape,
 * `export default defineLandscape({...})`; its TeX is derived from the expression.
 */
export interface LandscapeDefinition {
  /** Equal to the file's name. */
  readonly id: string
  readonly title: string
  readonly description: string
  readonly citation: string
  /** The formula in x, y and the parameters. */
  readonly expression: string
  readonly parameters: Readonly<Record<string, LandscapeParameter>>
  readonly domain: Domain
  /** A start from which a race is worth watching. */
  readonly start: readonly [number, number]
  readonly knownPoints: readonly KnownPoint[]
  readonly hazards: readonly Hazard[]
  /** How height is best drawn at first. */
  readonly heightScale: 'linear' | 'log'
}

/** A landscape's definition as pure data plus derived TeX, as shown in galleries and lists. */
export interface LandscapeCard extends LandscapeDefinition {
  readonly tex: string
}

/** Declares a landscape; the identity function, so that the compiler checks the table. */
export function defineLandscape(definition: LandscapeDefinition): LandscapeDefinition {
  return definition
}
