import { duration } from '../ui/duration'
import { formatCount } from '../ui/format'

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

/**
 * How far a race is, in a line, what matters most first: `step 64 000 of 250 000 · about 12 s left · epoch 128 of 500 ·
 * 3 of 6 racers done`.
 */
export function progressText({ fraction, steps, stepsPerEpoch, ended, racers, secondsLeft }: RaceProgress): string {
  const parts: string[] = []
  const step = steps === undefined ? 0 : Math.floor(fraction * steps)
  parts.push(
    steps === undefined ? `${Math.floor(100 * fraction)} %` : `step ${formatCount(step)} of ${formatCount(steps)}`,
  )
  if (secondsLeft !== undefined) parts.push(`about ${duration(secondsLeft)} left`)
  if (steps !== undefined && stepsPerEpoch !== undefined) {
    const [epoch, epochs] = [Math.floor(step / stepsPerEpoch), Math.ceil(steps / stepsPerEpoch)]
    parts.push(`epoch ${formatCount(epoch)} of ${formatCount(epochs)}`)
  }
  if (racers > 1) parts.push(`${ended} of ${racers} racers done`)
  return parts.join(' · ')
}

/** What is on screen of a race that a person has cancelled. */
export function cancelledText(step: number): string {
  return step > 0
    ? `cancelled at step ${formatCount(step)}: what had come stays; racing again starts anew`
    : 'cancelled before its first rows had come'
}
