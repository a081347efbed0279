import { z } from 'zod'
import { extremeEigenpairs } from '../../analysis/spectrum/extreme-eigenpairs'
import { originAt, slicePointProblems, slicePointSchema } from '../slice-point'
import { defineSliceRecipe } from '../slice-recipe'

const ranks = [1, 2, 3, 4, 5, 6, 7, 8, 9]
/** Counted from the largest eigenvalue down, or from the smallest, the most negative, up: `top`, `top-2`, ... */
const names = ['top', 'bottom'].flatMap((end) => ranks.map((rank) => (rank === 1 ? end : `${end}-${rank}`)))

const schema = z.strictObject({
  kind: z.literal('eigenvectors'),
  /** One is a line. */
  which: z.array(z.enum(names)).min(1).max(2).optional(),
  /** Where the Hessian is taken; where the parameters begin, if absent. */
  origin: slicePointSchema.optional(),
})
type Recipe = z.infer<typeof schema>

const usual = ['top', 'top-2']

/** The plane along two unit eigenvectors of the Hessian at the origin, or the line along one. */
export default defineSliceRecipe<Recipe>({
  id: 'eigenvectors',
  schema,
  isLine: ({ which = usual }) => which.length === 1,
  isFromRace: true,

  check({ which = usual, origin }, n, where) {
    const problems = [...slicePointProblems(origin, n, 'origin', `${where}.origin`)]
    const places = which.map((name) => placeIn(name, n))
    for (const [i, at] of places.entries()) {
      if (at === undefined)
        problems.push({
          message: `which is "${which[i]}", the Hessian has ${n} eigenvalues`,
          remedy: 'take one nearer to an end',
          where: `${where}.which[${i}]`,
        })
      else if (places.indexOf(at) < i)
        problems.push({
          message: `which names one eigenvector twice, "${which[0]}" and "${which[1]}"`,
          remedy: 'take another for one of them',
          where: `${where}.which[${i}]`,
        })
    }
    return problems
  },

  nothing: () => ({
    message: 'the Hessian is not finite at the origin, and has no eigenvectors there',
    remedy: 'take another origin',
  }),

  *resolveByDerivatives({ which = usual, ...recipe }, context) {
    const { objective, dimension: n } = context
    const origin = originAt(recipe.origin, context)
    const count = Math.max(...which.map(rankOf))
    const { values, residuals, vectors } = yield* extremeEigenpairs(objective(), Float64Array.from(origin), count)
    const none = new Float64Array(n)
    // Their places among those found, which are as many from each end.
    const found = which.map((name) => (name.startsWith('top') ? values.length - rankOf(name) : rankOf(name) - 1))
    const [u, v] = found.map((i) => Array.from(vectors[i] ?? none))
    return {
      origin,
      u: u!,
      ...(v && { v }),
      eigenvalues: found.map((i) => values[i]!),
      residuals: found.map((i) => residuals[i]!),
    }
  },
})

/** 1 for the outermost. */
function rankOf(name: string): number {
  return Number(name.split('-')[1] ?? 1)
}

/** Which of n eigenvalues, ascending, a name means; undefined where there are not so many. */
function placeIn(name: string, n: number): number | undefined {
  const rank = rankOf(name)
  if (rank > n) return undefined
  return name.startsWith('top') ? n - rank : rank - 1
}
