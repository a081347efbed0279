import { scaleLog } from 'd3-scale'
import { formatNumber } from '../ui/format'
import { logTicks } from './log-ticks'

/** What the labels of the values take, and what is free beside and above, CSS pixels. */
export const [axesLeft, axesRight, axesTop] = [46, 10, 8]

/** Where sizes and values lie in a picture. */
export interface BatchSizeScales {
  readonly x: (size: number) => number
  readonly y: (value: number) => number
  readonly valueTicks: readonly number[]
  readonly sizeTicks: readonly number[]
  readonly width: number
  /** Where the values begin. */
  readonly bottom: number
}

/**
 * Both axes logarithmic: sizes from 1 to a last one over the width, positive values with a margin, as a factor, up from
 * `bottom`.
 */
export function batchSizeScales(
  [width, bottom]: readonly [width: number, bottom: number],
  last: number,
  values: readonly number[],
  margin: number,
): BatchSizeScales {
  const range = [Math.min(...values) / margin, Math.max(...values) * margin] as const
  return {
    x: scaleLog([1, last], [axesLeft, Math.max(axesLeft + 1, width - axesRight)]),
    y: scaleLog(range, [bottom, axesTop]),
    valueTicks: logTicks(range),
    sizeTicks: [1, 4, 16, 64, 256, 1024].filter((size) => size <= last),
    width,
    bottom,
  }
}

/** The lines and labels of the values, and the labels of the sizes below. */
export function BatchSizeAxes({ x, y, valueTicks, sizeTicks, width, bottom }: BatchSizeScales) {
  return (
    <>
      {valueTicks.map((value) => (
        <g key={value}>
          <line className="grid-line" x1={axesLeft} x2={width - axesRight} y1={y(value)} y2={y(value)} />
          <text x={axesLeft - 6} y={y(value) + 4} textAnchor="end">
            {formatNumber(value, 2)}
          </text>
        </g>
      ))}
      {sizeTicks.map((size) => (
        <text key={size} x={x(size)} y={bottom + 15} textAnchor="middle">
          {size}
        </text>
      ))}
    </>
  )
}
