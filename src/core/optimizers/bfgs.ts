import { largestSize } from '../linalg/vector'
import { ownScratch } from '../scratch'
import { afterwards } from '../descent/afterwards'
import { quasiNewtonDirection, updateInverseHessian } from '../descent/direction/inverse-hessian'
import { defineOptimizer, type StepInput } from '../definitions/optimizer'
import { converged } from '../descent/search/converged'
import { firstTrial } from '../descent/search/first-trial'
import { c1, curvatureShare, gradientTolerance, lineSearch } from '../descent/search/hyperparameters'
import { type Line, lineAlong } from '../descent/search/line'
import { search } from '../descent/search/search'

const stages = ['quasi-Newton step']

const buffers = ownScratch((n) => ({ direction: new Float64Array(n), change: new Float64Array(n) }))

type State = { inverseHessian: Float64Array; previousLoss: number }

export default defineOptimizer({
  id: 'bfgs',
  title: 'BFGS',
  group: 'Second order and line search',
  description:
    'Learns the inverse Hessian from how the gradient changes along its own steps, and soon steps like Newton’s method without ever asking for second derivatives; it always descends. The first choice for a smooth surface of few dimensions.',
  tex: '\\begin{aligned} \\theta_t &= \\theta_{t-1} - t^* H_t g_t, \\qquad s = \\theta_t - \\theta_{t-1}, \\quad y = g_{t+1} - g_t, \\quad \\rho = 1 / y^{\\mathsf T} s \\\\ H_{t+1} &= (I - \\rho s y^{\\mathsf T})\\, H_t\\, (I - \\rho y s^{\\mathsf T}) + \\rho s s^{\\mathsf T}, \\qquad H_1 = I \\end{aligned}',
  citation:
    'C. G. Broyden, R. Fletcher, D. Goldfarb, D. F. Shanno, 1970; in this form: J. Nocedal, S. J. Wright, Numerical Optimization, 2nd edition, Springer, 2006, Algorithm 6.1. Semantics: SciPy, minimize with method BFGS (H starts as the identity; first trial of each search). Differs from SciPy: the search is our own, and a pair without positive curvature is left out where SciPy sets rho to 1000.',
  needs: ['value', 'gradient', 'gradient-elsewhere'],
  elementwise: false,
  // Its matrix takes 8 n^2 bytes: 8 MB at this size, in every checkpoint of a race.
  maxDimension: 1000,
  smoothOnly: true,
  stages,
  hyperparameters: {
    lineSearch: lineSearch('strong-wolfe', 'backtracking'),
    c1,
    c2: curvatureShare(0.9),
    gtol: gradientTolerance(1e-5, 'component'),
  },
  init(dimension) {
    const inverseHessian = new Float64Array(dimension * dimension)
    for (let i = 0; i < dimension; i++) inverseHessian[i * dimension + i] = 1
    return { inverseHessian, previousLoss: NaN }
  },
  step(state, hyper, input) {
    const { gradient, oracle } = input
    const size = largestSize(gradient)
    if (size <= hyper.gtol) return converged('largest component of the gradient', size, hyper.gtol)
    const { direction } = buffers(oracle, gradient.length)
    quasiNewtonDirection(state.inverseHessian, gradient, direction)
    const line = lineAlong(input, direction)
    return afterwards(search(line, firstTrial(line, input, state.previousLoss), hyper), learn, state, input, line)
  },
})

function learn(state: State, input: StepInput, line: Line): void {
  const { gradient, update, oracle, loss } = input
  const { change } = buffers(oracle, gradient.length)
  for (let i = 0; i < change.length; i++) change[i] = line.gradient[i] - gradient[i]
  updateInverseHessian(state.inverseHessian, update, change)
  state.previousLoss = loss
  line.show(input, stages)
}
