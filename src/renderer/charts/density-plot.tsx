import { useElementSize } from '@mantine/hooks'
import { scaleLinear } from 'd3-scale'
import { axisTicks } from '../scene/scales'

interface DensityPlotProps {
  readonly label: string
  readonly at: Float64Array
  readonly density: Float64Array
  /** Drawn as strokes below it. */
  readonly eigenvalues: Float64Array
}

const height = 120
const [side, top, bottom] = [10, 6, 30]

/**
 * How the eigenvalues are spread, with those that are known below; the square root of the density, so that a few far
 * out show beside the bulk.
 */
export function DensityPlot({ label, at, density, eigenvalues }: DensityPlotProps) {
  const { ref: host, width } = useElementSize()
  const [low, high] = [Math.min(at[0]!, eigenvalues[0]!), Math.max(at.at(-1)!, eigenvalues.at(-1)!)]
  const x = scaleLinear()
    .domain([low, high])
    .range([side, Math.max(side + 1, width - side)])
  const most = Math.sqrt(density.reduce((a, b) => Math.max(a, b), 0)) || 1
  const floor = height - bottom
  const points = Array.from(at, (value, i) => {
    const y = floor - (Math.sqrt(density[i]!) / most) * (floor - top)
    return `${x(value).toFixed(1)} ${y.toFixed(1)}`
  })
  return (
    <div ref={host} className="density-plot">
      {width === 0 ? null : (
        <svg width={width} height={height} role="img" aria-label={label}>
          <path className="density" d={`M${x(at[0]!)} ${floor}L${points.join('L')}L${x(at.at(-1)!)} ${floor}Z`} />
          <line className="axis-line" x1={side} x2={width - side} y1={floor} y2={floor} />
          {Array.from(eigenvalues, (value, i) => (
            <line key={i} className="eigenvalue" x1={x(value)} x2={x(value)} y1={floor} y2={floor + 7} />
          ))}
          {axisTicks(low, high, 4).map(({ value, label: text }) => (
            <text key={value} x={x(value)} y={height - 8} textAnchor="middle">
              {text}
            </text>
          ))}
        </svg>
      )}
    </div>
  )
}
