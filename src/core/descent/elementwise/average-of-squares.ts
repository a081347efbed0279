import type { Quantity } from '../../calculus/quantity'

/** A moving average of squares after one more: kept a + fresh x^2, in the order of PyTorch's mul_ and addcmul_. */
export function averageOfSquares(average: Quantity, kept: Quantity, fresh: Quantity, x: Quantity): Quantity {
  return average.times(kept).plus(fresh.times(x).times(x))
}
