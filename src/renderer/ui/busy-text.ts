import { duration } from './duration'

/** How far a computation is: `42 %, about 12 s left`. */
export function busyText({
  fraction,
  secondsLeft,
}: {
  readonly fraction: number
  readonly secondsLeft?: number | undefined
}): string {
  const percent = `${Math.floor(100 * fraction)} %`
  return secondsLeft === undefined ? percent : `${percent}, about ${duration(secondsLeft)} left`
}
