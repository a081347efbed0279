import { useElementSize } from '@mantine/hooks'
import { plotMargins } from './line-plot'

interface MarginStripProps {
  /** The axis of the plot above. */
  readonly x: ArrayLike<number>
  readonly rows: readonly MarginRow[]
}

/** The examples of one class, or all, along the axis. */
export interface MarginRow {
  readonly name: string
  readonly at: readonly number[]
  readonly isWrong: readonly boolean[]
  /** Where the decision changes for these. */
  readonly jump: number
}

const rowHeight = 16
const { left, right } = plotMargins

/** Under a plot of losses: each example as a tick at its margin, those on the wrong side in another colour. */
export function MarginStrip({ x, rows }: MarginStripProps) {
  const { ref: host, width } = useElementSize()
  const [first, last] = [x[0]!, x[x.length - 1]!]
  // What lies beyond the axis stands at its end.
  const px = (value: number): number =>
    left + Math.min(1, Math.max(0, (value - first) / (last - first))) * Math.max(1, width - left - right)
  return (
    <div ref={host} className="margin-strip">
      {width === 0 ? null : (
        <svg width={width} height={rowHeight * rows.length} aria-hidden="true">
          {rows.map(({ name, at, isWrong, jump }, row) => (
            <g key={name} transform={`translate(0 ${rowHeight * row})`}>
              <text x={left - 5} y={rowHeight / 2} textAnchor="end" dominantBaseline="central">
                {name}
              </text>
              <line className="grid-line" x1={left} x2={width - right} y1={rowHeight / 2} y2={rowHeight / 2} />
              <line className="threshold" x1={px(jump)} x2={px(jump)} y1={0} y2={rowHeight} />
              {at.map((value, k) => (
                <line
                  key={k}
                  className="margin-tick"
                  data-wrong={isWrong[k] || undefined}
                  x1={px(value)}
                  x2={px(value)}
                  y1={3}
                  y2={rowHeight - 3}
                />
              ))}
            </g>
          ))}
        </svg>
      )}
    </div>
  )
}
