import { formatNumber } from '../ui/format'

/** How far a race is that is being computed. */
export interface RaceProgress {
  /** Of its work, 0 to 1. */
  readonly fraction: number
  /** Most that a racer takes; absent where racers differ in it. */
  readonly steps?: number | undefined
  /** Steps of an epoch of a sum over examples; absent where that is one, or racers differ in it. */
  readonly stepsPerEpoch?: number | undefined
  /** How many have ended, of how many. */
  readonly ended: number
  readonly racers: number
  /** Seconds; absent while it cannot be told, and where it is not worth telling. */
  readonly secondsLeft?: number | undefined
}

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

/**
 * How far a race is, in a line, what matters most first: `step 64 000 of 250 000 · about 12 s left · epoch 128 of 500 ·
 * 3 of 6 racers done`.
 */
export function progressText({ fraction, steps, stepsPerEpoch, ended, racers, secondsLeft }: RaceProgress): string {
  const parts: string[] = []
  const step = steps === undefined ? 0 : Math.floor(fraction * steps)
  parts.push(steps === undefined ? `${Math.floor(100 * fraction)} %` : `step ${counted(step)} of ${counted(steps)}`)
  if (secondsLeft !== undefined) parts.push(`about ${duration(secondsLeft)} left`)
  if (steps !== undefined && stepsPerEpoch !== undefined) {
    const [epoch, epochs] = [Math.floor(step / stepsPerEpoch), Math.ceil(steps / stepsPerEpoch)]
    parts.push(`epoch ${counted(epoch)} of ${counted(epochs)}`)
  }
  if (racers > 1) parts.push(`${ended} of ${racers} racers done`)
  return parts.join(' · ')
}

/** What is on screen of a race that a person has cancelled. */
export function cancelledText(step: number): string {
  return step > 0
    ? `cancelled at step ${counted(step)}: what had come stays; racing again starts anew`
    : 'cancelled before its first rows had come'
}

/** A whole number with its thousands apart. */
function counted(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, '\u202f')
}

/** Seconds as a person says them, coarser the longer. */
function duration(seconds: number): string {
  if (seconds < 20) return `${Math.ceil(seconds)} s`
  if (seconds < 90) return `${5 * Math.ceil(seconds / 5)} s`
  if (seconds < 5400) return `${Math.ceil(seconds / 60)} min`
  return `${formatNumber(seconds / 3600, 2)} h`
}
