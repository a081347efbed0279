import type { z } from 'zod'
import type { Domain } from '../domain'
import type { Pieces } from '../pieces'
import type { Problem } from '../problem'
import type { Objective } from '../objectives/objective'
import type { Path } from '../slice/fidelity'
import type { Slice } from '../slice/slice'

/** The paths that a recipe may rest on. */
export interface KnownPaths {
  /** The racers of the race, where the recipe rests on one. */
  readonly racers: readonly string[]
  /** The path of a racer that the recipe names. */
  pathOf(racer: string): Path
}

/** What a recipe of a slice is made from. */
export interface SliceContext extends KnownPaths {
  /** n, the number of coordinates. */
  readonly dimension: number
  /** The plane that the landscape shows unless told otherwise. */
  readonly standard: Slice
  /** A new objective in all dimensions, for derivatives. */
  objective(): Objective
  /** Of draws that have no seed of their own: the landscape's, or 0 where it has none. */
  readonly seed: number
}

/** What a recipe comes to. */
export interface FoundSlice extends Slice {
  /** Of principal directions: the share of the squared distance of each. */
  readonly shares?: readonly number[]
  /** Of those of one path: what a random walk of as many steps in as many dimensions would have. */
  readonly walk?: readonly number[]
  /** Of eigenvectors: their eigenvalues, and |H v - lambda v|, measured. */
  readonly eigenvalues?: readonly number[]
  readonly residuals?: readonly number[]
  /** Of a plane or line through paths: where these lie on it. */
  readonly extent?: Domain
}

/**
 * A way to come by a slice: `{ kind, ... }` in a scene. One file per recipe, `export default defineSliceRecipe({...})`;
 * the format, its JSON Schema and the `slice` job follow from it.
 */
export interface SliceRecipe<Recipe = unknown> {
  /** Equal to the file's name, and the `kind` of such recipes. */
  readonly id: string
  readonly schema: z.ZodObject & z.ZodType<Recipe>
  /** Whether it gives a line. */
  isLine?(recipe: Recipe): boolean
  /**
   * Whether it may rest on paths of racers, which it names by `of`. Their races come first, so they cannot start on the
   * slice.
   */
  readonly isFromRace?: true
  /** What is wrong with it in n dimensions. */
  check(recipe: Recipe, dimension: number, where: string): readonly Problem[]
  /**
   * What is wrong where it comes to no plane or line, but to what is found, if more than that can be said. Paths are
   * there where it rests on some.
   */
  nothing?(recipe: Recipe, found: Slice, context?: KnownPaths): Omit<Problem, 'where'> | undefined
  /** A pure function of a recipe in order and what it is made from. One of the two is there. */
  resolve?(recipe: Recipe, context: SliceContext): FoundSlice
  /** The same of one that takes derivatives, which may take long: only the `slice` job resolves it. */
  resolveByDerivatives?(recipe: Recipe, context: SliceContext): Pieces<FoundSlice>
}

/** Declares a recipe, and gives it as one whose own type nobody else needs. */
export function defineSliceRecipe<Recipe>(recipe: SliceRecipe<Recipe>): SliceRecipe {
  return recipe as SliceRecipe<never> as SliceRecipe
}
