/** The step of a race that stands out by its length. */
export interface StandingOut {
  /** t, 1 at the first step; 0 where none was taken. */
  readonly step: number
  /** Whether it is a throw, or only the longest. */
  readonly isThrow: boolean
  /** Its length over the longest of those before it; NaN of a first step, Infinity where those were 0. */
  readonly ratio: number
}

/**
 * The throw of a racer whose steps have these lengths: the first step at least `ratio` times as long as each before it,
 * of those that are not shorter than a `ratio`th of the longest; or a first step that leaves the domain and is at least
 * `ratio` times as long as each after it. Of steps that grow from one to the next, as where a race diverges, none is.
 * Where there is no throw, the longest step.
 *
 * `lengths[t - 1]` is |theta_t - theta_{t-1}|; what is no number is passed over.
 */
export function standingOut(lengths: Float64Array, firstLeaves: boolean, ratio: number): StandingOut {
  let [longest, at, second] = [0, 0, 0]
  for (let t = 1; t <= lengths.length; t++) {
    const length = lengths[t - 1]!
    if (!(length > longest)) {
      if (length > second) second = length
      continue
    }
    second = longest
    longest = length
    at = t
  }
  if (firstLeaves && at === 1 && longest >= ratio * second) return { step: 1, isThrow: true, ratio: NaN }
  let before = lengths[0] ?? NaN
  for (let t = 2; t <= lengths.length; t++) {
    const length = lengths[t - 1]!
    if (before > 0 && length >= ratio * before && length >= longest / ratio)
      return { step: t, isThrow: true, ratio: length / before }
    if (!(length <= before)) before = length
  }
  if (at === 0) return { step: Math.min(1, lengths.length), isThrow: false, ratio: NaN }
  const beforeIt = lengths.subarray(0, at - 1).reduce((most, length) => Math.max(most, length || 0), 0)
  return { step: at, isThrow: false, ratio: at === 1 ? NaN : longest / beforeIt }
}
