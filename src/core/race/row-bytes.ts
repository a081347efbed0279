/**
 * Bytes of one recorded row of a racer in n dimensions: step, loss, gradient norm, evaluations and theta; where theta lies on or off a
 * slice, its two coordinates there and its distance besides.
 */
export function rowBytes(n: number, isSliced: boolean): number {
  return 8 * (4 + n + (isSliced ? 3 : 0))
}
