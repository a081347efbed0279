import { useElementSize } from '@mantine/hooks'
import { scaleLinear } from 'd3-scale'
import { axisTicks } from '../scene/scales'

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

const height = 132
const [left, right, top, bottom] = [40, 14, 8, 32]
const mostBins = 40

/** How many seeds of each racer left in which steps, with the median where half have left. */
export function LeavingHistogram({ series, steps }: LeavingHistogramProps) {
  const { ref: host, width } = useElementSize()
  const last = series.flatMap((each) => [...each.steps].filter(Number.isFinite)).reduce((a, b) => Math.max(a, b), 0)
  // What comes after the last one that left says nothing more than that.
  const end = Math.min(steps + 1, Math.max(10, 1.15 * (last + 1)))
  const wide = Math.max(1, Math.ceil(end / mostBins))
  const bins = Math.ceil(end / wide)
  const counted = series.map((each) => ({ ...each, counts: binCounts(each.steps, wide, bins) }))
  const most = counted.flatMap(({ counts }) => counts).reduce((a, b) => Math.max(a, b), 1)
  const x = scaleLinear([0, bins * wide], [left, Math.max(left + 1, width - right)])
  const y = scaleLinear([0, most], [height - bottom, top])
  return (
    <div ref={host} className="leaving-histogram">
      {width === 0 ? null : (
        <svg width={width} height={height} role="img" aria-label="Histogram of leaving times">
          {axisTicks(0, most, 4).map(({ value, label }) => (
            <g key={value}>
              <line className="grid-line" x1={left} x2={width - right} y1={y(value)} y2={y(value)} />
              <text x={left - 6} y={y(value) + 4} textAnchor="end">
                {label}
              </text>
            </g>
          ))}
          {axisTicks(0, bins * wide, 5).map(({ value, label }) => (
            <text key={value} x={x(value)} y={height - bottom + 14} textAnchor="middle">
              {label}
            </text>
          ))}
          <text x={(left + width - right) / 2} y={height - 4} textAnchor="middle">
            step at which a seed leaves
          </text>
          {counted.map(({ id, color, counts, median }) => (
            <g key={id} style={{ color }}>
              <path className="leaving-bars" d={outline(counts, wide, x, y)} />
              {Number.isFinite(median) ? (
                <line className="leaving-median" x1={x(median)} x2={x(median)} y1={top} y2={height - bottom}>
                  <title>{`median of ${id}: step ${median}`}</title>
                </line>
              ) : null}
            </g>
          ))}
        </svg>
      )}
    </div>
  )
}

/** How many of the steps lie in each of some ranges as wide as each other, from 0 on. */
export function binCounts(steps: Float64Array, wide: number, bins: number): number[] {
  const counts = Array.from({ length: bins }, () => 0)
  for (const step of steps) if (step < wide * bins) counts[Math.floor(step / wide)]!++
  return counts
}

/** The bars as one shape, closed along the axis. */
function outline(
  counts: readonly number[],
  wide: number,
  x: (step: number) => number,
  y: (count: number) => number,
): string {
  const corners = counts.flatMap((count, k) => [
    `${x(k * wide).toFixed(1)} ${y(count).toFixed(1)}`,
    `${x((k + 1) * wide).toFixed(1)} ${y(count).toFixed(1)}`,
  ])
  return `M${x(0).toFixed(1)} ${y(0).toFixed(1)}L${corners.join('L')}L${x(counts.length * wide).toFixed(1)} ${y(0).toFixed(1)}Z`
}
