import { useElementSize } from '@mantine/hooks'
import { scaleLinear } from 'd3-scale'
import { axisTicks } from '../scene/scales'

/** How many numbers of one racer lie in each bin. */
export interface HistogramSeries {
  readonly id: string
  /** CSS. */
  readonly color: string
  readonly counts: readonly number[]
  /** Where its median is marked; nowhere where it is no number. */
  readonly median: number
  readonly medianText: string
}

interface HistogramProps {
  /** What a screen reader calls it. */
  readonly label: string
  readonly series: readonly HistogramSeries[]
  /** The ends of all bins together, which are as wide as each other. */
  readonly range: readonly [from: number, to: number]
  readonly axis: string
}

const height = 132
const [left, right, top, bottom] = [40, 14, 8, 32]

/** Counts of several racers as outlines over one axis. */
export function Histogram({ label, series, range: [from, to], axis }: HistogramProps) {
  const { ref: host, width } = useElementSize()
  const most = series.flatMap(({ counts }) => counts).reduce((a, b) => Math.max(a, b), 1)
  const x = scaleLinear([from, to], [left, Math.max(left + 1, width - right)])
  const y = scaleLinear([0, most], [height - bottom, top])
  return (
    <div ref={host} className="histogram">
      {width === 0 ? null : (
        <svg width={width} height={height} role="img" aria-label={label}>
          {axisTicks(0, most, 4).map(({ value, label: text }) => (
            <g key={value}>
              <line className="grid-line" x1={left} x2={width - right} y1={y(value)} y2={y(value)} />
              <text x={left - 6} y={y(value) + 4} textAnchor="end">
                {text}
              </text>
            </g>
          ))}
          {axisTicks(from, to, 5).map(({ value, label: text }) => (
            <text key={value} x={x(value)} y={height - bottom + 14} textAnchor="middle">
              {text}
            </text>
          ))}
          <text x={(left + width - right) / 2} y={height - 4} textAnchor="middle">
            {axis}
          </text>
          {series.map(({ id, color, counts, median, medianText }) => (
            <g key={id} style={{ color }}>
              <path
                className="histogram-bars"
                d={outline(counts, (k) => x(from + (k * (to - from)) / counts.length), y)}
              />
              {Number.isFinite(median) ? (
                <line className="histogram-median" x1={x(median)} x2={x(median)} y1={top} y2={height - bottom}>
                  <title>{medianText}</title>
                </line>
              ) : null}
            </g>
          ))}
        </svg>
      )}
    </div>
  )
}

/** How many numbers lie in each of some bins of one width: the last end in the last, what lies beyond in none. */
export function binCounts(
  values: ArrayLike<number>,
  [from, to]: readonly [from: number, to: number],
  bins: number,
): readonly number[] {
  const counts = Array.from({ length: bins }, () => 0)
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (value >= from && value <= to) counts[Math.min(bins - 1, Math.floor((bins * (value - from)) / (to - from)))]!++
  }
  return counts
}

/** The bars as one shape, closed along the axis; the ends of bin k are at edge(k) and edge(k + 1). */
function outline(counts: readonly number[], edge: (k: number) => number, y: (count: number) => number): string {
  const corners = counts.flatMap((count, k) => [
    `${edge(k).toFixed(1)} ${y(count).toFixed(1)}`,
    `${edge(k + 1).toFixed(1)} ${y(count).toFixed(1)}`,
  ])
  const base = y(0).toFixed(1)
  return `M${edge(0).toFixed(1)} ${base}L${corners.join('L')}L${edge(counts.length).toFixed(1)} ${base}Z`
}
