import { useElementSize } from '@mantine/hooks'
import { scaleLinear } from 'd3-scale'
import type { GradientNoise } from '../../core/analysis/noise/gradient-noise'
import { axisTicks } from '../scene/scales'

const height = 210
const [left, right, top, bottom] = [46, 10, 8, 24]

/**
 * The gradients of batches on the plane's axes, about that of all examples, with the ellipses of one and two standard
 * deviations that the covariance gives. One scale for both axes.
 */
export function GradientCloud({ noise }: { readonly noise: GradientNoise }) {
  const { ref: host, width } = useElementSize()
  const { cloud, planeGradient, batch, examples } = noise
  const count = cloud.length / 2
  const share = examples === 1 ? 0 : (examples - batch) / (examples - 1) / batch
  const [a, b, c] = noise.planeCovariance.map((entry) => entry * share) as [number, number, number]
  const [deviationX, deviationY] = [Math.sqrt(a), Math.sqrt(c)]
  const xs = Array.from({ length: count }, (_, k) => cloud[2 * k]!)
  const ys = Array.from({ length: count }, (_, k) => cloud[2 * k + 1]!)
  const [gx, gy] = planeGradient
  const [plotWidth, plotHeight] = [Math.max(1, width - left - right), height - top - bottom]
  const reach = (values: readonly number[], middle: number, deviation: number): number =>
    1.1 * Math.max(2 * deviation, ...values.map((value) => Math.abs(value - middle)), 1e-300)
  const unit = Math.min(plotWidth / 2 / reach(xs, gx, deviationX), plotHeight / 2 / reach(ys, gy, deviationY))
  const x = scaleLinear()
    .domain([gx - plotWidth / 2 / unit, gx + plotWidth / 2 / unit])
    .range([left, left + plotWidth])
  const y = scaleLinear()
    .domain([gy - plotHeight / 2 / unit, gy + plotHeight / 2 / unit])
    .range([top + plotHeight, top])
  const ellipse = (deviations: number): string => {
    // The unit circle by a root of the covariance: [[l, 0], [b / l, sqrt(c - b^2 / a)]].
    const [along, rest] = [deviationX, Math.sqrt(Math.max(0, a > 0 ? c - (b * b) / a : c))]
    const across = along > 0 ? b / along : 0
    return Array.from({ length: 73 }, (_, k) => {
      const [cos, sin] = [Math.cos((k * Math.PI) / 36), Math.sin((k * Math.PI) / 36)]
      const [px, py] = [gx + deviations * along * cos, gy + deviations * (across * cos + rest * sin)]
      return `${k === 0 ? 'M' : 'L'}${x(px).toFixed(1)} ${y(py).toFixed(1)}`
    }).join('')
  }
  const ticks = (scale: typeof x, most: number) => {
    const [low, high] = scale.domain() as [number, number]
    return axisTicks(low, high, most)
  }
  return (
    <div ref={host} className="gradient-cloud">
      {width === 0 ? null : (
        <svg width={width} height={height} role="img" aria-label={`Gradients of ${count} batches on the plane`}>
          {ticks(y, 4).map(({ value, label }) => (
            <g key={value}>
              <line className="grid-line" x1={left} x2={left + plotWidth} y1={y(value)} y2={y(value)} />
              <text x={left - 6} y={y(value) + 4} textAnchor="end">
                {label}
              </text>
            </g>
          ))}
          {ticks(x, 5).map(({ value, label }) => (
            <text key={value} x={x(value)} y={height - 8} textAnchor="middle">
              {label}
            </text>
          ))}
          <path className="ellipse" d={ellipse(2)} />
          <path className="ellipse" d={ellipse(1)} />
          {xs.map((value, k) => (
            <circle key={k} className="without" cx={x(value)} cy={y(ys[k]!)} r={2.4} />
          ))}
          <circle className="mean" cx={x(gx)} cy={y(gy)} r={4.5}>
            <title>the gradient of all examples</title>
          </circle>
        </svg>
      )}
    </div>
  )
}
