/** Seconds of work before time left is told, and the least that is. */
const [leastWatched, leastTold] = [1, 2]
/** Seconds after which what was seen of the pace counts 1/e. */
const memory = 8
/** Seconds at the beginning in which what was computed before may come from the cache at once. */
const lead = 0.3

/**
 * Time left of work that begins when this is called: told the fraction that is done, returns seconds, or undefined in
 * the first second and where less than two are left. With pace = sum w_i df_i / sum w_i dt_i over what was seen, where
 * w_i = exp(-age_i / 8 s), it is (1 - f) / pace: at first the mean pace, later that of the last seconds, without jumps.
 * `clock` in milliseconds.
 */
export function timeLeft(clock: () => number): (fraction: number) => number | undefined {
  const begun = clock()
  let [seenAt, seen] = [begun, 0]
  let [grown, spent] = [0, 0]
  return (fraction) => {
    const now = clock()
    if (now - begun > 1000 * lead) {
      const seconds = (now - seenAt) / 1000
      const faded = Math.exp(-seconds / memory)
      grown = faded * grown + (fraction - seen)
      spent = faded * spent + seconds
    }
    ;[seenAt, seen] = [now, fraction]
    if (now - begun < 1000 * leastWatched || !(grown > 0)) return undefined
    const left = ((1 - fraction) * spent) / grown
    return left > leastTold ? left : undefined
  }
}
