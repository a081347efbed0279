import { formatNumber } from './format'

/** Seconds as a person says them, coarser the longer. */
export function duration(seconds: number): string {
  if (seconds < 20) return `${Math.max(1, Math.ceil(seconds))} s`
  if (seconds < 90) return `${5 * Math.ceil(seconds / 5)} s`
  if (seconds < 5400) return `${Math.ceil(seconds / 60)} min`
  return `${formatNumber(seconds / 3600, 2)} h`
}
