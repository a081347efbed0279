import type { Domain } from '../domain'
import type { Objective } from '../objectives/objective'
import type { SlicePattern } from '../slice/slice-pattern'

export interface LandscapeParameter {
  readonly description: string
  /** TeX of the symbol. */
  readonly symbol: string
  readonly default: number
  readonly min: number
  readonly max: number
  readonly scale: 'linear' | 'log'
  /** Whether it counts something: whole numbers alone. */
  readonly integer?: true
}

export type CriticalKind = 'minimum' | 'maximum' | 'saddle' | 'degenerate'

/** A critical point known at the default parameters, with the truth that the conformance suite checks. */
export interface KnownPoint {
  readonly at: readonly [number, number]
  readonly value: number
  readonly kind: CriticalKind
  /** Hessian eigenvalues, ascending, where known. */
  readonly eigenvalues?: readonly [number, number]
  /**
   * True where the gradient does not exist (Ackley's cone) or cannot be computed from the formula (a root of 0), so
   * stationarity is not claimed.
   */
  readonly kink?: boolean
  /** True where a minimum lies on the domain's edge with a slope outwards, so stationarity is not claimed. */
  readonly boundary?: boolean
  readonly source: string
}

/**
 * A symmetry of the function at any parameters, which the conformance suite checks: `even-x` f(-x, y) = f, `even-y`
 * f(x, -y) = f, `point` f(-x, -y) = f, `exchange` f(y, x) = f, `radial` f depends on x^2 + y^2 alone, `odd` f(-x, -y) =
 * -f.
 */
export type Symmetry = 'even-x' | 'even-y' | 'point' | 'exchange' | 'radial' | 'odd'

export type Hazard = 'kink' | 'boundary-optimum' | 'unbounded' | 'flat' | 'ill-conditioned' | 'degenerate'

/** What a landscape is shown for, as galleries head it, in their order. */
export const landscapeGroups = [
  'Bowls',
  'Valleys',
  'A few minima',
  'Many minima',
  'Plateaus and cliffs',
  'Saddles',
  'Kinks',
  'Deep learning',
  'Any dimension',
] as const
export type LandscapeGroup = (typeof landscapeGroups)[number]

/** What every named landscape tells about itself. */
interface LandscapeText {
  /** Equal to the file's name. */
  readonly id: string
  readonly title: string
  readonly group: LandscapeGroup
  readonly description: string
  readonly citation: string
  /** What one should know before trusting a published number: optima that lists round, constants that are wrong. */
  readonly notes?: readonly string[]
  readonly parameters: Readonly<Record<string, LandscapeParameter>>
  /** Of a family, the domain of its default slice. */
  readonly domain: Domain
  /** A start from which a race is worth watching, in the plane of the domain. */
  readonly start: readonly [number, number]
  readonly knownPoints: readonly KnownPoint[]
  readonly symmetries?: readonly Symmetry[]
  readonly hazards: readonly Hazard[]
  /** How height is best drawn at first. */
  readonly heightScale: 'linear' | 'log'
}

/** A landscape in the plane: an expression, from which its TeX and its derivatives are derived. */
export interface PlaneLandscape extends LandscapeText {
  /** The formula in x, y and the parameters. */
  readonly expression: string
}

/**
 * A landscape in as many dimensions as one likes, seen on a slice. Its known points are those of its default slice in
 * its default dimension, whose coordinates are x and y.
 */
export interface LandscapeFamily extends LandscapeText {
  /** The formula, display TeX, in theta_1 to theta_n. */
  readonly tex: string
  readonly dimension: { readonly default: number; readonly min: number; readonly max: number }
  /** A new objective in n dimensions, with exact gradient and Hessian-vector product. */
  objective(n: number, parameters: Readonly<Record<string, number>>): Objective
  /** The plane that is shown at first. */
  readonly defaultSlice: SlicePattern
}

/** A named landscape; one file per landscape, `export default defineLandscape({...})`. */
export type LandscapeDefinition = PlaneLandscape | LandscapeFamily

/** A landscape's definition as pure data with its TeX, as shown in galleries and lists. */
export interface LandscapeCard extends LandscapeText {
  readonly tex: string
  /** Of a landscape in the plane. */
  readonly expression?: string
  /** Of a family. */
  readonly dimension?: LandscapeFamily['dimension']
  readonly defaultSlice?: SlicePattern
}

/** Declares a landscape; the identity function, so that the compiler checks the table. */
export function defineLandscape<const D extends LandscapeDefinition>(definition: D): D {
  return definition
}
