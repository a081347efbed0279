import { exp, log } from '../../elementary'

/** Digits that a swept value is rounded to, so that it can be read, written down and typed again. */
const digits = 6

/**
 * `count` values from `from` to `to`, ends included, evenly spaced or in equal ratios, rounded to six digits. In equal
 * ratios both ends have to be positive. Values that rounding makes equal appear once.
 */
export function sweepValues(from: number, to: number, count: number, scale: 'linear' | 'log'): readonly number[] {
  if (count === 1) return [from]
  const [low, high] = scale === 'log' ? [log(from), log(to)] : [from, to]
  const values = Array.from({ length: count }, (_, i) => {
    if (i === 0) return from
    if (i === count - 1) return to
    const value = low + ((high - low) * i) / (count - 1)
    return Number((scale === 'log' ? exp(value) : value).toPrecision(digits))
  })
  return [...new Set(values)]
}
