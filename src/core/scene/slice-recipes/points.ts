import { z } from 'zod'
import type { Problem } from '../../problem'
import { sliceProblems } from '../../slice/check-slice'
import type { Slice } from '../../slice/slice'
import { defineSliceRecipe } from '../slice-recipe'
import { vectorSchema } from '../../vector-schema'

const pointSchema = z.union([
  vectorSchema,
  /** Where a racer, by its id, has started or ended. */
  z.strictObject({ kind: z.enum(['start', 'end']), of: z.string() }),
])
const schema = z.strictObject({ kind: z.literal('points'), points: z.array(pointSchema).min(2).max(3) })

type Recipe = z.infer<typeof schema>

/**
 * The line through two points a, b, or the plane through three a, b, c: origin a, u = b - a and v = c - a, so that they
 * are drawn at (0, 0), (1, 0) and (0, 1).
 */
export default defineSliceRecipe<Recipe>({
  id: 'points',
  schema,
  isLine: ({ points }) => points.length === 2,
  isFromRace: true,

  check({ points }, n, where) {
    const wrongLengths = points.flatMap((point, i): readonly Problem[] =>
      'of' in point || point.length === n
        ? []
        : [
            {
              message: `point has ${point.length} ${point.length === 1 ? 'number' : 'numbers'}, expected ${n}, one for each coordinate`,
              remedy: `give ${n} numbers`,
              where: `${where}.points[${i}]`,
            },
          ],
    )
    const given = points.flatMap((point) => ('of' in point ? [] : [point]))
    // Where racers end is not known yet.
    if (wrongLengths.length > 0 || given.length < points.length) return wrongLengths
    return sliceProblems(through(given), n, where)
  },

  resolve({ points }, { dimension, pathOf }): Slice {
    return through(
      points.map((point): readonly number[] => {
        if (!('of' in point)) return point
        const path = pathOf(point.of)
        return Array.from(point.kind === 'start' ? path.subarray(0, dimension) : path.subarray(-dimension))
      }),
    )
  },
})

function through([origin, ...others]: readonly (readonly number[])[]): Slice {
  const [u, v] = others.map((to) => to.map((entry, i) => entry - origin![i]!))
  return { origin: origin!, u: u!, ...(v && { v }) }
}
