/**
 * Copies a vector into another as long. A loop, here and in `clear`: for the few coordinates of a surface the array's
 * own methods cost several times as much, and rules copy several vectors in a step.
 */
export function copy(from: Float64Array, to: Float64Array): void {
  for (let i = 0; i < from.length; i++) to[i] = from[i]
}

/** Makes every entry 0. */
export function clear(v: Float64Array): void {
  for (let i = 0; i < v.length; i++) v[i] = 0
}

/** a . b, summed from the first entry to the last. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}

/** max |v_i|, the infinity norm; NaN where an entry is. */
export function largestSize(v: ArrayLike<number>): number {
  let largest = 0
  for (let i = 0; i < v.length; i++) largest = Math.max(largest, Math.abs(v[i]!))
  return largest
}
