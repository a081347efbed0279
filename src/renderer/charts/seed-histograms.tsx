import { binCounts, Histogram } from './histogram'

const mostBins = 40

/** When the seeds of one racer left. */
export interface LeavingSeries {
  readonly id: string
  /** CSS. */
  readonly color: string
  /** By seed; Infinity where it stays. */
  readonly steps: Float64Array
  readonly median: number
}

interface LeavingHistogramProps {
  readonly series: readonly LeavingSeries[]
  /** Steps of the race. */
  readonly steps: number
}

/** How many seeds of each racer left in which steps, with the median where half have left. */
export function LeavingHistogram({ series, steps }: LeavingHistogramProps) {
  const last = series.flatMap((each) => [...each.steps].filter(Number.isFinite)).reduce((a, b) => Math.max(a, b), 0)
  // What comes after the last one that left says nothing more than that.
  const end = Math.min(steps + 1, Math.max(10, 1.15 * (last + 1)))
  const wide = Math.max(1, Math.ceil(end / mostBins))
  const bins = Math.ceil(end / wide)
  const range = [0, bins * wide] as const
  return (
    <Histogram
      label="Histogram of leaving times"
      range={range}
      axis="step at which a seed leaves"
      series={series.map(({ id, color, steps: at, median }) => {
        return { id, color, counts: binCounts(at, range, bins), median, medianText: `median of ${id}: step ${median}` }
      })}
    />
  )
}

/** The losses at which the seeds of one racer ended. */
export interface EndLossSeries {
  readonly id: string
  readonly color: string
  /** By seed; NaN or infinite where it was lost. */
  readonly losses: Float64Array
  readonly median: number
}

/** How many seeds of each racer ended at which loss. */
export function EndLossHistogram({ series }: { readonly series: readonly EndLossSeries[] }) {
  const finite = series.flatMap(({ losses }) => [...losses].filter(Number.isFinite))
  const least = finite.reduce((a, b) => Math.min(a, b), Infinity)
  const most = finite.reduce((a, b) => Math.max(a, b), -Infinity)
  if (finite.length === 0) return null
  // From 0 on where that is no farther than the losses are apart: it is where a loss would end.
  const from = least >= 0 && least <= most - least ? 0 : least
  const range = [from, most > from ? most + 0.02 * (most - from) : from + (Math.abs(from) || 1)] as const
  return (
    <Histogram
      label="Histogram of the losses at the end"
      range={range}
      axis="loss after the last step"
      series={series.map(({ id, color, losses, median }) => {
        return {
          id,
          color,
          counts: binCounts(losses, range, mostBins),
          median,
          medianText: `median of ${id}: ${median}`,
        }
      })}
    />
  )
}
