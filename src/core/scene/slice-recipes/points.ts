import { z } from 'zod'
import { sliceProblems } from '../../slice/check-slice'
import type { Slice } from '../../slice/slice'
import { slicePointAt, slicePointProblems, slicePointSchema } from '../slice-point'
import { defineSliceRecipe } from '../slice-recipe'

const schema = z.strictObject({ kind: z.literal('points'), points: z.array(slicePointSchema).min(2).max(3) })

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
    const wrongLengths = points.flatMap((point, i) => slicePointProblems(point, n, 'point', `${where}.points[${i}]`))
    const given = points.flatMap((point) => ('of' in point ? [] : [point]))
    // Where racers end is not known yet.
    if (wrongLengths.length > 0 || given.length < points.length) return wrongLengths
    return sliceProblems(through(given), n, where)
  },

  nothing: () => ({
    message: 'points of the slice are one, or lie on one line: they span no slice',
    remedy: 'take points apart from each other',
  }),

  resolve: ({ points }, context) => through(points.map((point) => slicePointAt(point, context))),
})

function through([origin, ...others]: readonly (readonly number[])[]): Slice {
  const [u, v] = others.map((to) => to.map((entry, i) => entry - origin![i]!))
  return { origin: origin!, u: u!, ...(v && { v }) }
}
