import type { StabilityLimit } from '../../definitions/optimizer'
import { hypotenuse } from '../../linalg/hypotenuse'
import type { FoundPoint } from '../points/points-result'

/** Two losses this near, by the size of the lowest, are one. */
const tolerance = 1e-6

/** Of the minima that lie as low as the lowest, the one nearest to a place; undefined where none was found. */
export function lowestMinimum(
  points: readonly FoundPoint[],
  [x, y = 0]: ArrayLike<number> & Iterable<number>,
): FoundPoint | undefined {
  const minima = points.filter(({ kind }) => kind === 'minimum')
  const lowest = minima.reduce((least, { value }) => Math.min(least, value), Infinity)
  const away = ({ at }: FoundPoint): number => hypotenuse(at[0] - x!, at[1] - y)
  return minima
    .filter(({ value }) => value <= lowest + tolerance * Math.max(1, Math.abs(lowest)))
    .reduce<FoundPoint | undefined>((best, each) => (best && away(best) <= away(each) ? best : each), undefined)
}

/** The largest learning rate with which a rule's steps stay bounded on a quadratic. */
export interface StableRate {
  /** factor / (lambdaMax + shift). */
  readonly rate: number
  /** 2 of gradient descent, 2 + 2 momentum of heavy ball: what its limit at lr 1 is. */
  readonly factor: number
}

/**
 * A rule's stable rate where the sharpest curvature is lambdaMax, by its limit at lr 1, whose threshold goes as 1 / lr;
 * undefined where the rule has none, where its steps rest on a preconditioner that is found on the way, and where every
 * rate is stable.
 */
export function stableRate(limit: StabilityLimit | undefined, lambdaMax: number): StableRate | undefined {
  if (limit === undefined || limit.preconditioner !== undefined || !(lambdaMax + limit.shift > 0)) return undefined
  return { rate: limit.threshold / (lambdaMax + limit.shift), factor: limit.threshold }
}
