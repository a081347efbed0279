import { useElementSize } from '@mantine/hooks'
import { scaleLinear } from 'd3-scale'
import { useEffect, useRef } from 'react'
import type { Crossing } from '../../core/analysis/stability/crossings'
import { clockAtStep } from '../playback/trace'
import { useApp } from '../store/app'
import { useDerived, usePlayback, useScene } from '../store/use-stores'
import { formatNumber } from '../ui/format'
import { linePath } from './line-path'
import { scaleTicks, scaleUnit, valueScale } from './value-scale'

interface StabilityChartProps {
  /** Whose path it is, by its id. */
  readonly racer: string
  readonly step: Float64Array
  readonly largest: Float64Array
  /** NaN where none is known. */
  readonly threshold: Float64Array
  /** Between which steps the limit is crossed upwards. */
  readonly crossed: readonly Crossing[]
}

const height = 170
/** Half the room that the label of a crossing takes, so that it stays in the chart. */
const halfLabel = 90
const [left, right, top, bottom] = [46, 18, 16, 22]

/** The largest eigenvalue and the limit of stability over the race's clock, whose playhead is drawn; a click seeks. */
export function StabilityChart({ racer, step, largest, threshold, crossed }: StabilityChartProps) {
  const app = useApp()
  const { ref: host, width } = useElementSize()
  const playhead = useRef<SVGLineElement>(null)
  const axis = useScene((scene) => scene.compareBy)
  const trace = useDerived((state) => state.race.traces.find(({ id }) => id === racer))
  const raced = usePlayback((state) => state.length)
  // Of a race that is not on screen, or on another clock, steps are what is known.
  const clockAt = (at: number): number => (axis === 'step' || trace === undefined ? at : clockAtStep(trace, axis, at))
  const length = Math.max(raced, clockAt(step.at(-1) ?? 1) || 0, 1)
  const x = scaleLinear([0, length], [left, Math.max(left + 1, width - right)])
  const known = (values: Float64Array): number[] => Array.from(values).filter(isKnown)
  const scale = valueScale([{ y: known(largest) }, { y: known(threshold) }], { kind: 'log', isLoss: false })
  const y = (value: number): number => top + (1 - scaleUnit(scale, value)) * (height - top - bottom)
  const line = (values: Float64Array): string => linePath(step, values, (at) => x(clockAt(at)), y, isKnown)

  useEffect(
    () =>
      app.loop.addPainter((now) => {
        const place = Math.min(Math.max(x(now), left), width - right)
        playhead.current?.setAttribute('transform', `translate(${place} 0)`)
      }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the scale is a function of these
    [app, length, width],
  )

  return (
    <div ref={host} className="noise-plot stability-chart">
      {width === 0 ? null : (
        <svg
          width={width}
          height={height}
          role="img"
          aria-label={`Largest eigenvalue along the path of ${racer}`}
          onClick={({ nativeEvent }) =>
            app.playback.dispatch({ type: 'seek', to: Math.min(raced, Math.max(0, x.invert(nativeEvent.offsetX))) })
          }
        >
          {scaleTicks(scale, height - top - bottom).map((value) => (
            <g key={value}>
              <line className="grid-line" x1={left} x2={width - right} y1={y(value)} y2={y(value)} />
              <text x={left - 6} y={y(value) + 4} textAnchor="end">
                {formatNumber(value, 2)}
              </text>
            </g>
          ))}
          {x.ticks(Math.max(2, Math.floor(width / 72))).map((value) => (
            <text key={value} x={x(value)} y={height - 6} textAnchor="middle">
              {formatNumber(value)}
            </text>
          ))}
          <path className="threshold" d={line(threshold)} />
          <path className="largest" d={line(largest)} />
          {Array.from(largest, (value, i) =>
            value > 0 ? (
              <circle key={step[i]} className="largest" cx={x(clockAt(step[i]!))} cy={y(value)} r={2.2}>
                <title>{`step ${step[i]}: ${formatNumber(value)}, stable up to ${formatNumber(threshold[i]!)}`}</title>
              </circle>
            ) : null,
          )}
          {crossed.slice(0, 1).map((steps) => {
            const [from, to] = [x(clockAt(steps[0])), x(clockAt(steps[1]))]
            return (
              <g key={steps[0]} className="crossing">
                <rect x={from} width={to - from} y={top} height={height - top - bottom} />
                <text x={Math.min(Math.max((from + to) / 2, halfLabel), width - halfLabel)} y={11} textAnchor="middle">
                  crosses between {steps.join(' and ')}
                </text>
              </g>
            )
          })}
          <line ref={playhead} className="playhead" y1={top} y2={height - bottom} />
        </svg>
      )}
    </div>
  )
}

/** An eigenvalue or a limit that is one. */
function isKnown(value: number): boolean {
  return value > 0 && value < Infinity
}
