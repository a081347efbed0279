/**
 * By the law: the root mean square of |g_B - g| over batches of B of N examples, with replacement sigma / sqrt(B),
 * without sigma / sqrt(B) sqrt((N - B) / (N - 1)), where sigma^2 has the divisor N.
 */
export function standardError(variance: number, size: number, examples: number, replaces: boolean): number {
  const free = Math.sqrt(variance / size)
  return replaces || examples === 1 ? free : free * Math.sqrt((examples - size) / (examples - 1))
}
