import { useElementSize } from '@mantine/hooks'
import { formatNumber } from '../ui/format'
import { BatchSizeAxes, batchSizeScales } from './batch-size-axes'

interface CostPlotProps {
  readonly label: string
  /** The batch sizes that are to come, ascending. */
  readonly sizes: readonly number[]
  readonly points: readonly { readonly size: number; readonly value: number }[]
  readonly unit: string
}

const [height, bottom] = [130, 20]

/** What an update costs by the size of its batch, both axes logarithmic; powers of two stand out from neighbours. */
export function CostPlot({ label, sizes, points, unit }: CostPlotProps) {
  const { ref: host, width } = useElementSize()
  const values = points.map(({ value }) => value).filter((value) => value > 0)
  const scales = batchSizeScales([width, height - bottom], Math.max(2, sizes.at(-1)!), values, 1.4)
  const { x, y } = scales
  return (
    <div ref={host} className="noise-plot">
      {width === 0 || values.length === 0 ? null : (
        <svg width={width} height={height} role="img" aria-label={label}>
          <BatchSizeAxes {...scales} />
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
