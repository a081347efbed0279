import type { z } from 'zod'
import type { InitSetting } from './initial-parameters'

/** What a recipe of a start is made from. */
export interface StartContext {
  /** n, the number of coordinates. */
  readonly dimension: number
  readonly seed: number
  /** The last point of a racer that the recipe names by `of`: its race comes first. */
  endOf(racer: string): Float64Array
  /** Where parameters begin, drawn by a seed, and by another initialiser than theirs; of landscapes that say so. */
  initialisation(seed: number, init?: InitSetting): Float64Array
}

/**
 * A way to come by a start: `{ kind, ... }` in a scene. One file per recipe, `export default defineStartRecipe({...})`;
 * the format, its JSON Schema and the race job follow from it.
 */
export interface StartRecipe<Recipe = unknown> {
  /** Equal to the file's name, and the `kind` of such recipes. */
  readonly id: string
  readonly schema: z.ZodObject & z.ZodType<Recipe>
  /** Whether the landscape's parameters have to begin somewhere of their own. */
  readonly needsInitialisation?: true
  /** The whole vector: a pure function of a recipe in order and what it is made from. */
  resolve(recipe: Recipe, context: StartContext): Float64Array
}

/** Declares a recipe, and gives it as one whose own type nobody else needs. */
export function defineStartRecipe<Recipe>(recipe: StartRecipe<Recipe>): StartRecipe {
  return recipe as StartRecipe<never> as StartRecipe
}
