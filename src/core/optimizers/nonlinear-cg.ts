import { clear, dot, largestSize } from '../linalg/vector'
import { ownScratch } from '../scratch'
import { defineOptimizer, type StepInput } from '../definitions/optimizer'
import { afterwards } from '../descent/afterwards'
import { quotient } from '../descent/quotient'
import { converged } from '../descent/search/converged'
import { firstTrial } from '../descent/search/first-trial'
import { c1, curvatureShare, gradientTolerance } from '../descent/search/hyperparameters'
import { type Line, lineAlong } from '../descent/search/line'
import { search } from '../descent/search/search'

const stages = ['gradient', 'conjugate direction']

/**
 * The least descent, as a share of |g|^2, that a direction must have: Gilbert and Nocedal's sigma, with SciPy's value.
 */
const leastDescent = 0.01

const buffers = ownScratch((n) => ({ descent: new Float64Array(n) }))

type State = { conjugate: Float64Array; previousLoss: number }

export default defineOptimizer({
  id: 'nonlinear-cg',
  title: 'Nonlinear conjugate gradients',
  group: 'Second order and line search',
  description:
    'Steepest descent that remembers one direction: each step is bent so that it does not undo the one before, and a quadratic in n dimensions is done in n steps. Costs hardly more than the gradient, in any dimension.',
  tex: '\\begin{aligned} d_t &= -g_t + \\beta_t d_{t-1}, \\qquad \\beta_t = \\max\\!\\left(0,\\; \\frac{g_t^{\\mathsf T}(g_t - g_{t-1})}{g_{t-1}^{\\mathsf T} g_{t-1}}\\right) \\\\ \\theta_t &= \\theta_{t-1} + t^* d_t \\end{aligned}',
  citation:
    'E. Polak, G. Ribière, 1969; the maximum with 0 and the test of descent: J. C. Gilbert, J. Nocedal, Global convergence properties of conjugate gradient methods for optimization, SIAM J. Optimization 2, 21–42, 1992; in this form: J. Nocedal, S. J. Wright, Numerical Optimization, 2nd edition, Springer, 2006, section 5.2 (PR+). Semantics: SciPy, minimize with method CG. Differs from SciPy: the search is our own, and a direction that does not descend by dᵀg ≤ −0.01 ‖g‖² is replaced by −g, where SciPy goes on searching for a point whose next direction does.',
  needs: ['value', 'gradient', 'gradient-elsewhere'],
  elementwise: false,
  smoothOnly: true,
  stages,
  hyperparameters: { c1, c2: curvatureShare(0.4), gtol: gradientTolerance(1e-5, 'component') },
  init: (dimension) => ({
    /** beta d of the next direction. */
    conjugate: new Float64Array(dimension),
    previousLoss: NaN,
  }),
  step(state, { c1, c2, gtol }, input) {
    const { gradient, oracle } = input
    const { conjugate } = state
    const size = largestSize(gradient)
    if (size <= gtol) return converged('largest component of the gradient', size, gtol)
    const { descent } = buffers(oracle, gradient.length)
    for (let i = 0; i < descent.length; i++) descent[i] = -gradient[i]
    const squares = dot(gradient, gradient)
    if (dot(conjugate, gradient) > (1 - leastDescent) * squares) clear(conjugate)
    const line = lineAlong(input, descent, conjugate)
    const trial = firstTrial(line, input, state.previousLoss)
    return afterwards(search(line, trial, { lineSearch: 'strong-wolfe', c1, c2 }), turn, squares, state, input, line)
  },
})

/** The next direction's share of this one. */
function turn(squares: number, state: State, input: StepInput, line: Line): void {
  const { gradient, loss } = input
  line.show(input, stages)
  let turned = 0
  for (let i = 0; i < gradient.length; i++) turned += line.gradient[i] * (line.gradient[i] - gradient[i])
  const beta = Math.max(0, quotient(turned, squares))
  for (let i = 0; i < gradient.length; i++) state.conjugate[i] = beta * line.direction[i]
  state.previousLoss = loss
}
