/**
 * |lambda|max / |lambda|min of a symmetric matrix from its eigenvalues; infinite where the smallest is 0, NaN where
 * they are.
 */
export function conditionNumber(eigenvalues: Float64Array): number {
  let least = Infinity
  let greatest = 0
  for (let i = 0; i < eigenvalues.length; i++) {
    const size = Math.abs(eigenvalues[i]!)
    // Both take NaN over.
    least = Math.min(least, size)
    greatest = Math.max(greatest, size)
  }
  return least === 0 ? Infinity : greatest / least
}
