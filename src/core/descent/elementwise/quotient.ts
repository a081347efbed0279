import type { Quantity } from '../../calculus/quantity'

/** a / b, and 0 where b is 0: as `quotient` of numbers, for the same reason. */
export function quotient(a: Quantity, b: Quantity): Quantity {
  return b.equals(0).choose(0, a.over(b))
}
