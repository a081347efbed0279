/** |lambda|max / |lambda|min of a 2 x 2 matrix from its eigenvalues; infinite where the smaller is 0. */
export function conditionNumber(least: number, greatest: number): number {
  const [a, b] = [Math.abs(least), Math.abs(greatest)]
  const smaller = Math.min(a, b)
  return smaller === 0 ? Infinity : Math.max(a, b) / smaller
}
