import { useElementSize } from '@mantine/hooks'
import type { GradientNoise } from '../../core/analysis/noise/gradient-noise'
import { standardError } from '../../core/analysis/noise/standard-error'
import { formatNumber } from '../ui/format'
import { axesLeft, axesRight, BatchSizeAxes, batchSizeScales } from './batch-size-axes'

const [height, bottom] = [190, 46]

/** The standard error of a batch's gradient against its size: measured as dots, the laws as lines, both axes log. */
export function NoisePlot({ noise }: { readonly noise: GradientNoise }) {
  const { ref: host, width } = useElementSize()
  const { examples, variance, sizes, withReplacement, withoutReplacement } = noise
  const law = (size: number, replaces: boolean): number => standardError(variance, size, examples, replaces)
  const most = law(1, true)
  if (!(most > 0)) return <p className="empty">All examples have the same gradient here: batches have no noise.</p>
  const last = sizes.at(-1)!
  const shown = [...withReplacement, ...withoutReplacement, law(last, true)].filter((value) => value > 1e-3 * most)
  const scales = batchSizeScales([width, height - bottom], last, shown, 1.3)
  const { x, y } = scales
  const curve = (replaces: boolean): string => {
    const points = Array.from({ length: 121 }, (_, k) => last ** (k / 120))
      .map((size) => [x(size), y(law(size, replaces))] as const)
      .filter(([, py]) => py <= height - bottom)
    return points.map(([px, py], k) => `${k === 0 ? 'M' : 'L'}${px.toFixed(1)} ${py.toFixed(1)}`).join('')
  }
  const dots = (measured: Float64Array, name: string) =>
    Array.from(measured, (value, k) =>
      y(value) <= height - bottom ? (
        <circle key={sizes[k]} className={name} cx={x(sizes[k]!)} cy={y(value)} r={3.4}>
          <title>{`batches of ${sizes[k]}: ${formatNumber(value)}, by the law ${formatNumber(law(sizes[k]!, name === 'with'))}`}</title>
        </circle>
      ) : null,
    )
  return (
    <div ref={host} className="noise-plot">
      {width === 0 ? null : (
        <svg width={width} height={height} role="img" aria-label="Standard error of a batch’s gradient by its size">
          <BatchSizeAxes {...scales} />
          <text x={(axesLeft + width - axesRight) / 2} y={height - bottom + 29} textAnchor="middle">
            examples of a batch
          </text>
          <path className="law with" d={curve(true)} />
          <path className="law without" d={curve(false)} />
          {dots(withReplacement, 'with')}
          {dots(withoutReplacement, 'without')}
          <g transform={`translate(${axesLeft} ${height - 4})`}>
            <circle className="with" cx={4} cy={-4} r={3.4} />
            <text x={12}>with replacement</text>
            <circle className="without" cx={122} cy={-4} r={3.4} />
            <text x={130}>without</text>
            <path className="law without" d="M176 -4h14" />
            <text x={194}>law</text>
          </g>
        </svg>
      )}
    </div>
  )
}
