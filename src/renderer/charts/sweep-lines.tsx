import { useElementSize } from '@mantine/hooks'
import { useState } from 'react'
import type { MarkerShape } from '../../core/scene/palette'
import { formatNumber } from '../ui/format'
import { markerOutlines } from '../ui/marker-glyph'
import type { ValueScale } from './value-scale'
import { scaleTicks, scaleUnit } from './value-scale'
import type { Measure, SweptRacer } from './sweep-picture'
import { isLostCell } from './sweep-picture'
import type { SweepScale } from './sweep-scale'

/** The runs of one racer over one hyperparameter. */
export interface SweepLine {
  readonly swept: SweptRacer
  readonly color: string
  readonly marker: MarkerShape
}

/** A value that is marked. */
export interface SweepMark {
  readonly at: number
  readonly name: string
  readonly color: string
}

interface SweepLinesProps {
  /** What a screen reader calls it. */
  readonly label: string
  readonly lines: readonly SweepLine[]
  readonly values: readonly number[]
  readonly measure: Measure
  readonly x: SweepScale
  readonly xTitle: string
  readonly y: ValueScale
  readonly isDim: boolean
  readonly describe: (line: number, cell: number) => string
  readonly hint: string
  readonly onPick: (line: number, cell: number) => void
  /** Within the values. */
  readonly marks: readonly SweepMark[]
}

interface Place {
  readonly line: number
  readonly cell: number
}

const height = 194
const [left, right, top, bottom] = [44, 8, 14, 37]
/** Room for the name of a mark. */
const markWidth = 76

/**
 * Loss over a hyperparameter, a line a racer; the best run marked, the edge of stability ticked. A click takes a run's
 * value.
 */
export function SweepLines(props: SweepLinesProps) {
  const { label, lines, values, measure, x, xTitle, y, isDim, describe, hint, onPick, marks } = props
  const { ref: host, width } = useElementSize()
  const [chosen, setChosen] = useState<Place>()
  const [plotWidth, plotHeight] = [Math.max(1, width - left - right), height - top - bottom]
  const px = (value: number): number => left + x.position(value) * plotWidth
  const py = (loss: number): number => top + (1 - scaleUnit(y, loss)) * plotHeight
  /** Runs that were lost lie at the top. */
  const placeOf = ({ swept }: SweepLine, cell: number): readonly [number, number] | undefined => {
    if (isLostCell(swept, cell)) return [px(values[cell]!), top]
    const loss = swept[measure][cell]!
    return Number.isNaN(loss) ? undefined : [px(values[cell]!), py(loss)]
  }
  const shown =
    chosen !== undefined && lines[chosen.line] !== undefined && chosen.cell < values.length ? chosen : undefined
  const mark = shown && placeOf(lines[shown.line]!, shown.cell)

  const nearest = ({ nativeEvent: { offsetX, offsetY } }: React.MouseEvent): Place | undefined => {
    let [best, distance]: [Place | undefined, number] = [undefined, Infinity]
    const cell = nearestIndex(values.map(px), offsetX)
    lines.forEach((line, index) => {
      const at = placeOf(line, cell)
      const away = at === undefined ? Infinity : Math.abs(at[1] - offsetY)
      if (away < distance) [best, distance] = [{ line: index, cell }, away]
    })
    return best
  }
  const move = (event: React.KeyboardEvent): void => {
    const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key]
    if (step !== undefined) {
      const from = shown ?? { line: 0, cell: Math.floor(values.length / 2) }
      const [dLine, dCell] = shown === undefined ? [0, 0] : step
      setChosen({
        line: (from.line + dLine! + lines.length) % lines.length,
        cell: Math.min(values.length - 1, Math.max(0, from.cell + dCell!)),
      })
    } else if (event.key === 'Enter' && shown !== undefined) onPick(shown.line, shown.cell)
    else return
    event.preventDefault()
  }

  return (
    <div className="cell-map">
      <div
        ref={host}
        className="cell-map-host"
        role="group"
        aria-label={label}
        tabIndex={0}
        onPointerMove={(event) => setChosen(nearest(event))}
        onPointerLeave={() => setChosen(undefined)}
        onClick={(event) => {
          const place = nearest(event)
          if (place !== undefined) onPick(place.line, place.cell)
        }}
        onKeyDown={move}
      >
        <svg width={width} height={height} className="sweep-lines" data-dim={isDim} aria-hidden="true">
          {scaleTicks(y, plotHeight).map((loss) => (
            <g key={loss}>
              <line className="grid-line" x1={left} x2={width - right} y1={py(loss)} y2={py(loss)} />
              <text x={left - 5} y={py(loss)} textAnchor="end" dominantBaseline="central">
                {formatNumber(loss, 2)}
              </text>
            </g>
          ))}
          {x.ticks.map(({ unit, label: text }) => (
            <g key={unit}>
              <line
                className="grid-line"
                x1={left + unit * plotWidth}
                x2={left + unit * plotWidth}
                y1={top}
                y2={top + plotHeight}
              />
              <text x={left + unit * plotWidth} y={top + plotHeight + 16} textAnchor={unit > 0.96 ? 'end' : 'middle'}>
                {text}
              </text>
            </g>
          ))}
          <text x={left + plotWidth / 2} y={height - 5} textAnchor="middle">
            {xTitle}
          </text>
          {lines.map((line) => (
            <Line key={line.swept.id} line={line} values={values} px={px} py={py} placeOf={placeOf} />
          ))}
          {marks.map((each, k) => (
            <Mark key={`${each.name} ${each.at}`} mark={each} x={px(each.at)} row={k} end={width - right} />
          ))}
          {mark === undefined || shown === undefined ? null : (
            <circle className="sweep-cursor" cx={mark[0]} cy={mark[1]} r={5} stroke={lines[shown.line]!.color} />
          )}
        </svg>
      </div>
      <output className="cell-readout" aria-live="polite">
        {shown === undefined ? hint : describe(shown.line, shown.cell)}
      </output>
    </div>
  )
}

interface LineProps {
  readonly line: SweepLine
  readonly values: readonly number[]
  readonly px: (value: number) => number
  readonly py: (loss: number) => number
  readonly placeOf: (line: SweepLine, cell: number) => readonly [number, number] | undefined
}

function Line({ line, values, px, py, placeOf }: LineProps) {
  const { swept, color, marker } = line
  const places = values.map((_, cell) => placeOf(line, cell))
  const early = Array.from(swept.after ?? [], (loss, cell) =>
    Number.isFinite(loss) ? ([px(values[cell]!), py(loss)] as const) : undefined,
  )
  const earlyBest = early[leastIndex(swept.after ?? [])]
  const best = swept.bestCell === undefined ? undefined : places[swept.bestCell]
  const edge = swept.stabilityEdge[0]
  const firstLost = places[values.findIndex((_, cell) => isLostCell(swept, cell))]
  const edgeX =
    edge === undefined || edge >= values.length - 1
      ? undefined
      : (px(values[Math.max(0, edge)]!) + px(values[edge + 1]!)) / 2
  return (
    <g>
      <path className="sweep-early" d={pathThrough(early)} stroke={color} />
      {earlyBest === undefined ? null : (
        <circle className="sweep-cursor" cx={earlyBest[0]} cy={earlyBest[1]} r={4} stroke={color} />
      )}
      <path
        d={pathThrough(places.map((place, cell) => (isLostCell(swept, cell) ? undefined : place)))}
        fill="none"
        stroke={color}
        strokeWidth={1.75}
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      {edgeX === undefined ? null : (
        <line x1={edgeX} x2={edgeX} y1={height - bottom} y2={height - bottom - 9} stroke={color} strokeWidth={2.5} />
      )}
      {firstLost === undefined ? null : (
        <path d={crossAt(firstLost[0], firstLost[1] - 6)} stroke={color} strokeWidth={1.5} />
      )}
      {best === undefined ? null : (
        <g className="marker" transform={`translate(${best[0] - 6} ${best[1] - 6})`}>
          <path d={markerOutlines[marker]} fill={color} />
        </g>
      )}
    </g>
  )
}

interface MarkProps {
  readonly mark: SweepMark
  readonly x: number
  /** Names stand below one another. */
  readonly row: number
  /** Where the plot ends. */
  readonly end: number
}

function Mark({ mark: { name, color }, x, row, end }: MarkProps) {
  const isLeft = x > end - markWidth
  return (
    <g className="sweep-mark">
      <line x1={x} x2={x} y1={top} y2={height - bottom} stroke={color} />
      <text x={x + (isLeft ? -4 : 4)} y={top + 14 + 14 * row} textAnchor={isLeft ? 'end' : 'start'}>
        {name}
      </text>
    </g>
  )
}

/** A line through places; it is broken where there is none. */
function pathThrough(places: readonly (readonly [number, number] | undefined)[]): string {
  return places
    .flatMap((place, k) =>
      place === undefined
        ? []
        : [`${places[k - 1] === undefined ? 'M' : 'L'}${place.map((c) => c.toFixed(1)).join(' ')}`],
    )
    .join('')
}

/** Where the least of the numbers is; -1 where there is none. */
function leastIndex(values: ArrayLike<number>): number {
  return Array.from(values).reduce((best, value, k) => (value < (values[best] ?? Infinity) ? k : best), -1)
}

function crossAt(x: number, y: number): string {
  return `M${x - 2.2} ${y - 2.2}l4.4 4.4m0 -4.4l-4.4 4.4`
}

function nearestIndex(places: readonly number[], at: number): number {
  let best = 0
  places.forEach((place, index) => {
    if (Math.abs(place - at) < Math.abs(places[best]! - at)) best = index
  })
  return best
}
