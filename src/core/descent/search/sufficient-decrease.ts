import type { Line } from './line'

/** Differences of J below this times |J| are taken for rounding: some tens of units in its last place. */
const relativeRounding = 1e-14

/** What a difference from phi(0) must exceed to mean anything. */
export function roundingOf(line: Line): number {
  return relativeRounding * Math.abs(line.startValue)
}

/**
 * Whether the last trial of the line decreases J enough: phi(t) <= phi(0) + c1 t phi'(0), Armijo's condition. Where
 * rounding makes the right side phi(0) itself, J must still have fallen.
 * Source: J. Nocedal, S. J. Wright, Numerical Optimization, 2nd edition, 2006, eq. (3.4).
 */
export function decreasesEnough({ t, value, startValue, startSlope }: Line, c1: number): boolean {
  return value < startValue && value <= startValue + c1 * t * startSlope
}

/**
 * Armijo's condition by slopes, phi'(t) <= (2 c1 - 1) phi'(0), where phi(t) and phi(0) differ by no more than rounding
 * and tell nothing; for a parabola it is the same. It holds for every short step, so it is good only beside a condition
 * that a short step does not meet.
 * Source: W. W. Hager, H. Zhang, A new conjugate gradient method with guaranteed descent and an efficient line search,
 * SIAM J. Optim. 16, 170–192, 2005, section 4 (the approximate Wolfe conditions).
 */
export function decreasesBySlope(line: Line, c1: number): boolean {
  const { value, slope, startValue, startSlope } = line
  return Math.abs(value - startValue) <= roundingOf(line) && slope <= (2 * c1 - 1) * startSlope
}
