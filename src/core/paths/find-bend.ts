import { findOptimizer } from '../catalogue/optimizers'
import { findSchedule } from '../catalogue/schedules'
import { checkHyperparameters } from '../definitions/hyperparameters'
import type { Objective } from '../objectives/objective'
import { type Checked, invalid, valid } from '../problem'
import { noNoise } from '../race/noise'
import type { RacerSpec } from '../race/racer'
import { RacingRule } from '../race/rule'
import { stream } from '../random/stream'
import { type BentCurve, type Curve, pointOn, shares } from './curve'

/** How a bend is searched for. */
export interface BendSearch {
  readonly steps: number
  /** Adam's learning rate. */
  readonly lr: number
  readonly seed: number
}

/** Where a search has come to. */
export interface FoundBend {
  readonly bend: Float64Array
  /** Steps that were taken; fewer than asked for where the loss or its gradient was not finite at a point. */
  readonly steps: number
}

/**
 * The bend for which the expected loss of a curve from a to b, E J(curve(t)) with t uniform over [0, 1], is small: by
 * Adam from the middle of the line between them, its rate falling to 0 as half a cosine, one t drawn a step, the
 * gradient that of J there times the bend’s share of the point. Yields the part of the steps that are done.
 *
 * Source: T. Garipov et al., Loss Surfaces, Mode Connectivity, and Fast Ensembling of DNNs, NeurIPS 2018,
 * arXiv:1802.10026, section 3.2, equation 2.
 */
export function* findBend(
  objective: Objective,
  a: Float64Array,
  b: Float64Array,
  curve: BentCurve,
  { steps, lr, seed }: BendSearch,
): Generator<number | undefined, FoundBend, void> {
  const n = objective.dimension
  const bend = a.map((entry, j) => (entry + b[j]!) / 2)
  const along: Curve = { curve, a, b, bend }
  const rule = new RacingRule({ ...adamOf(lr).value!, start: bend, schedule: toNothing }, objective, {
    steps,
    record: 1,
    stop: {},
    seed,
    noise: noNoise,
  })
  const [point, gradient] = [new Float64Array(n), new Float64Array(n)]
  for (let step = 1; step <= steps; step++) {
    const t = stream(seed, 'curve', step).uniform()
    pointOn(along, t, point)
    const loss =
      objective.inPieces === undefined
        ? objective.valueGrad(point, gradient)
        : yield* objective.inPieces.valueGrad(point, gradient)
    const [, share] = shares(curve, t)
    for (let j = 0; j < n; j++) gradient[j]! *= share
    if (!Number.isFinite(loss) || !gradient.every(Number.isFinite)) return { bend, steps: step - 1 }
    yield* rule.take(step, bend, gradient, loss, undefined)
    for (let j = 0; j < n; j++) bend[j]! += rule.input.update[j]!
    yield step / steps
  }
  return { bend, steps }
}

/** The rule of a search, or what is wrong with its rate. */
export function adamOf(lr: number): Checked<Pick<RacerSpec, 'optimizer' | 'hyper'>> {
  const optimizer = findOptimizer('adam')!
  const { value: hyper, problems } = checkHyperparameters(optimizer, { lr }, 'search')
  return hyper === undefined ? invalid(...problems) : valid({ optimizer, hyper })
}

const cosine = findSchedule('cosine')!
const toNothing = { definition: cosine, hyper: checkHyperparameters(cosine, {}, 'schedule').value!, warmup: 0 }
