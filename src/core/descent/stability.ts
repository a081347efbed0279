import type { StabilityLimit } from '../definitions/optimizer'

/*
 * On a quadratic a rule is linear in each eigenvector of P^-1 H by itself: its steps stay bounded as long as the roots
 * z of its characteristic polynomial lie in the unit circle. Those of the rules here leave it at z = -1, where the
 * steps change sides, which gives the thresholds.
 * Source: J. Cohen, S. Kaur, Y. Li, J. Z. Kolter, A. Talwalkar, Gradient descent on neural networks typically occurs at
 * the edge of stability, ICLR 2021, arXiv:2103.00065, section 2 and appendix B.
 */

/** z^2 - (1 + beta - lr lambda) z + beta: 2 (1 + beta) / lr, of plain descent 2 / lr. Uphill none is stable. */
export function momentumLimit(
  learningRate: number,
  { beta = 0, weightDecay = 0, maximize = false },
): StabilityLimit | undefined {
  return maximize ? undefined : { threshold: (2 * (1 + beta)) / learningRate, shift: weightDecay }
}

/** z^2 - (1 + beta) (1 - lr lambda) z + beta (1 - lr lambda): 2 (1 + beta) / ((1 + 2 beta) lr). */
export function nesterovLimit(
  learningRate: number,
  { beta = 0, weightDecay = 0, maximize = false },
): StabilityLimit | undefined {
  return maximize ? undefined : { threshold: (2 * (1 + beta)) / ((1 + 2 * beta) * learningRate), shift: weightDecay }
}
