import { z } from 'zod'
import { biasRules, normalisations, normaliseDirection } from '../../slice/normalise-direction'
import { orthonormal } from '../../slice/orthonormal'
import { randomDirection } from '../../slice/random-direction'
import { originAt, slicePointProblems, slicePointSchema } from '../slice-point'
import { defineSliceRecipe } from '../slice-recipe'

const schema = z.strictObject({
  kind: z.literal('random'),
  /** Where it leads from; where the parameters begin, if absent. */
  origin: slicePointSchema.optional(),
  /** `filter` where there are weights and nothing is said, else `none`. */
  normalise: z.enum(normalisations).optional(),
  biases: z.enum(biasRules).optional(),
  /** Whether the directions are made orthonormal in the end. */
  orthonormal: z.boolean().optional(),
  /** Of the draws; the landscape's where absent. */
  seed: z.int().min(0).optional(),
  line: z.boolean().optional(),
})

/**
 * The plane along two directions whose entries are drawn from the standard normal distribution, or the line along the
 * first, made as long as the parameters at the origin by `normaliseDirection`.
 */
export default defineSliceRecipe<z.infer<typeof schema>>({
  id: 'random',
  schema,
  isLine: ({ line }) => line === true,
  isFromRace: true,

  check: ({ origin }, n, where) => slicePointProblems(origin, n, 'origin', `${where}.origin`),

  nothing: () => ({
    message: 'directions as long as the parameters have no length where all of these are 0',
    remedy: 'take "normalise": "none", or another origin',
  }),

  resolve(recipe, context) {
    const { dimension, objective, seed } = context
    const origin = originAt(recipe.origin, context)
    const { layout } = objective()
    const { normalise = layout.some(({ role }) => role === 'weight') ? 'filter' : 'none', biases = 'zero' } = recipe
    const directions = (recipe.line === true ? [0] : [0, 1]).map((k) => {
      const direction = randomDirection(recipe.seed ?? seed, k, dimension)
      normaliseDirection(direction, origin, layout, normalise, biases)
      return direction
    })
    const [u, v] = recipe.orthonormal === true ? orthonormal(directions) : directions
    return { origin, u: Array.from(u!), ...(v && { v: Array.from(v) }) }
  },
})
