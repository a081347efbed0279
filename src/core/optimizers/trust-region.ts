import { euclideanNorm } from '../linalg/euclidean-norm'
import { brief } from '../brief'
import { afterwards } from '../descent/afterwards'
import {
  type ModelStep,
  modelStep,
  truncatedConjugateGradients,
} from '../descent/direction/truncated-conjugate-gradients'
import { defineOptimizer, type StepInput, type StepReply } from '../definitions/optimizer'
import { converged } from '../descent/search/converged'
import { gradientTolerance } from '../descent/search/hyperparameters'
import { type Line, lineAlong } from '../descent/search/line'
import { failed, lookAt } from '../descent/search/search'

const stages = ['trust-region step']

type State = { radius: number }

interface Hyper {
  readonly maxTrustRadius: number
  readonly eta: number
}

export default defineOptimizer({
  id: 'trust-region',
  title: 'Trust region (Steihaug)',
  group: 'Second order and line search',
  description:
    'Goes to the lowest point of the local quadratic model within a radius that grows while the model foretells the loss well and shrinks where it does not. A step that is refused leaves the point at rest and a smaller radius. Downward curvature is followed to the radius, so saddles do not hold it.',
  tex: '\\begin{aligned} p &\\approx \\arg\\min_{\\|p\\| \\le \\Delta} m(p), \\quad m(p) = J + g_t^{\\mathsf T} p + \\tfrac12 p^{\\mathsf T} H_t p, \\qquad \\rho = \\frac{J(\\theta_{t-1}) - J(\\theta_{t-1} + p)}{m(0) - m(p)} \\\\ \\Delta &\\leftarrow \\tfrac14 \\Delta \\text{ if } \\rho < \\tfrac14, \\quad \\min(2\\Delta, \\Delta_{\\max}) \\text{ if } \\rho > \\tfrac34 \\text{ and } \\|p\\| = \\Delta; \\qquad \\theta_t = \\theta_{t-1} + p \\text{ if } \\rho > \\eta, \\text{ else } \\theta_{t-1} \\end{aligned}',
  citation:
    'T. Steihaug, The conjugate gradient method and trust regions in large scale optimization, SIAM J. Numerical Analysis 20, 626–637, 1983; J. Nocedal, S. J. Wright, Numerical Optimization, 2nd edition, Springer, 2006, Algorithms 4.1 and 7.2. Semantics: SciPy, minimize with method trust-ncg.',
  needs: ['value', 'gradient', 'gradient-elsewhere', 'hessian-vector'],
  elementwise: false,
  smoothOnly: true,
  stages,
  hyperparameters: {
    initialTrustRadius: radius('The radius at the first step; never above the largest.', '\\Delta_0', 1, [0.01, 10]),
    maxTrustRadius: radius('The largest radius.', '\\Delta_{\\max}', 1000, [0.1, 1000]),
    eta: {
      kind: 'number',
      description: 'A step is taken if the loss falls by more than this share of what the model foretold.',
      symbol: '\\eta',
      default: 0.15,
      min: 0,
      max: 0.25,
      exclusiveMax: true,
      scale: 'linear',
      usual: [0, 0.24],
      rangeSource: 'Nocedal and Wright, 2006, Algorithm 4.1; SciPy',
    },
    gtol: gradientTolerance(1e-4, 'norm'),
  },
  init: (_dimension, { initialTrustRadius, maxTrustRadius }) => ({
    radius: Math.min(initialTrustRadius, maxTrustRadius),
  }),
  step(state, hyper, input) {
    const size = euclideanNorm(input.gradient)
    if (size <= hyper.gtol) return converged('norm of the gradient', size, hyper.gtol)
    return afterwards(truncatedConjugateGradients(input, state.radius), tryStep, state, hyper, input)
  },
})

function tryStep(state: State, hyper: Hyper, input: StepInput): StepReply {
  const model = modelStep(input)
  const line = lineAlong(input, model.step)
  return afterwards(lookAt(line, 1), judge, line, model, state, hyper, input)
}

function judge(
  line: Line,
  { predictedFall, isOnBoundary }: ModelStep,
  state: State,
  { maxTrustRadius, eta }: Hyper,
  input: StepInput,
): StepReply {
  if (line.isAtStart) return collapsed(state.radius)
  const ratio = (input.loss - line.value) / predictedFall
  // Written so that a ratio which is not a number, at a point where the loss is none, is a poor one.
  if (!(ratio >= 0.25)) state.radius *= 0.25
  else if (ratio > 0.75 && isOnBoundary) state.radius = Math.min(2 * state.radius, maxTrustRadius)
  if (!(ratio > eta)) line.moveTo(0)
  line.show(input, stages)
}

function radius(description: string, symbol: string, value: number, usual: readonly [number, number]) {
  return {
    kind: 'number',
    description,
    symbol,
    default: value,
    min: 0,
    max: 1e9,
    exclusiveMin: true,
    scale: 'log',
    usual,
    rangeSource: 'SciPy: above 0',
  } as const
}

function collapsed(radius: number) {
  const found = `trust radius ${brief(radius)} no longer moves the point: loss and model agree nowhere around it`
  return failed(`${found}; end earlier with a larger gtol, or take a rule of first order where the loss has a kink`)
}
