import { type Domain, halfWidths } from '../../domain'
import { symmetricEigenInPieces } from '../../linalg/symmetric-eigen'
import type { Objective } from '../../objectives/objective'
import { pacedEvaluations } from '../../objectives/paced-evaluations'
import { finish, type Pieces } from '../../pieces'
import { conditionNumber } from './condition-number'
import type { HeightRange } from './height-range'
import type { ProbeResult } from './probe-result'
import { RegionClassifier, regionThresholds, type RegionThresholds } from './region-class'
import { RegionMeter } from './region-meter'

/**
 * Everything known at one point of an objective of few dimensions: J, grad J, the exact Hessian with its eigenpairs,
 * the condition number
 * |lambda|max / |lambda|min, the region class and the largest stable learning rate 2 / lambda_max.
 *
 * `at` has n entries and stays the caller's; every array of the result is new. `domain`, or where n is not 2 the
 * half-widths of a box, one for each coordinate, and `range` (see `heightRange`) are the units that the region class is
 * measured in, by `thresholds`. Where the objective or a derivative is not finite, it is so in the result, and the
 * class is undefined, as it is where the objective says that it has no derivative.
 *
 * Source of the learning rate: gradient descent on a quadratic multiplies the error along an eigenvector by 1 - lr
 * lambda.
 */
export function probe(...given: Parameters<typeof probeInPieces>): ProbeResult {
  return finish(probeInPieces(...given))
}

export function* probeInPieces(
  objective: Objective,
  at: ArrayLike<number>,
  domain: Domain | readonly number[],
  range: HeightRange,
  thresholds: RegionThresholds = regionThresholds,
): Pieces<ProbeResult> {
  const n = objective.dimension
  const theta = Float64Array.from(at)
  const gradient = new Float64Array(n)
  const hessian = new Float64Array(n * n)
  const eigenvalues = new Float64Array(n)
  const eigenvectors = new Float64Array(n * n)
  const evaluations = pacedEvaluations(objective)
  const value = yield* evaluations.valueGrad(theta, gradient)
  yield* evaluations.hessian(theta, hessian)
  // A formula's derivative may have a value where the formula has none, as 1/x does where log x does not exist.
  if (Number.isNaN(value)) {
    gradient.fill(NaN)
    hessian.fill(NaN)
  }
  // A derivative that vanishes is 0, whichever sign the rules of differentiation left on it.
  for (const derivatives of [gradient, hessian]) derivatives.forEach((entry, i) => (derivatives[i] = entry + 0))
  yield* symmetricEigenInPieces(hessian, n, eigenvalues, eigenvectors) ?? []
  const kink = objective.kinkAt?.(theta)
  return {
    at: theta,
    value,
    gradient,
    hessian,
    eigenvalues,
    eigenvectors,
    conditionNumber: conditionNumber(eigenvalues),
    ...(kink === undefined
      ? region(
          value,
          gradient,
          hessian,
          new RegionMeter('x' in domain ? halfWidths(domain) : domain, range),
          thresholds,
        )
      : { kink, ...undifferentiable }),
    ...(kink === undefined ? stability(eigenvalues) : { stabilityNote: 'the objective is not differentiable here' }),
  }
}

const undifferentiable: Pick<ProbeResult, 'regionClass' | 'evidence'> = {
  regionClass: 'undefined',
  evidence: [{ label: 'corners, jumps or infinite slopes here', value: 1, threshold: 0, comparison: '>', holds: true }],
}

function region(
  value: number,
  gradient: Float64Array,
  hessian: Float64Array,
  meter: RegionMeter,
  thresholds: RegionThresholds,
): Pick<ProbeResult, 'regionClass' | 'evidence'> {
  const known = [value, ...gradient, ...hessian]
  const unknown = known.filter((number) => !Number.isFinite(number)).length
  if (unknown > 0) {
    const label = 'value, gradient and Hessian entries that are not finite'
    return {
      regionClass: 'undefined',
      evidence: [{ label, value: unknown, threshold: 0, comparison: '>', holds: true }],
    }
  }
  meter.measure(value, gradient, hessian)
  const classifier = new RegionClassifier(thresholds)
  return { regionClass: classifier.classOf(meter.measures), evidence: classifier.evidenceOf(meter.measures) }
}

function stability(eigenvalues: Float64Array): Pick<ProbeResult, 'stableLearningRate' | 'stabilityNote'> {
  const least = eigenvalues[0]!
  const greatest = eigenvalues.at(-1)!
  if (!Number.isFinite(greatest)) return { stabilityNote: 'the Hessian is not finite here' }
  if (!(greatest > 0)) return { stabilityNote: 'no direction curves upward here, so no learning rate is stable' }
  const stableLearningRate = 2 / greatest
  if (!Number.isFinite(stableLearningRate)) return { stabilityNote: 'the curvature is too small to divide by' }
  if (least < 0) {
    return {
      stableLearningRate,
      stabilityNote: 'along the directions that curve upward; along the others no learning rate is stable',
    }
  }
  return { stableLearningRate, stabilityNote: 'for gradient descent on the quadratic that touches the surface here' }
}
