/**
 * a / b, and 0 where b is 0. A rule divides by a measure of the gradients it has seen: where that is 0 they all were,
 * or were too small to square, and there is nothing to follow; 0 / 0 would end the race.
 */
export function quotient(a: number, b: number): number {
  return b === 0 ? 0 : a / b
}
