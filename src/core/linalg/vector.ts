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

/** a <- a + factor b */
export function addMultiple(a: Float64Array, factor: number, b: Float64Array): void {
  for (let i = 0; i < a.length; i++) a[i] += factor * b[i]!
}

export function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a))
}

/** a <- a / |a|; returns |a|. */
export function normalise(a: Float64Array): number {
  const length = norm(a)
  for (let i = 0; i < a.length; i++) a[i] = a[i]! / length
  return length
}

/** max |v_i|, the infinity norm; NaN where an entry is. */
export function largestSize(v: ArrayLike<number>): number {
  let largest = 0
  for (let i = 0; i < v.length; i++) largest = Math.max(largest, Math.abs(v[i]!))
  return largest
}

/** v / |v|, scaled by its largest entry first, so that no square overflows; zeros where all entries are 0. */
export function unitVector(v: ArrayLike<number>): Float64Array {
  const largest = largestSize(v) || 1
  const scaled = Float64Array.from(v, (entry) => entry / largest)
  const length = Math.sqrt(dot(scaled, scaled)) || 1
  return scaled.map((entry) => entry / length)
}

/** v or -v, whichever has its largest entry positive: eigenvectors are known but for their signs. */
export function oriented(v: Float64Array): Float64Array {
  let largest = 0
  for (const entry of v) if (Math.abs(entry) > Math.abs(largest)) largest = entry
  return largest < 0 ? v.map((entry) => -entry) : v
}
