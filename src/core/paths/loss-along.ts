import { isSum, type Objective } from '../objectives/objective'
import type { Pieces } from '../pieces'
import { type Curve, pointOn } from './curve'

/** What is measured along a curve, evenly in t from one end to the other. */
export interface Profile {
  /** 0 to 1. */
  readonly t: Float64Array
  /** J; NaN or infinite where it is. */
  readonly loss: Float64Array
  /** Of a network of classes its accuracy, of one of numbers R^2, on the training examples. */
  readonly performance?: Float64Array
}

/**
 * J along a curve at `count` points, at least 2, its ends included. With batch normalisation J is that of train mode on
 * all examples, so that every point has statistics of its own.
 */
export function* lossAlong(objective: Objective, curve: Curve, count: number): Pieces<Profile> {
  const theta = new Float64Array(objective.dimension)
  const t = Float64Array.from({ length: count }, (_, i) => i / (count - 1))
  const loss = new Float64Array(count)
  const sum = isSum(objective) ? objective : undefined
  const column = sum?.measures?.columns.accuracy?.[0] ?? sum?.measures?.columns.r2?.[0]
  const performance = column === undefined ? undefined : new Float64Array(count)
  for (let i = 0; i < count; i++) {
    pointOn(curve, t[i]!, theta)
    loss[i] = yield* valueAt(objective, theta)
    if (performance !== undefined) {
      const running = sum!.statistics && (yield* sum!.statistics.reestimate(theta))
      performance[i] = (yield* sum!.measures!.measure([column!], theta, running))[0]!
    }
    yield
  }
  return { t, loss, ...(performance && { performance }) }
}

/** J at a point, in pieces where that takes long. */
export function* valueAt(objective: Objective, theta: Float64Array): Pieces<number> {
  return objective.inPieces === undefined ? objective.value(theta) : yield* objective.inPieces.value(theta)
}

/** How much a path rises. */
export interface Barrier {
  /**
   * The largest of J(t) - ((1 - t) J(0) + t J(1)) over the points that were measured, at least 0; NaN where J is not
   * finite on the way. Source: R. Entezari et al., The Role of Permutation Invariance in Linear Mode Connectivity of
   * Neural Networks, ICLR 2022, definition 2.1. J. Frankle et al., Linear Mode Connectivity and the Lottery Ticket
   * Hypothesis, ICML 2020, take the mean of the ends instead: the same where both ends have one loss.
   */
  readonly height: number
  /** The t of that. */
  readonly at: number
  /** How far the path rises above the higher end: largest J - max(J(0), J(1)), at least 0. */
  readonly aboveEnds: number
}

export function barrierOf({ t, loss }: Pick<Profile, 't' | 'loss'>): Barrier {
  const [first, last] = [loss[0]!, loss[loss.length - 1]!]
  let [height, at, largest] = [0, 0, Math.max(first, last)]
  for (let i = 0; i < t.length; i++) {
    const above = loss[i]! - ((1 - t[i]!) * first + t[i]! * last)
    // Written so that NaN, for which every comparison is false, is taken, and stays.
    if (!(above <= height)) [height, at] = Number.isFinite(above) ? [above, t[i]!] : [NaN, t[i]!]
    largest = Math.max(largest, loss[i]!)
    if (Number.isNaN(height)) return { height, at, aboveEnds: NaN }
  }
  return { height, at, aboveEnds: largest - Math.max(first, last) }
}
