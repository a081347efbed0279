import { useElementSize } from '@mantine/hooks'
import { scaleLog } from 'd3-scale'
import { formatNumber } from '../ui/format'
import { logTicks } from './log-ticks'

interface CostPlotProps {
  readonly label: string
  /** The batch sizes that are to come, ascending. */
  readonly sizes: readonly number[]
  readonly points: readonly { readonly size: number; readonly value: number }[]
  readonly unit: string
}

const height = 130
const [left, right, top, bottom] = [46, 10, 8, 20]

/** What an update costs by the size of its batch, both axes logarithmic; powers of two stand out from neighbours. */
export function CostPlot({ label, sizes, points, unit }: CostPlotProps) {
  const { ref: host, width } = useElementSize()
  const values = points.map(({ value }) => value).filter((value) => value > 0)
  const last = Math.max(2, sizes.at(-1)!)
  const x = scaleLog()
    .domain([1, last])
    .range([left, Math.max(left + 1, width - right)])
  const y = scaleLog()
    .domain([Math.min(...values) / 1.4, Math.max(...values) * 1.4])
    .range([height - bottom, top])
  return (
    <div ref={host} className="noise-plot">
      {width === 0 || values.length === 0 ? null : (
        <svg width={width} height={height} role="img" aria-label={label}>
          {logTicks(y.domain() as [number, number]).map((value) => (
            <g key={value}>
              <line className="grid-line" x1={left} x2={width - right} y1={y(value)} y2={y(value)} />
              <text x={left - 6} y={y(value) + 4} textAnchor="end">
                {formatNumber(value, 2)}
              </text>
            </g>
          ))}
          {[1, 4, 16, 64, 256, 1024]
            .filter((size) => size <= last)
            .map((size) => (
              <text key={size} x={x(size)} y={height - 5} textAnchor="middle">
                {size}
              </text>
            ))}
          {points
            .filter(({ value }) => value > 0)
            .map(({ size, value }) => (
              <circle
                key={size}
                className={isPower(size) ? 'without' : 'neighbour'}
                cx={x(size)}
                cy={y(value)}
                r={isPower(size) ? 3.4 : 2.2}
              >
                <title>{`batches of ${size}: ${formatNumber(value)} ${unit}`}</title>
              </circle>
            ))}
        </svg>
      )}
    </div>
  )
}

function isPower(size: number): boolean {
  return Number.isInteger(Math.log2(size))
}
