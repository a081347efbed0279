import { largestSize } from '../../linalg/vector'
import { brief } from '../../brief'
import { afterwards } from '../afterwards'
import { learningRate } from '../common-hyperparameters'
import type { NumberHyperparameter, StepEnding, StepInput, StepReply } from '../../definitions/optimizer'
import { converged } from '../search/converged'
import { c1, curvatureShare, gradientTolerance, lineSearch } from '../search/hyperparameters'
import { type Line, lineAlong } from '../search/line'
import { failed, search } from '../search/search'
import type { SearchHyper } from '../search/search'
import { decomposeHessian, spectralDirection } from './spectral'
import type { Curvature, SpectralDirection } from './spectral'

/**
 * A step of Newton's method in two: the first part descends; the second climbs where curvature is signed, and descends
 * where it is absolute.
 */
export const newtonStages = ['along upward curvature', 'along downward curvature']

/** A step costs the Hessian's columns and 4/3 n^3 operations for its spectrum: tenths of a second at this size. */
export const newtonMaxDimension = 512

const damping = {
  kind: 'number',
  description:
    'Added to every curvature before it divides the gradient: shortens steps along flat directions, and beyond the most negative curvature makes every step one of descent.',
  symbol: '\\delta',
  default: 0,
  min: 0,
  max: 1e9,
  scale: 'log',
  usual: [1e-6, 100],
  rangeSource: 'Nocedal and Wright, 2006, section 3.4: multiples of the identity from 0',
} as const satisfies NumberHyperparameter

export const newtonHyperparameters = {
  lr: {
    ...learningRate(1, [0.01, 1]),
    description: 'The step as a share of the whole way to the model’s critical point, or where the line search begins.',
  },
  damping,
  lineSearch: lineSearch('none', 'backtracking', 'strong-wolfe'),
  c1,
  c2: curvatureShare(0.9),
  gtol: gradientTolerance(1e-8, 'component'),
} as const

interface NewtonHyper extends SearchHyper {
  readonly damping: number
  readonly gtol: number
}

/** A step of Newton's method (signed curvature) or of the saddle-free one (absolute): search x `spectralDirection`. */
export function newtonStep(hyper: NewtonHyper, input: StepInput, curvature: Curvature): StepReply {
  const size = largestSize(input.gradient)
  if (size <= hyper.gtol) return converged('largest component of the gradient', size, hyper.gtol)
  return afterwards(decomposeHessian(input), searchAlong, hyper, input, curvature)
}

function searchAlong(hyper: NewtonHyper, input: StepInput, curvature: Curvature): StepReply {
  const { gradient, oracle, learningRate } = input
  const direction = spectralDirection(oracle, gradient, hyper.damping, curvature)
  if (direction.isSingular) return singular(direction, hyper.damping, curvature, oracle.noHessian)
  const line = lineAlong(input, direction.convex, direction.concave)
  if (hyper.lineSearch !== 'none' && line.startSlope >= 0) return uphill(direction, hyper.damping)
  return afterwards(search(line, learningRate, hyper), show, line, input, newtonStages)
}

function show(line: Line, input: StepInput, stages: readonly string[]): void {
  line.show(input, stages)
}

function singular(
  { eigenvalues }: SpectralDirection,
  damping: number,
  curvature: Curvature,
  noHessian: string | undefined,
): StepEnding {
  const outcome = 'singular-hessian'
  if (noHessian !== undefined) {
    return { outcome, reason: `there is no Hessian here: ${noHessian}; start elsewhere, or take a rule of first order` }
  }
  if (Number.isNaN(eigenvalues[0]))
    return { outcome, reason: 'Hessian is not finite; start elsewhere, or take a rule of first order' }
  const found = `Hessian${damping > 0 ? ` with damping ${brief(damping)}` : ''} is singular, its eigenvalues ${span(eigenvalues)}`
  const remedy = curvature === 'signed' ? 'raise damping, or take saddle-free-newton with damping' : 'raise damping'
  return { outcome, reason: `${found}; ${remedy}` }
}

function uphill({ eigenvalues }: SpectralDirection, damping: number): StepEnding {
  const found = `Hessian is indefinite, its eigenvalues ${span(eigenvalues)}, and Newton’s direction does not descend`
  const least = brief(-eigenvalues[0])
  return failed(
    `${found}; raise damping ${damping > 0 ? `from ${brief(damping)} ` : ''}above ${least}, take saddle-free-newton, or lineSearch "none"`,
  )
}

function span(eigenvalues: Float64Array): string {
  const [least, greatest] = [eigenvalues[0], eigenvalues[eigenvalues.length - 1]]
  return eigenvalues.length === 1 ? brief(least) : `${brief(least)} to ${brief(greatest)}`
}
