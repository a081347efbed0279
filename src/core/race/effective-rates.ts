/** What learning rate each coordinate of a step had in effect. */
export interface EffectiveRates {
  /** |d_i| / |g_i|; NaN where the gradient has no entry to divide by. */
  readonly each: Float64Array
  /** Of those that are numbers; NaN of none. Of an even number the median is the upper of the middle two. */
  readonly least: number
  readonly median: number
  readonly greatest: number
}

/**
 * The effective learning rates of a step d of a rule that has seen the gradient g: r_i = |d_i| / |g_i|, as though the
 * step were gradient descent's with a rate for each coordinate. Of gradient descent itself they are all lr; of RMSProp
 * lr / (sqrt(v_i) + eps).
 */
export function effectiveRates(update: Float64Array, gradient: Float64Array): EffectiveRates {
  const each = update.map((entry, i) => (gradient[i] === 0 ? NaN : Math.abs(entry) / Math.abs(gradient[i]!)))
  const sorted = each.filter((rate) => !Number.isNaN(rate)).sort()
  return {
    each,
    least: sorted[0] ?? NaN,
    median: sorted[sorted.length >> 1] ?? NaN,
    greatest: sorted.at(-1) ?? NaN,
  }
}
