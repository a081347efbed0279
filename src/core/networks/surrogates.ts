import { log, log1p, sigmoid, softplus } from '../elementary'

/** What losses of one example are drawn over: its margin m, or the probability p that is given to class 1. */
export const surrogateAxes = ['margin', 'probability'] as const
export type SurrogateAxis = (typeof surrogateAxes)[number]

export type SurrogateId = '0-1' | 'cross-entropy' | 'cross-entropy-2' | 'hinge' | 'squared'

/** Whose losses: of an example of class `target`, where class 1 is decided for above a probability. */
export interface Decision {
  readonly over: SurrogateAxis
  readonly target: 0 | 1
  /** 0 < threshold < 1. */
  readonly threshold: number
}

/** A loss at places of the axis. */
export interface SurrogateCurve {
  readonly id: SurrogateId
  readonly value: Float64Array
  /** By the axis's own quantity; NaN where the derivative does not exist. */
  readonly slope: Float64Array
  /** The greatest lower bound of the loss where the decision is wrong: it bounds the 0-1 loss where this is >= 1. */
  readonly leastWrong: number
}

/** A loss of one place, with its derivative there. */
type Loss = (at: number) => readonly [value: number, slope: number]

const ln2 = log(2)

/**
 * Of the margin m = s z, s = 1 of class 1 and -1 of class 0, of an output z that gives class 1 the probability
 * 1 / (1 + e^-z). All but the squared loss are those that networks train on (`losses.ts`); that is (1 - m)^2, whose
 * targets are 1 and -1. In base 2 the cross-entropy is 1 at m = 0, in base e ln 2 = 0.69.
 */
const ofMargin: Readonly<Record<Exclude<SurrogateId, '0-1'>, Loss>> = {
  'cross-entropy': (m) => [softplus(-m), -sigmoid(-m)],
  'cross-entropy-2': (m) => [softplus(-m) / ln2, -sigmoid(-m) / ln2],
  hinge: (m) => [Math.max(0, 1 - m), m === 1 ? NaN : m < 1 ? -1 : 0],
  squared: (m) => [(1 - m) * (1 - m), 2 * (m - 1)],
}

/** Of the probability p of class 1, of an example of class 1; the squared loss is Brier's, (1 - p)^2. */
const ofProbability: Readonly<Partial<Record<SurrogateId, Loss>>> = {
  'cross-entropy': (p) => [-log(p), -1 / p],
  'cross-entropy-2': (p) => [-log(p) / ln2, -1 / (p * ln2)],
  squared: (p) => [(1 - p) * (1 - p), 2 * (p - 1)],
}

/** The margin that an example of class 1 has to exceed to be decided for: log(t / (1 - t)). */
export function marginThreshold(threshold: number): number {
  return log(threshold) - log1p(-threshold)
}

/** The place of the axis up to which, or of class 0 over a probability from which, the decision is wrong. */
export function jumpOf({ over, target, threshold }: Decision): number {
  if (over === 'probability') return threshold
  return target === 1 ? marginThreshold(threshold) : -marginThreshold(threshold)
}

/**
 * The 0-1 loss, 1 where the decision is wrong, and the losses that training takes in its place, at places of the axis.
 * A decision on the threshold itself is wrong. The 0-1 loss has derivative 0 wherever it has one, so that descent has
 * nothing to follow; the others slope.
 *
 * Where the threshold is 1/2, log2(1 + e^-m) >= [m <= 0]: the base-2 cross-entropy bounds it from above. After
 * P. L. Bartlett, M. I. Jordan and J. D. McAuliffe, Convexity, classification, and risk bounds, JASA 101, 2006,
 * section 2.
 */
export function surrogateCurves(decision: Decision, at: Float64Array): readonly SurrogateCurve[] {
  const { over, target } = decision
  const jump = jumpOf(decision)
  // Of class 0 over the probability of class 1 all is mirrored about 1/2.
  const isMirrored = over === 'probability' && target === 0
  const ownPlace = (place: number): number => (isMirrored ? 1 - place : place)
  const ownJump = ownPlace(jump)
  const curve = (id: SurrogateId, loss: Loss, leastWrong: number): SurrogateCurve => {
    const value = new Float64Array(at.length)
    const slope = new Float64Array(at.length)
    for (let k = 0; k < at.length; k++) {
      const [own, change] = loss(ownPlace(at[k]!))
      value[k] = own
      slope[k] = isMirrored ? -change : change
    }
    return { id, value, slope, leastWrong }
  }
  const zeroOne: Loss = (place) => [place <= ownJump ? 1 : 0, place === ownJump ? NaN : 0]
  const surrogates = Object.entries(over === 'margin' ? ofMargin : ofProbability) as (readonly [SurrogateId, Loss])[]
  return [
    curve('0-1', zeroOne, 1),
    // What is wrong lies below the jump, where each falls; but the squared loss of a margin rises again from 1 on.
    ...surrogates.map(([id, loss]) => {
      const lowest = over === 'margin' && id === 'squared' ? Math.min(ownJump, 1) : ownJump
      return curve(id, loss, loss(lowest)[0])
    }),
  ]
}
