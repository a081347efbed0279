import { largestSize } from '../linalg/vector'
import { afterwards } from '../descent/afterwards'
import { modelStep, truncatedConjugateGradients } from '../descent/direction/truncated-conjugate-gradients'
import { defineOptimizer, type StepInput, type StepReply } from '../definitions/optimizer'
import { converged } from '../descent/search/converged'
import { c1, curvatureShare, gradientTolerance, lineSearch } from '../descent/search/hyperparameters'
import { type Line, lineAlong } from '../descent/search/line'
import { search, type SearchHyper } from '../descent/search/search'

const stages = ['truncated Newton step']

type State = { previousLength: number }

export default defineOptimizer({
  id: 'newton-cg',
  title: 'Newton-CG',
  group: 'Second order and line search',
  description:
    'Newton’s step by conjugate gradients on Hessian-vector products: no matrix, so any dimension, and no more accuracy than the distance to the minimum deserves. Where it meets downward curvature it goes along what it has, and so descends past saddles.',
  tex: '\\theta_t = \\theta_{t-1} + t^* p_t, \\qquad \\|H_t p_t + g_t\\| \\le \\min\\!\\left(\\tfrac12, \\sqrt{\\|g_t\\|}\\right) \\|g_t\\| \\;\\text{ or }\\; d^{\\mathsf T} H_t d \\le 0 \\text{ met}',
  citation:
    'R. S. Dembo, T. Steihaug, Truncated-Newton algorithms for large-scale unconstrained optimization, Mathematical Programming 26, 190–212, 1983; in this form: J. Nocedal, S. J. Wright, Numerical Optimization, 2nd edition, Springer, 2006, Algorithm 7.1. Semantics: SciPy, minimize with method Newton-CG (xtol on the mean size of the step). Differs from SciPy: norms are Euclidean, the first trial of each search is the whole step, and a direction of negative curvature met at once is followed by −g itself.',
  needs: ['value', 'gradient', 'gradient-elsewhere', 'hessian-vector'],
  elementwise: false,
  smoothOnly: true,
  stages,
  hyperparameters: {
    lineSearch: lineSearch('strong-wolfe', 'backtracking'),
    c1,
    c2: curvatureShare(0.9),
    xtol: {
      kind: 'number',
      description: 'Converged once the coordinates move by at most this in a step, on the mean.',
      symbol: 'x_{\\mathrm{tol}}',
      default: 1e-5,
      min: 0,
      max: 1e6,
      scale: 'log',
      usual: [1e-12, 1e-2],
      rangeSource: 'SciPy from 0',
    },
    gtol: gradientTolerance(0, 'component'),
  },
  init: () => ({
    /** The mean size of the components of the step before. */
    previousLength: NaN,
  }),
  step(state, hyper, input) {
    const size = largestSize(input.gradient)
    if (size <= hyper.gtol) return converged('largest component of the gradient', size, hyper.gtol)
    if (state.previousLength <= hyper.xtol) return converged('mean size of the step', state.previousLength, hyper.xtol)
    return afterwards(truncatedConjugateGradients(input, Infinity), searchAlong, state, hyper, input)
  },
})

function searchAlong(state: State, hyper: SearchHyper, input: StepInput): StepReply {
  const line = lineAlong(input, modelStep(input).step)
  return afterwards(search(line, 1, hyper), measure, state, input, line)
}

function measure(state: State, input: StepInput, line: Line): void {
  const { update } = input
  let sum = 0
  for (let i = 0; i < update.length; i++) sum += Math.abs(update[i])
  state.previousLength = sum / update.length
  line.show(input, stages)
}
