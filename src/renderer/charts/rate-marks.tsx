import { useElementSize } from '@mantine/hooks'
import { formatNumber } from '../ui/format'
import { rulerOf } from '../ui/slider-row'

export interface RateMark {
  readonly at: number
  readonly name: string
  /** A CSS colour. */
  readonly color: string
  readonly isStrong?: boolean
}

interface RateMarksProps {
  readonly marks: readonly RateMark[]
  /** What the slider above spans, on a logarithmic scale. */
  readonly range: readonly [min: number, max: number]
}

const [row, top, foot] = [14, 6, 14]
const mostDecades = 3

/** Marked rates below a slider of learning rates, each on a row of its own, and its decades. */
export function RateMarks({ marks, range }: RateMarksProps) {
  const { ref: host, width } = useElementSize()
  const ruler = rulerOf(range, 'log')
  const x = (rate: number): number => ruler.position(rate) * width
  const bottom = top + row * marks.length
  const [first, last] = [Math.round(Math.log10(range[0])), Math.round(Math.log10(range[1]))]
  const every = Math.ceil((last - first) / mostDecades)
  const decades = Array.from({ length: last - first + 1 }, (_, k) => first + k).filter((k) => (last - k) % every === 0)
  // From right to left downwards: no line crosses the name of another.
  const rows = marks.toSorted((a, b) => b.at - a.at)
  return (
    <div ref={host} className="rate-marks" aria-hidden="true">
      {width === 0 ? null : (
        <svg width={width} height={bottom + foot}>
          <line className="axis-line" x1={0} x2={width} y1={bottom} y2={bottom} />
          {decades.map((power) => {
            const rate = Number(`1e${power}`)
            const anchor = power === last ? 'end' : power === first ? 'start' : 'middle'
            return (
              <g key={power}>
                <line className="axis-line" x1={x(rate)} x2={x(rate)} y1={bottom} y2={bottom + 3} />
                <text x={x(rate)} y={bottom + foot - 1} textAnchor={anchor}>
                  {formatNumber(rate)}
                </text>
              </g>
            )
          })}
          {rows.map(({ at, name, color, isStrong }, k) => (
            <g key={name}>
              <line
                x1={x(at)}
                x2={x(at)}
                y1={0}
                y2={top + k * row + 9}
                stroke={color}
                strokeWidth={isStrong ? 2.2 : 1.4}
              />
              <text x={x(at) + 5} y={top + k * row + 8} className={isStrong ? 'strong' : ''}>
                {name}
              </text>
            </g>
          ))}
        </svg>
      )}
    </div>
  )
}
