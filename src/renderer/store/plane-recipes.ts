import type { SliceRecipeSetting, SliceSetting } from '../../core/scene/landscape'
import { racersOf } from '../../core/scene/recipe-order'
import type { SlicePoint } from '../../core/scene/slice-point'
import type { BiasRule, Normalisation } from '../../core/slice/normalise-direction'
import { isLine } from './drawn-slice'

/** The recipes of planes and lines that a person chooses from, as their files have them. */
export type PlaneRecipe =
  | { kind: 'default' }
  | {
      kind: 'random'
      normalise?: Normalisation
      biases?: BiasRule
      orthonormal?: boolean
      seed?: number
      line?: boolean
      origin?: SlicePoint
    }
  | { kind: 'pca'; of: string; about?: 'end' | 'mean' | 'start'; line?: boolean; origin?: SlicePoint }
  | { kind: 'eigenvectors'; which?: readonly string[]; origin?: SlicePoint }
  | { kind: 'gradient'; with?: 'update' | 'top'; line?: boolean; origin?: SlicePoint }
  | { kind: 'axes'; parameters?: readonly string[]; axes?: readonly number[]; origin?: SlicePoint }
  | { kind: 'points'; points: readonly SlicePoint[] }
export type PlaneKind = PlaneRecipe['kind']
export type RecipeOf<Kind extends PlaneKind> = Extract<PlaneRecipe, { kind: Kind }>

/** What recipes can be about. */
export interface PlaneSubjects {
  /** The racers and recorded paths that there are. */
  readonly paths: readonly string[]
  /** The path that is meant where nobody says which; absent where there is none. */
  readonly path: string | undefined
  /** A step half-way that is recorded. */
  readonly halfway: number
  /** Names of parameters of a network; of other landscapes coordinates have numbers. */
  readonly parameters: readonly string[] | undefined
}

/** The eigenvectors that are drawn unless others are named. */
export const usualEigenvectors: readonly string[] = ['top', 'top-2']

/** A recipe of a kind as it is when it is chosen; undefined where there is nothing that it could be about. */
export function usualRecipe(kind: PlaneKind, subjects: PlaneSubjects): PlaneRecipe | undefined {
  const { path, parameters } = subjects
  const atEnd = path === undefined ? {} : { origin: { kind: 'end', of: path } as const }
  switch (kind) {
    case 'default':
      return { kind }
    case 'random':
      return { kind, normalise: parameters === undefined ? 'none' : 'filter' }
    case 'pca':
      return path === undefined ? undefined : { kind, of: path }
    case 'eigenvectors':
    case 'gradient':
      return { kind, ...atEnd }
    case 'axes':
      return parameters === undefined ? { kind, axes: [1, 2] } : { kind, parameters: parameters.slice(0, 2) }
    case 'points': {
      const points = usualPoints(subjects)
      return points.length === 0 ? undefined : { kind, points }
    }
  }
}

/** Where a path ends and begins, and where another ends, or it was half-way. */
function usualPoints({ path, paths, halfway }: PlaneSubjects): readonly SlicePoint[] {
  if (path === undefined) return []
  const other = paths.find((id) => id !== path)
  return [
    { kind: 'end', of: path },
    { kind: 'start', of: path },
    other === undefined ? { kind: 'step', of: path, step: halfway } : { kind: 'end', of: other },
  ]
}

/** A recipe with another part; what is undefined in it is left out. */
export function changedRecipe<Recipe extends PlaneRecipe>(
  recipe: Recipe,
  change: Partial<Undefinable<Recipe>>,
): Recipe {
  const entries = Object.entries({ ...recipe, ...change }).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as unknown as Recipe
}
type Undefinable<T> = { [Key in keyof T]: T[Key] | undefined }

/** The plane of a recipe that gives a line, or the line of one that gives a plane. */
export function withShape(recipe: PlaneRecipe, isDrawnAsLine: boolean, subjects: PlaneSubjects): PlaneRecipe {
  /** The entries of a list for a line or a plane, with one more of others where it has too few. */
  const fitting = <T>(list: readonly T[], others: readonly T[]): readonly T[] =>
    isDrawnAsLine
      ? list.slice(0, -1)
      : [...list, others.find((each) => !list.some((one) => JSON.stringify(one) === JSON.stringify(each)))!]
  switch (recipe.kind) {
    case 'default':
      return recipe
    case 'random':
    case 'pca':
    case 'gradient':
      return changedRecipe(recipe, { line: isDrawnAsLine ? true : undefined } as Partial<typeof recipe>)
    case 'eigenvectors':
      return { ...recipe, which: fitting(recipe.which ?? usualEigenvectors, usualEigenvectors) }
    case 'axes':
      return recipe.axes === undefined
        ? { ...recipe, parameters: fitting(recipe.parameters ?? [], subjects.parameters ?? []) }
        : { ...recipe, axes: fitting(recipe.axes, [1, 2]) }
    case 'points':
      return { ...recipe, points: fitting(recipe.points, usualPoints(subjects)) }
  }
}

/** The recipe of a slice, without what it was resolved to; undefined of a slice that is its own vectors. */
export function planeRecipe(setting: SliceSetting | undefined): PlaneRecipe | undefined {
  if (setting === undefined) return { kind: 'default' }
  if (!('kind' in setting)) return undefined
  const { vectors: _vectors, ...recipe } = setting
  return recipe as PlaneRecipe
}

/** A recipe as a scene has it: the default plane is that of a scene which says nothing. */
export function sliceOfRecipe(recipe: PlaneRecipe): SliceRecipeSetting | undefined {
  return recipe.kind === 'default' ? undefined : recipe
}

/** The path that a slice is about, or the first that there is. */
export function pathMeant(setting: SliceSetting | undefined, paths: readonly string[]): string | undefined {
  return racersOf(setting).find((id) => paths.includes(id)) ?? paths[0]
}

const ways: Readonly<Record<PlaneKind, (recipe: never) => string>> = {
  default: () => 'along two random directions, through where they begin',
  random: ({ normalise = 'filter' }: RecipeOf<'random'>) =>
    `along random directions${{ none: '', layer: ', as long as the weights of each layer', filter: ', as long as the weights of each unit' }[normalise]}`,
  pca: ({ of, about = 'end' }: RecipeOf<'pca'>) =>
    `along principal directions of ${of === 'all' ? 'all paths' : `the path of ${of}`}, about its ${about}`,
  eigenvectors: ({ which = usualEigenvectors }: RecipeOf<'eigenvectors'>) =>
    `along eigenvectors of the Hessian: ${which.join(' and ')}`,
  gradient: ({ with: other = 'top', line }: RecipeOf<'gradient'>) =>
    `along the gradient${line === true ? '' : other === 'top' ? ' and the top eigenvector' : ' and the last update'}`,
  axes: ({ parameters, axes = [] }: RecipeOf<'axes'>) =>
    `along ${(parameters ?? axes.map((axis) => `coordinate ${axis}`)).join(' and ')}`,
  points: ({ points }: RecipeOf<'points'>) => `through ${points.length} points`,
}

/** What is drawn, in a few words: `a plane along eigenvectors of the Hessian: top and top-2`. */
export function planeWords(setting: SliceSetting | undefined): string {
  const recipe = planeRecipe(setting)
  const way = recipe === undefined ? 'along its own vectors' : ways[recipe.kind](recipe as never)
  return `a ${isLine(setting) ? 'line' : 'plane'} ${way}`
}
