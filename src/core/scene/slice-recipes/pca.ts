import { z } from 'zod'
import { finish } from '../../pieces'
import { type PrincipalDirections, principalDirections } from '../../slice/principal-directions'
import { racersMeant } from '../recipe-order'
import { defineSliceRecipe, type SliceContext } from '../slice-recipe'
import { slicePointAt, slicePointProblems, slicePointSchema } from '../slice-point'

const schema = z.strictObject({
  kind: z.literal('pca'),
  /** A racer, by its id, or all. */
  of: z.string(),
  /** The end and start of a path; of several paths those of the first. */
  about: z.enum(['end', 'mean', 'start']).optional(),
  /** Where the picture lies; about what the directions are, if absent. */
  origin: slicePointSchema.optional(),
  line: z.boolean().optional(),
})
type Recipe = z.infer<typeof schema>

/**
 * The plane of the first two principal directions of a racer's recorded path, its start included, or of all racers'
 * paths, about its end, its mean or its start; or the line of the first.
 */
export default defineSliceRecipe<Recipe>({
  id: 'pca',
  schema,
  isLine: ({ line }) => line === true,
  isFromRace: true,

  check: ({ origin }, n, where) => slicePointProblems(origin, n, 'origin', `${where}.origin`),

  nothing: ({ of, line }) => ({
    message: `path of ${of} goes nowhere ${line === true ? '' : 'but along a line '}that principal directions could follow`,
    remedy: line === true ? 'race more steps' : 'race more steps, or draw a line: "line": true',
  }),

  resolve(recipe, context) {
    const { about, found } = ofPaths(recipe, context)
    const [u, v] = found.directions
    const origin = recipe.origin === undefined ? about : slicePointAt(recipe.origin, context)
    const none = new Float64Array(context.dimension)
    return {
      origin: Array.from(origin),
      u: Array.from(u ?? none),
      ...(recipe.line !== true && { v: Array.from(v ?? none) }),
      shares: Array.from(found.shares),
    }
  },
})

interface OfPaths {
  readonly about: ArrayLike<number>
  readonly found: PrincipalDirections
}

function ofPaths({ of, about = 'end', line }: Recipe, { racers, dimension: n, pathOf }: SliceContext): OfPaths {
  const paths = racersMeant([of], racers).map(pathOf)
  const points = new Float64Array(paths.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const path of paths) {
    points.set(path, at)
    at += path.length
  }
  const point = about === 'mean' ? meanOf(points, n) : about === 'end' ? paths[0]!.slice(-n) : paths[0]!.slice(0, n)
  return { about: point, found: finish(principalDirections(points, point, line === true ? 1 : 2)) }
}

function meanOf(points: Float64Array, n: number): Float64Array {
  const mean = new Float64Array(n)
  points.forEach((entry, k) => (mean[k % n] += entry / (points.length / n)))
  return mean
}
