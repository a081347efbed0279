/** The 97.5 % quantile of the normal distribution, to its last digit. */
const z = 1.959963984540054

/**
 * The interval in which the share lies with 95 % confidence where k of n trials held: the p for which
 * |k / n - p| <= z sqrt(p (1 - p) / n), that is (k + z^2 / 2 -+ z sqrt(k (n - k) / n + z^2 / 4)) / (n + z^2).
 * Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927).
 */
export function wilsonInterval(k: number, n: number): readonly [low: number, high: number] {
  const middle = k + (z * z) / 2
  const half = z * Math.sqrt((k * (n - k)) / n + (z * z) / 4)
  const total = n + z * z
  return [Math.max(0, (middle - half) / total), Math.min(1, (middle + half) / total)]
}
