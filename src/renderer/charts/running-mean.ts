/**
 * The mean of what was measured in the last `window` steps, in each of the first `count` rows where something was
 * measured (NaN elsewhere): (1 / |R|) sum_{r in R} v_r over the rows R with step_k - window < step_r <= step_k.
 *
 * Sums are taken anew every `window` rows, so that rounding does not add up and a value that blew up is left behind.
 */
export function runningMean(
  step: Float64Array,
  values: Float64Array,
  count: number,
  window: number,
): Float64Array<ArrayBuffer> {
  const means = new Float64Array(count).fill(NaN)
  let from = 0
  let sum = 0
  let measured = 0
  let sinceAnew = 0
  for (let row = 0; row < count; row++) {
    const first = from
    while (step[from]! <= step[row]! - window) from++
    const value = values[row]!
    if (sinceAnew++ >= window || !Number.isFinite(sum)) {
      ;[sum, measured, sinceAnew] = [0, 0, 0]
      for (let k = from; k <= row; k++)
        if (!Number.isNaN(values[k]!)) [sum, measured] = [sum + values[k]!, measured + 1]
    } else {
      for (let k = first; k < from; k++)
        if (!Number.isNaN(values[k]!)) [sum, measured] = [sum - values[k]!, measured - 1]
      if (!Number.isNaN(value)) [sum, measured] = [sum + value, measured + 1]
    }
    if (!Number.isNaN(value)) means[row] = sum / measured
  }
  return means
}
