import type { Quantity } from '../../calculus/quantity'

/**
 * Linear interpolation a + w (b - a) as `lerp` of numbers: from the nearer end, which is a where w < 0.5. That is a
 * form of the rule, since w is the same for all coordinates: see `isNearStart`.
 */
export function lerp(a: Quantity, b: Quantity, w: Quantity, fromStart: boolean): Quantity {
  const difference = b.minus(a)
  return fromStart ? a.plus(w.times(difference)) : b.minus(difference.times(w.oneMinus()))
}

export function isNearStart(w: number): boolean {
  return w < 0.5
}
