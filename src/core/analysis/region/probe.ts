import { type Domain, halfWidths } from '../../domain'
import { symmetricEigenInPieces } from '../../linalg/symmetric-eigen'
import { takeLimits, type Unsmooth } from '../../objectives/limits'
import type { Objective } from '../../objectives/objective'
import { pacedEvaluations } from '../../objectives/paced-evaluations'
import { finish, type Pieces } from '../../pieces'
import { conditionNumber } from './condition-number'
import { ScaledPlane } from '../points/scaled-plane'
import { classOfDegenerate, degenerateKind, evidenceOfDegenerate } from './degenerate'
import { type HeightRange, heightOf } from './height-range'
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
 * class is undefined. Where a formula's parts are not smooth the derivatives are limits, see `takeLimits`; where it has
 * none the gradient is a convention, the Hessian NaN, and neither class nor learning rate is built on them.
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
  const unsmooth = takeLimits(objective, theta, value, gradient, hessian)
  yield* symmetricEigenInPieces(hessian, n, eigenvalues, eigenvectors) ?? []
  return {
    at: theta,
    value,
    gradient,
    hessian,
    eigenvalues,
    eigenvectors,
    conditionNumber: conditionNumber(eigenvalues),
    ...(unsmooth === undefined
      ? {
          ...region(
            value,
            gradient,
            hessian,
            new RegionMeter('x' in domain ? halfWidths(domain) : domain, range),
            thresholds,
          ),
          ...('x' in domain && n === 2 && (yield* degeneracy(objective, theta, domain, range))),
          ...stability(eigenvalues),
        }
      : unsmoothHere(unsmooth)),
  }
}

/** What is said where a derivative does not exist or is not known: no class, no learning rate. */
function unsmoothHere({ missing, reason }: Unsmooth): Partial<ProbeResult> & Classed {
  const label =
    missing === 'gradient' ? 'corners, jumps or infinite slopes here' : 'jumps of curvature or infinite curvatures here'
  return {
    kink: reason,
    missing,
    regionClass: 'undefined',
    evidence: [{ label, value: 1, threshold: 0, comparison: '>', holds: true }],
    stabilityNote: `the objective is not ${missing === 'gradient' ? '' : 'twice '}differentiable here`,
  }
}

type Classed = Pick<ProbeResult, 'regionClass' | 'evidence' | 'stabilityNote'>

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

function* degeneracy(
  objective: Objective,
  [x, y]: Float64Array,
  domain: Domain,
  range: HeightRange,
): Pieces<Partial<Pick<ProbeResult, 'degenerate' | 'regionClass' | 'evidence'>>> {
  const degenerate = yield* degenerateKind(new ScaledPlane(objective, domain, heightOf(range)), x!, y!)
  if (degenerate === undefined) return {}
  const regionClass = classOfDegenerate(degenerate)
  return {
    degenerate: degenerate.kind,
    ...(regionClass !== undefined && { regionClass, evidence: evidenceOfDegenerate(degenerate) }),
  }
}

function stability(eigenvalues: Float64Array): Pick<ProbeResult, 'stableLearningRate' | 'stabilityNote'> {
  const least = eigenvalues[0]!
  const greatest = eigenvalues.at(-1)!
  if (!Number.isFinite(greatest)) return { stabilityNote: 'the Hessian is not finite here' }
  if (least === 0 && greatest === 0) return { stabilityNote: 'the Hessian vanishes here, and bounds no learning rate' }
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
