import { z } from 'zod'
import { extremeEigenpairs } from '../../analysis/spectrum/extreme-eigenpairs'
import { unitVector } from '../../linalg/vector'
import { pacedEvaluations } from '../../objectives/paced-evaluations'
import { originAt, rowOf, slicePointProblems, slicePointSchema } from '../slice-point'
import { defineSliceRecipe } from '../slice-recipe'

const schema = z.strictObject({
  kind: z.literal('gradient'),
  /** The second direction: a racer's last update, or the eigenvector of the largest eigenvalue. */
  with: z.enum(['update', 'top']).optional(),
  /** Where the gradient is taken; where the parameters begin, if absent. With an update where a racer has come to. */
  origin: slicePointSchema.optional(),
  line: z.boolean().optional(),
})

/**
 * The plane along the gradient at the origin and along what a step there adds to it: the last update of the racer that
 * has come there, between the recorded point before and this one, which momentum turns away from the gradient; or the
 * eigenvector of the largest eigenvalue. Both of unit length, as they are: not at right angles.
 */
export default defineSliceRecipe<z.infer<typeof schema>>({
  id: 'gradient',
  schema,
  isLine: ({ line }) => line === true,
  isFromRace: true,

  check({ origin, line, with: other = 'top' }, n, where) {
    const problems = slicePointProblems(origin, n, 'origin', `${where}.origin`)
    const isOnPath =
      origin !== undefined && 'of' in origin && (origin.kind === 'step' ? origin.step > 0 : origin.kind === 'end')
    if (other === 'top' || isOnPath || line === true) return problems
    return [
      ...problems,
      {
        message: 'last update is a racer’s, and origin is not where one has come to by a step',
        remedy: 'set it to { "kind": "end", "of": "..." } or { "kind": "step", ... }, or take "with": "top"',
        where: `${where}.origin`,
      },
    ]
  },

  nothing: () => ({
    message: 'gradient at the origin is 0, or along the other direction: they span no plane',
    remedy: 'take another origin',
  }),

  *resolveByDerivatives({ with: other = 'top', line, ...recipe }, context) {
    const { objective: create, dimension: n, pathOf } = context
    const origin = originAt(recipe.origin, context)
    const objective = create()
    const theta = Float64Array.from(origin)
    const gradient = new Float64Array(n)
    yield* pacedEvaluations(objective).valueGrad(theta, gradient)
    const u = Array.from(unitVector(gradient))
    if (line === true) return { origin, u }
    if (other === 'top') {
      const { vectors, values, residuals } = yield* extremeEigenpairs(objective, theta, 1)
      const top = vectors.at(-1) ?? new Float64Array(n)
      return { origin, u, v: Array.from(top), eigenvalues: [values.at(-1)!], residuals: [residuals.at(-1)!] }
    }
    const point = recipe.origin
    if (point === undefined || !('of' in point)) throw new Error('last update of no racer')
    const path = pathOf(point.of)
    // Of one that ended where it began there was no update.
    const before = Math.max(0, rowOf(point, path) - 1) * n
    return { origin, u, v: Array.from(unitVector(theta.map((entry, i) => entry - path.theta[before + i]!))) }
  },
})
