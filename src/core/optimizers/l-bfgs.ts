import { largestSize } from '../linalg/vector'
import { ownScratch } from '../scratch'
import { afterwards } from '../descent/afterwards'
import { learningRate } from '../descent/common-hyperparameters'
import { addPair, limitedMemoryDirection, type PairHistory, pairHistory } from '../descent/direction/pair-history'
import { defineOptimizer, type StepInput } from '../definitions/optimizer'
import { converged } from '../descent/search/converged'
import { c1, curvatureShare, gradientTolerance, lineSearch } from '../descent/search/hyperparameters'
import { type Line, lineAlong } from '../descent/search/line'
import { lookAt, search } from '../descent/search/search'

const stages = ['quasi-Newton step']

const buffers = ownScratch((n) => ({ direction: new Float64Array(n), change: new Float64Array(n) }))

export default defineOptimizer({
  id: 'l-bfgs',
  title: 'L-BFGS',
  group: 'Second order and line search',
  description:
    'BFGS that remembers a number of its last steps instead of a matrix, so that many dimensions cost little. With its line search it always descends; without one (PyTorch’s default) it is quick and easily diverges.',
  tex: '\\theta_t = \\theta_{t-1} - t^* H_t g_t, \\qquad H_t = \\text{BFGS updates of } \\gamma I \\text{ by the last } m \\text{ pairs } (s, y), \\quad \\gamma = \\frac{s^{\\mathsf T} y}{y^{\\mathsf T} y}',
  citation:
    'D. C. Liu, J. Nocedal, On the limited memory BFGS method for large scale optimization, Mathematical Programming 45, 503–528, 1989; J. Nocedal, S. J. Wright, Numerical Optimization, 2nd edition, Springer, 2006, Algorithms 7.4 and 7.5. Semantics: PyTorch torch.optim.LBFGS (first trial min(1, 1/‖g‖₁) lr, later lr; pairs with yᵀs ≤ 1e-10 left out). Differs from PyTorch: one step is one iteration, where PyTorch’s `step` runs up to 20 of them; the strong Wolfe search is the default and our own; a tolerance that is met ends the race.',
  needs: ['value', 'gradient', 'gradient-elsewhere'],
  elementwise: false,
  // The history takes 16 m n bytes: 32 MB for m = 100 at this size, in every checkpoint of a race.
  maxDimension: 20_000,
  smoothOnly: true,
  stages,
  hyperparameters: {
    lr: {
      ...learningRate(1, [0.01, 1]),
      description: 'The step as a share of the quasi-Newton step, or where the line search begins.',
    },
    historySize: {
      kind: 'number',
      description: 'How many of the last steps are remembered.',
      symbol: 'm',
      default: 100,
      min: 1,
      max: 1000,
      integer: true,
      scale: 'log',
      usual: [3, 100],
      rangeSource: 'Nocedal and Wright, 2006, section 7.2: at least 1; beyond the upper end BFGS is cheaper',
    },
    lineSearch: lineSearch('strong-wolfe', 'backtracking', 'none'),
    c1,
    c2: curvatureShare(0.9),
    toleranceGrad: gradientTolerance(1e-7, 'component'),
    toleranceChange: {
      kind: 'number',
      description:
        'Converged once a step changes the loss by less than this, or every coordinate by at most this, or promises less along its slope.',
      symbol: '\\Delta_{\\mathrm{tol}}',
      default: 1e-9,
      min: 0,
      max: 1e6,
      scale: 'log',
      usual: [1e-12, 1e-3],
      rangeSource: 'PyTorch from 0',
    },
  },
  init: (dimension, { historySize }) => ({
    ...pairHistory(historySize, dimension),
    previousLoss: NaN,
    /** The largest component of the step before. */
    previousLength: NaN,
  }),
  step(state, hyper, input) {
    const { gradient, loss, step, oracle } = input
    const { toleranceGrad, toleranceChange } = hyper
    const size = largestSize(gradient)
    if (size <= toleranceGrad) return converged('largest component of the gradient', size, toleranceGrad)
    if (state.previousLength <= toleranceChange)
      return converged('largest component of the step', state.previousLength, toleranceChange)
    const fall = Math.abs(state.previousLoss - loss)
    if (fall < toleranceChange) return converged('change of the loss', fall, toleranceChange)
    const { direction } = buffers(oracle, gradient.length)
    limitedMemoryDirection(state, gradient, direction)
    const line = lineAlong(input, direction)
    if (-line.startSlope < toleranceChange && line.startSlope <= 0)
      return converged('slope along the direction', -line.startSlope, toleranceChange)
    const rate = step === 1 ? Math.min(1, 1 / sumOfSizes(gradient)) * input.learningRate : input.learningRate
    // Without a search nobody has looked where the step leads; the race finds the point evaluated.
    const found = hyper.lineSearch === 'none' ? lookAt(line, rate) : search(line, rate, hyper)
    return afterwards(found, learn, state, input, line)
  },
})

type State = PairHistory & { previousLoss: number; previousLength: number }

function learn(state: State, input: StepInput, line: Line): void {
  const { gradient, update, oracle, loss } = input
  const { change } = buffers(oracle, gradient.length)
  for (let i = 0; i < change.length; i++) change[i] = line.gradient[i] - gradient[i]
  addPair(state, update, change)
  state.previousLoss = loss
  state.previousLength = largestSize(update)
  line.show(input, stages)
}

/** |v|_1. */
function sumOfSizes(v: Float64Array): number {
  let sum = 0
  for (let i = 0; i < v.length; i++) sum += Math.abs(v[i])
  return sum
}
