import { clear, copy, dot } from '../../linalg/vector'
import { euclideanNorm } from '../../linalg/euclidean-norm'
import { ownScratch } from '../../scratch'
import type { StepInput } from '../../definitions/optimizer'
import type { Pieces, Rest } from '../../pieces'

/**
 * A step that lowers the quadratic model m(p) = J + g'p + p'Hp / 2, in buffers that are good until the racer's next
 * call.
 */
export interface ModelStep {
  readonly step: Float64Array
  /** m(0) - m(step) > 0. */
  predictedFall: number
  isOnBoundary: boolean
}

const buffers = ownScratch((n) => ({
  step: new Float64Array(n),
  residual: new Float64Array(n),
  direction: new Float64Array(n),
  product: new Float64Array(n),
  predictedFall: 0,
  isOnBoundary: false,
  input: undefined as StepInput | undefined,
  radius: NaN,
  tolerance: NaN,
  /** |residual|^2. */
  squares: NaN,
  iterations: 0,
}))

type Working = ReturnType<typeof buffers>

/** What the last call of `truncatedConjugateGradients` in this step has come to. */
export function modelStep({ oracle, theta }: StepInput): ModelStep {
  return buffers(oracle, theta.length)
}

/**
 * Exact arithmetic ends after n iterations; rounding may take some more, and a limit keeps a hopeless system from going
 * on.
 */
const iterationsPerDimension = 20

/**
 * Conjugate gradients on H p = -g from p = 0, one Hessian-vector product an iteration, ended early by whichever comes
 * first:
 *
 *   - the residual has shrunk to min(1/2, sqrt(|g|)) |g|: enough for superlinear convergence, little far from a
 *     minimum;
 *   - p would leave the ball |p| <= radius: it ends on the boundary (Steihaug);
 *   - d'Hd <= 0, the model is not convex along d: it goes along d to the boundary, to that end which is lower. Where
 *     the radius is infinite p stays as it is, and is -g at the first iteration (Newton-CG).
 *
 * Every p on the way lowers the model more than the one before, and is a direction of descent.
 * Sources: T. Steihaug, The conjugate gradient method and trust regions in large scale optimization, SIAM J. Numer.
 * Anal. 20, 626–637, 1983; J. Nocedal, S. J. Wright, Numerical Optimization, 2nd edition, 2006, Algorithms 7.1 and 7.2;
 * tolerance and choice of the end: SciPy, optimize._trustregion_ncg.
 */
export function truncatedConjugateGradients(input: StepInput, radius: number): Rest {
  const { gradient } = input
  const model = buffers(input.oracle, gradient.length)
  const { step, residual, direction } = model
  const size = euclideanNorm(gradient)
  clear(step)
  copy(gradient, residual)
  for (let i = 0; i < direction.length; i++) direction[i] = -gradient[i]
  model.input = input
  model.radius = radius
  model.tolerance = Math.min(0.5, Math.sqrt(size)) * size
  model.squares = dot(residual, residual)
  model.iterations = 0
  model.predictedFall = 0
  model.isOnBoundary = false
  return iterate(model)
}

/** Iterates to the end, or until a product takes long. */
function iterate(model: Working): Rest {
  do {
    const rest = askProduct(model)
    if (rest !== undefined) return iterateInPieces(rest, model)
  } while (takeProduct(model))
  return undefined
}

function* iterateInPieces(begun: Pieces<void>, model: Working): Pieces<void> {
  for (let rest: Rest = begun; ; rest = askProduct(model)) {
    if (rest !== undefined) yield* rest
    if (!takeProduct(model)) return
  }
}

function askProduct({ input, direction, product }: Working): Rest {
  return input!.oracle.hessianVector(input!.theta, direction, product)
}

/** One iteration, by the product of H and its direction; false where it was the last. */
function takeProduct(model: Working): boolean {
  const { step, residual, direction, product, radius, squares } = model
  const n = step.length
  model.iterations++
  const curvature = dot(direction, product)
  const slope = dot(residual, direction)
  // Written so that a curvature which is not a number ends it too.
  if (!(curvature > 0)) {
    if (radius < Infinity) toBoundary(model, radius, slope, curvature, 'lower')
    else if (model.iterations === 1) copy(direction, step)
    return false
  }
  const length = squares / curvature
  if (isOutside(model, length, radius)) {
    toBoundary(model, radius, slope, curvature, 'ahead')
    return false
  }
  advance(model, length, slope, curvature)
  for (let i = 0; i < n; i++) residual[i] += length * product[i]
  model.squares = dot(residual, residual)
  if (Math.sqrt(model.squares) <= model.tolerance) return false
  const beta = model.squares / squares
  for (let i = 0; i < n; i++) direction[i] = beta * direction[i] - residual[i]
  return model.iterations < iterationsPerDimension * n
}

function isOutside({ step, direction }: Working, length: number, radius: number): boolean {
  let squares = 0
  for (let i = 0; i < step.length; i++) {
    const entry = step[i] + length * direction[i]
    squares += entry * entry
  }
  return !(Math.sqrt(squares) < radius)
}

/** How the model changes along a direction. */
function change(length: number, slope: number, curvature: number): number {
  return length * slope + 0.5 * length * length * curvature
}

/** step += length direction. */
function advance(result: Working, length: number, slope: number, curvature: number): void {
  const { step, direction } = result
  for (let i = 0; i < step.length; i++) step[i] += length * direction[i]
  result.predictedFall -= change(length, slope, curvature)
}

/**
 * Goes along the direction to where |step| = radius: ahead, or to that one of the two points where the model is lower.
 */
function toBoundary(result: Working, radius: number, slope: number, curvature: number, end: 'ahead' | 'lower'): void {
  const { step, direction } = result
  const a = dot(direction, direction)
  const b = 2 * dot(step, direction)
  const c = dot(step, step) - radius * radius
  // The roots of a t^2 + b t + c without cancellation; c <= 0, so they have opposite signs.
  const sum = b + (b < 0 ? -1 : 1) * Math.sqrt(b * b - 4 * a * c)
  const first = -sum / (2 * a)
  const second = (-2 * c) / sum
  const ahead = Math.max(first, second)
  const behind = Math.min(first, second)
  const isBehind = end === 'lower' && change(behind, slope, curvature) < change(ahead, slope, curvature)
  advance(result, isBehind ? behind : ahead, slope, curvature)
  result.isOnBoundary = true
}
