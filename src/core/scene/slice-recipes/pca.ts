import { z } from 'zod'
import type { Domain } from '../../domain'
import { finish } from '../../pieces'
import { type PrincipalDirections, principalDirections } from '../../slice/principal-directions'
import { randomWalkShares } from '../../slice/random-walk'
import { project, type Slice } from '../../slice/slice'
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

  nothing({ of, line = false }, { u }, paths) {
    const points = racersMeant([of], paths!.racers).reduce((sum, id) => sum + paths!.pathOf(id).step.length, 0)
    const needed = line ? 2 : 3
    const has = `path of ${of} has ${points} ${points === 1 ? 'point' : 'points'}`
    const isLine = !line && u.some((entry) => entry !== 0)
    return {
      message:
        points < needed
          ? `${has}, and ${line ? 'a line' : 'a plane'} of principal directions needs ${needed}`
          : `${has}, all ${isLine ? 'on one line' : 'at one place'}: there ${line ? 'is no principal direction' : 'are no two principal directions'}`,
      remedy: `race more steps, or record more of them${isLine ? ', or draw a line: "line": true' : ''}`,
    }
  },

  resolve(recipe, context) {
    const { about, points, found, walk } = ofPaths(recipe, context)
    const [u, v] = found.directions
    const none = new Float64Array(context.dimension)
    const slice = {
      origin: Array.from(recipe.origin === undefined ? about : slicePointAt(recipe.origin, context)),
      u: Array.from(u ?? none),
      ...(recipe.line !== true && { v: Array.from(v ?? none) }),
    }
    return { ...slice, shares: Array.from(found.shares), ...(walk && { walk }), extent: extentOn(slice, points) }
  },
})

interface OfPaths {
  readonly about: ArrayLike<number>
  readonly points: Float64Array
  readonly found: PrincipalDirections
  /** Of one path: the shares of a random walk. */
  readonly walk?: readonly number[]
}

function ofPaths({ of, about = 'end', line }: Recipe, { racers, dimension: n, pathOf }: SliceContext): OfPaths {
  const paths = racersMeant([of], racers).map((racer) => pathOf(racer).theta)
  const points = new Float64Array(paths.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const path of paths) {
    points.set(path, at)
    at += path.length
  }
  const point = about === 'mean' ? meanOf(points, n) : about === 'end' ? paths[0]!.slice(-n) : paths[0]!.slice(0, n)
  const count = line === true ? 1 : 2
  const walk =
    paths.length === 1
      ? randomWalkShares(count, {
          steps: points.length / n - 1,
          parameters: n,
          about: about === 'mean' ? 'mean' : 'end',
        })
      : undefined
  return { about: point, points, found: finish(principalDirections(points, point, count)), ...(walk && { walk }) }
}

/** Where points lie on a plane or a line. */
function extentOn(slice: Slice, points: Float64Array): Domain {
  const nearest = new Float64Array(3)
  let [minX, maxX, minY, maxY] = [Infinity, -Infinity, Infinity, -Infinity]
  for (let at = 0; at < points.length; at += slice.origin.length) {
    project(slice, points, nearest, at)
    minX = Math.min(minX, nearest[0]!)
    maxX = Math.max(maxX, nearest[0]!)
    minY = Math.min(minY, nearest[1]!)
    maxY = Math.max(maxY, nearest[1]!)
  }
  return { x: [minX, maxX], y: [minY, maxY] }
}

function meanOf(points: Float64Array, n: number): Float64Array {
  const mean = new Float64Array(n)
  points.forEach((entry, k) => (mean[k % n] += entry / (points.length / n)))
  return mean
}
