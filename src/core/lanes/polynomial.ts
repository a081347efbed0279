import type { Numbers } from '../assembly/lanes'

/** c0 + x (c1 + x (c2 + ...)), innermost first. */
export function polynomial(x: Numbers, ...coefficients: readonly [number, number, ...number[]]): Numbers {
  const last = coefficients.length - 1
  let sum = x.times(coefficients[last]!).plus(coefficients[last - 1]!)
  for (let k = last - 2; k >= 0; k--) sum = sum.times(x).plus(coefficients[k]!)
  return sum
}
