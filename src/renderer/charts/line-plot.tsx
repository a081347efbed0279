import { useElementSize } from '@mantine/hooks'
import { type ReactNode, useState } from 'react'
import { scaleLinear, scaleLog } from 'd3-scale'
import type { ChartScale } from '../../core/scene/chart'
import { axisTicks } from '../scene/scales'
import { formatNumber } from '../ui/format'
import { linePath } from './line-path'
import { logTicks } from './log-ticks'
import { scaleTicks, scaleUnit, valueScale, type ScaleWish } from './value-scale'

/** One quantity along the horizontal axis; NaN where it is not known. */
export interface PlotLine {
  readonly name: string
  readonly y: ArrayLike<number>
  /** A CSS colour. */
  readonly color: string
  readonly isDashed?: boolean
  /** From where to where it lies, of several runs. */
  readonly band?: { readonly low: ArrayLike<number>; readonly high: ArrayLike<number> }
}

interface LinePlotProps {
  /** What a screen reader calls it. */
  readonly label: string
  /** Ascending. */
  readonly x: ArrayLike<number>
  readonly xTitle: string
  /** Linear where absent. */
  readonly xScale?: ChartScale
  readonly lines: readonly PlotLine[]
  readonly scale?: ScaleWish
  /** CSS pixels. */
  readonly height?: number
  /** What else is drawn over the lines, as SVG. */
  readonly overlay?: (frame: PlotFrame) => ReactNode
}

/** Where an overlay draws: CSS pixels within the plot's own SVG. */
export interface PlotFrame {
  readonly px: (x: number) => number
  /** The x of a pixel, within the axis. */
  readonly invert: (pixel: number) => number
  readonly top: number
  readonly bottom: number
}

/** CSS pixels beside, above and below what is drawn. */
export const plotMargins = { left: 46, right: 16, top: 8, bottom: 20 } as const
const { left, right, top, bottom } = plotMargins

/** A few quantities along one axis on one scale, with their values under the pointer or the arrow keys below. */
export function LinePlot({ label, x, xTitle, xScale = 'linear', lines, scale, height = 120, overlay }: LinePlotProps) {
  const { ref: host, width } = useElementSize()
  const [at, setAt] = useState<number>()
  const bands = lines.flatMap(({ band }) => (band === undefined ? [] : [band.low, band.high]))
  const y = valueScale(
    [...lines.map((line) => line.y), ...bands].map((values) => ({ y: Array.from(values).filter(Number.isFinite) })),
    scale,
  )
  const [first, last] = [x[0]!, x[x.length - 1]!]
  const plotHeight = height - top - bottom
  const plotWidth = Math.max(1, width - left - right)
  const across = (xScale === 'log' ? scaleLog : scaleLinear)([first, last], [left, left + plotWidth]).clamp(true)
  const px = (value: number): number => (last > first ? across(value) : left + plotWidth / 2)
  const invert = (pixel: number): number => across.invert(pixel)
  const xTicks =
    xScale === 'log'
      ? logTicks([first, last]).map((value) => ({ value, label: formatNumber(value) }))
      : axisTicks(first, last, 4)
  const py = (value: number): number => top + (1 - scaleUnit(y, value)) * plotHeight
  const range = scale?.range
  const isShown = (value: number): boolean =>
    Number.isFinite(value) && (range === undefined || (value >= range[0] && value <= range[1]))
  const shown = at !== undefined && at < x.length ? at : undefined

  const nearest = ({ nativeEvent: { offsetX } }: React.PointerEvent): number => {
    let best = 0
    for (let k = 1; k < x.length; k++) if (Math.abs(px(x[k]!) - offsetX) < Math.abs(px(x[best]!) - offsetX)) best = k
    return best
  }
  const move = (event: React.KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    setAt(shown === undefined ? 0 : Math.min(x.length - 1, Math.max(0, shown + step)))
  }

  return (
    <div className="line-plot">
      <div
        ref={host}
        className="cell-map-host"
        role="group"
        aria-label={label}
        tabIndex={0}
        onPointerMove={(event) => setAt(nearest(event))}
        onPointerLeave={() => setAt(undefined)}
        onKeyDown={move}
      >
        {width === 0 ? null : (
          <svg width={width} height={height} aria-hidden="true">
            {scaleTicks(y, plotHeight).map((value) => (
              <g key={value}>
                <line className="grid-line" x1={left} x2={width - right} y1={py(value)} y2={py(value)} />
                <text x={left - 5} y={py(value)} textAnchor="end" dominantBaseline="central">
                  {formatNumber(value, 2)}
                </text>
              </g>
            ))}
            {xTicks.map(({ value, label: text }) => (
              <text key={value} x={px(value)} y={height - 5} textAnchor="middle">
                {text}
              </text>
            ))}
            {lines.map(({ name, band, color }) =>
              band === undefined ? null : <path key={name} d={areaPath(x, band, px, py)} fill={color} opacity={0.22} />,
            )}
            {lines.map(({ name, y: values, color, isDashed }) => (
              <path
                key={name}
                d={linePath(x, values, px, py, isShown)}
                fill="none"
                stroke={color}
                strokeWidth={1.75}
                strokeLinejoin="round"
                strokeDasharray={dashOf(isDashed)}
              />
            ))}
            {shown === undefined ? null : (
              <line className="axis-line" x1={px(x[shown]!)} x2={px(x[shown]!)} y1={top} y2={height - bottom} />
            )}
            {/* Above the cursor, so that what can be taken is under the pointer. */}
            {overlay?.({ px, invert, top, bottom: height - bottom })}
          </svg>
        )}
      </div>
      <output className="line-plot-legend" aria-live="polite">
        <span>{shown === undefined ? xTitle : `${xTitle} ${formatNumber(x[shown]!)}`}</span>
        {lines.map(({ name, y: values, color, isDashed }) => (
          <span key={name}>
            <svg className="line-key" width="18" height="8" aria-hidden="true">
              <line x1="0" x2="18" y1="4" y2="4" stroke={color} strokeWidth={1.75} strokeDasharray={dashOf(isDashed)} />
            </svg>
            {name}
            {shown === undefined ? '' : ` ${formatNumber(values[shown]!, 3)}`}
          </span>
        ))}
      </output>
    </div>
  )
}

/** Of a line, in the plot and beside its name. */
function dashOf(isDashed = false): string | undefined {
  return isDashed ? '5 3' : undefined
}

type Scale = (value: number) => number

function areaPath(x: ArrayLike<number>, { low, high }: NonNullable<PlotLine['band']>, px: Scale, py: Scale): string {
  const places = Array.from({ length: x.length }, (_, k) => k).filter(
    (k) => Number.isFinite(low[k]!) && Number.isFinite(high[k]!),
  )
  const edge = (values: ArrayLike<number>, rows: readonly number[]): string[] =>
    rows.map((k) => `${px(x[k]!).toFixed(1)} ${py(values[k]!).toFixed(1)}`)
  return places.length === 0 ? '' : `M${[...edge(high, places), ...edge(low, places.toReversed())].join('L')}Z`
}
