import { useElementSize } from '@mantine/hooks'
import { scaleLinear } from 'd3-scale'
import { extent } from 'd3-array'
import { useId, useRef, useState } from 'react'
import type { SectionLine } from '../../engine'
import { axisTicks } from '../scene/scales'
import { formatNumber } from '../ui/format'
import { linePath } from './line-path'

export interface PlottedSection extends SectionLine {
  readonly name: string
  /** A CSS colour. */
  readonly color: string
}

interface CrossSectionPlotProps {
  readonly lines: readonly PlottedSection[]
  /** J at the point. */
  readonly value: number
  /** Whether the quadratics are drawn: at a kink there is none. */
  readonly hasModel: boolean
  /** A hand moves the point along a line, by so much; absent where it cannot. */
  readonly onMove: ((line: SectionLine, s: number) => void) | undefined
  readonly onMoveEnd: () => void
}

const height = 166
const [left, right, top, bottom] = [46, 12, 10, 20]
/** What a press of an arrow key moves the point by, as a part of the line. */
const keyStep = 0.02

/**
 * J along lines through a point, with the quadratics that touch it there, cut where they leave the range of J. A drag
 * along the chart, or the arrow keys, moves the point.
 */
export function CrossSectionPlot({ lines, value, hasModel, onMove, onMoveEnd }: CrossSectionPlotProps) {
  const { ref: host, width } = useElementSize()
  const clip = useId()
  const dragged = useRef<{ readonly line: SectionLine; readonly left: number }>(undefined)
  const [at, setAt] = useState<number>()
  const [from, to] = extent(lines.flatMap((line) => [line.at[0]!, line.at.at(-1)!])) as [number, number]
  const [lowest = 0, highest = 1] = extent([value, ...lines.flatMap(({ loss }) => [...loss])].filter(Number.isFinite))
  // Where J hardly differs from that at the point, the axis has the differences.
  const isNear = highest - lowest < 0.01 * Math.abs(value)
  const origin = isNear ? value : 0
  const margin = 0.08 * (highest - lowest) || 0.5 * Math.abs(highest) || 1
  const [low, high] = [lowest - margin, highest + margin]
  const x = scaleLinear([from, to], [left, Math.max(left + 1, width - right)])
  const y = scaleLinear([low, high], [height - bottom, top])

  const nearest = (s: number, py: number): SectionLine =>
    lines.reduce((best, line) => (Math.abs(y(lossAt(line, s)) - py) < Math.abs(y(lossAt(best, s)) - py) ? line : best))
  const move = ({ nativeEvent: { offsetX }, clientX }: React.PointerEvent): void => {
    const { current } = dragged
    if (current === undefined) return setAt(x.invert(offsetX))
    onMove?.(current.line, x.invert(clientX - current.left))
  }
  const press = (event: React.KeyboardEvent): void => {
    const direction = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (direction === undefined || onMove === undefined) return
    event.preventDefault()
    event.stopPropagation()
    onMove(lines[0]!, direction * keyStep * (to - from))
    onMoveEnd()
  }
  return (
    <div className="cross-section-plot" data-movable={onMove !== undefined || undefined}>
      <div
        ref={host}
        role="group"
        tabIndex={0}
        aria-label="Cross-section"
        aria-description={onMove === undefined ? undefined : 'Drag, or press the arrow keys, to move the point'}
        onPointerDown={(event) => {
          if (onMove === undefined || event.button !== 0) return
          event.currentTarget.setPointerCapture(event.pointerId)
          const box = event.currentTarget.getBoundingClientRect()
          const s = x.invert(event.clientX - box.left)
          dragged.current = { line: nearest(s, event.clientY - box.top), left: box.left }
          onMove(dragged.current.line, s)
        }}
        onPointerMove={move}
        onPointerUp={() => {
          if (dragged.current !== undefined) onMoveEnd()
          dragged.current = undefined
        }}
        onPointerLeave={() => setAt(undefined)}
        onKeyDown={press}
      >
        {width === 0 ? null : (
          <svg width={width} height={height} aria-hidden="true">
            <clipPath id={clip}>
              <rect x={left} y={top} width={Math.max(0, width - left - right)} height={height - top - bottom} />
            </clipPath>
            {axisTicks(low - origin, high - origin, 5).map(({ value: tick, label }) => (
              <g key={tick}>
                <line className="grid-line" x1={left} x2={width - right} y1={y(tick + origin)} y2={y(tick + origin)} />
                <text x={left - 5} y={y(tick + origin)} textAnchor="end" dominantBaseline="central">
                  {label}
                </text>
              </g>
            ))}
            {axisTicks(from, to, 4).map(({ value: tick, label }) => (
              <text key={tick} x={x(tick)} y={height - 5} textAnchor="middle">
                {label}
              </text>
            ))}
            <line className="axis-line" x1={x(0)} x2={x(0)} y1={top} y2={height - bottom} />
            <g clipPath={`url(#${clip})`} fill="none" strokeLinejoin="round">
              {lines.map(({ along, at: places, loss, model, color }) => (
                <g key={along} stroke={color}>
                  <path d={linePath(places, loss, x, y)} strokeWidth={2.2} />
                  {hasModel ? (
                    <path d={linePath(places, model, x, y)} strokeWidth={1.5} strokeDasharray="5 4" opacity={0.85} />
                  ) : null}
                </g>
              ))}
              {at === undefined ? null : <line className="axis-line" x1={x(at)} x2={x(at)} y1={top} y2={height} />}
            </g>
            {lines.map((line) =>
              line.step === undefined ? null : (
                <g key={line.along} className="section-step">
                  <line x1={x(line.step)} x2={x(line.step)} y1={top} y2={height - bottom} />
                  <text x={x(line.step) + 4} y={top + 9}>
                    the step
                  </text>
                  <circle cx={x(line.step)} cy={y(lossAt(line, line.step))} r={4} fill={line.color} />
                </g>
              ),
            )}
            {Number.isFinite(value) ? <circle className="section-point" cx={x(0)} cy={y(value)} r={5} /> : null}
          </svg>
        )}
      </div>
      <output className="line-plot-legend" aria-live="polite">
        <span>{at === undefined ? 'distance s from the point' : `s ${formatNumber(at, 3)}`}</span>
        {isNear ? <span>heights above that at the point</span> : null}
        {lines.map((line) => (
          <span key={line.along}>
            <svg className="line-key" width="18" height="8" aria-hidden="true">
              <line x1="0" x2="18" y1="4" y2="4" stroke={line.color} strokeWidth={2.2} />
            </svg>
            {line.name}
            {at === undefined ? '' : ` ${formatNumber(lossAt(line, at), 3)}`}
          </span>
        ))}
        {hasModel ? (
          <span>
            <svg className="line-key" width="18" height="8" aria-hidden="true">
              <line x1="0" x2="18" y1="4" y2="4" stroke="currentColor" strokeWidth={1.5} strokeDasharray="5 4" />
            </svg>
            f + s g·d + s²/2 d′Hd
          </span>
        ) : null}
      </output>
    </div>
  )
}

/** J at the sample of a line nearest to s. */
function lossAt({ at, loss }: SectionLine, s: number): number {
  const last = at.length - 1
  const place = ((s - at[0]!) / (at[last]! - at[0]!)) * last
  return loss[Math.min(last, Math.max(0, Math.round(place)))]!
}
