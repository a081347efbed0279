import { timeLeft } from '../engine/time-left'
import type { Progress } from '../engine/protocol'

/** Seconds as a person says them. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`
  return seconds < 5400 ? `${Math.round(seconds / 60)} minutes` : `${Math.round(seconds / 3600)} hours`
}

/** How far a job is, in a line: `S7.1 42 %, about 12 s left`. */
export function progressLine(name: string, fraction: number, secondsLeft: number | undefined): string {
  const left = secondsLeft === undefined ? '' : `, about ${duration(secondsLeft)} left`
  return `${name} ${Math.floor(100 * fraction)} %${left}`
}

/** A line on standard error that tells how far a job is, where a person watches it; `end` takes it away. */
export function watched(name: string): {
  readonly options: { readonly onProgress?: (progress: Progress) => void }
  readonly end: () => void
} {
  const { stderr } = process
  if (!stderr.isTTY) return { options: {}, end: () => undefined }
  const left = timeLeft(() => performance.now())
  return {
    options: {
      onProgress({ done, total }) {
        const fraction = total > 0 ? done / total : 0
        stderr.write(`\r\x1b[K${progressLine(name, fraction, left(fraction))}`)
      },
    },
    end: () => void stderr.write('\r\x1b[K'),
  }
}
