import { useElementSize } from '@mantine/hooks'
import { scaleLinear } from 'd3-scale'
import type { FoundPath } from '../../engine'
import { axisTicks } from '../scene/scales'
import { formatNumber } from '../ui/format'
import { linePath } from './line-path'
import { pathColors } from './path-colors'

interface PathPlotProps {
  readonly paths: readonly FoundPath[]
  /** What the ends are called. */
  readonly from: string
  readonly to: string
}

const height = 168
const [left, right, top, bottom] = [46, 10, 8, 22]

/** The loss along paths between two ends, each with its barrier marked, and the line that barriers rise from. */
export function PathPlot({ paths, from, to }: PathPlotProps) {
  const { ref: host, width } = useElementSize()
  const losses = paths.flatMap(({ loss }) => Array.from(loss).filter(Number.isFinite))
  const [least, most] = [losses.reduce((a, b) => Math.min(a, b), Infinity), losses.reduce((a, b) => Math.max(a, b), 0)]
  if (losses.length === 0) return <p className="empty">The loss is finite nowhere between them.</p>
  const margin = 0.06 * (most - least) || 0.5 * Math.abs(most) || 1
  const [low, high] = [least - margin, most + margin]
  const x = scaleLinear([0, 1], [left, Math.max(left + 1, width - right)])
  const y = scaleLinear([low, high], [height - bottom, top])
  const { loss: ends } = paths[0]!
  return (
    <div ref={host} className="path-plot">
      {width === 0 ? null : (
        <svg width={width} height={height} role="img" aria-label={`Loss along paths from ${from} to ${to}`}>
          {axisTicks(low, high, 5).map(({ value, label }) => (
            <g key={value}>
              <line className="grid-line" x1={left} x2={width - right} y1={y(value)} y2={y(value)} />
              <text x={left - 6} y={y(value) + 4} textAnchor="end">
                {label}
              </text>
            </g>
          ))}
          <line className="path-chord" x1={x(0)} x2={x(1)} y1={y(ends[0]!)} y2={y(ends.at(-1)!)} />
          {paths.map((path) => (
            <g key={path.path} style={{ color: pathColors[path.path] }}>
              <path className="path-line" d={linePath(path.t, path.loss, x, y)} />
              <Summit {...path} x={x} y={y} />
            </g>
          ))}
          <text x={left} y={height - 6}>
            {from}
          </text>
          <text x={width - right} y={height - 6} textAnchor="end">
            {to}
          </text>
        </svg>
      )}
    </div>
  )
}

interface Scales {
  readonly x: (t: number) => number
  readonly y: (loss: number) => number
}

/** Where a path is farthest above the line between its ends. */
function Summit({ barrier, t, loss, x, y }: FoundPath & Scales) {
  const value = loss[t.indexOf(barrier.at)]!
  if (!(barrier.height > 0)) return null
  return (
    <circle cx={x(barrier.at)} cy={y(value)} r={3} fill="currentColor">
      <title>{`barrier ${formatNumber(barrier.height)} at t = ${formatNumber(barrier.at)}`}</title>
    </circle>
  )
}
