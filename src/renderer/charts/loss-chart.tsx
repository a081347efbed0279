import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { endOf, isLost } from '../playback/standings'
import { clockOf } from '../playback/trace'
import type { App } from '../store/app'
import { useApp } from '../store/app'
import { useDerived, usePlayback, useScene } from '../store/use-stores'
import { useResolvedTheme } from '../ui/use-resolved-theme'
import { formatNumber } from '../ui/format'
import { lossScale, lossSeries, lossTicks } from './loss-series'

/** Loss over the playhead's axis, logarithmic; what the playhead has not reached is veiled. A click or drag seeks. */
export function LossChart() {
  const app = useApp()
  const host = useRef<HTMLDivElement>(null)
  const veil = useRef<HTMLDivElement>(null)
  const chart = useRef<uPlot>(undefined)
  const version = useDerived((state) => state.race.version)
  const isEmpty = useDerived((state) => state.race.traces.length === 0)
  const racers = useScene((scene) => scene.racers)
  const axis = useScene((scene) => scene.compareBy)
  const length = usePlayback((state) => state.length)
  const theme = useResolvedTheme()

  useEffect(() => {
    const element = host.current
    if (element === null || isEmpty) return undefined
    const plot = createChart(app, element, axis, length, theme)
    chart.current = plot
    app.loop.invalidate()
    const observer = new ResizeObserver(() => {
      plot.setSize({ width: element.clientWidth, height: element.clientHeight })
      app.loop.invalidate()
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
      plot.destroy()
      chart.current = undefined
    }
  }, [app, axis, isEmpty, length, racers, theme, version])

  useEffect(
    () =>
      app.loop.addPainter((playhead) => {
        const plot = chart.current
        if (plot === undefined || veil.current === null) return
        const ratio = window.devicePixelRatio
        const { left, top, width, height } = plot.bbox
        const end = (left + width) / ratio
        const place = Math.min(Math.max(plot.valToPos(playhead, 'x') + left / ratio, left / ratio), end)
        const { style } = veil.current
        style.transform = `translate(${place}px, ${top / ratio}px)`
        style.width = `${end - place}px`
        style.height = `${height / ratio}px`
      }),
    [app],
  )

  return (
    <div className="loss-chart" role="group" aria-label="Loss chart">
      <div className="chart-host" ref={host} />
      {isEmpty ? <p className="empty">Loss over {axis === 'step' ? 'steps' : 'evaluations'}</p> : null}
      <div className="veil" ref={veil} hidden={isEmpty} />
    </div>
  )
}

const inks = {
  dark: { text: '#98a3b1', grid: 'rgba(195, 204, 216, 0.1)' },
  light: { text: '#5c6773', grid: 'rgba(58, 69, 82, 0.12)' },
} as const

function createChart(
  app: App,
  element: HTMLElement,
  axis: 'step' | 'evaluation',
  length: number,
  theme: 'dark' | 'light',
): uPlot {
  const { traces } = app.derived.getState().race
  const { racers } = app.scene()
  const shown = traces.flatMap((trace) => {
    const racer = racers.find(({ id }) => id === trace.id)
    return racer === undefined || !racer.visible
      ? []
      : [{ trace, racer, ...lossSeries(clockOf(trace, axis), trace.loss, trace.count) }]
  })
  const scale = lossScale(shown)
  const ink = inks[theme]
  const font = "11px 'Inter Variable', system-ui, sans-serif"
  const axisLook = { stroke: ink.text, font, ticks: { show: false }, grid: { stroke: ink.grid, width: 1 } }
  const data = uPlot.join(
    shown.map(({ x, y }) => [x, scale.kind === 'log' ? y.map(positive) : y]) as uPlot.AlignedData[],
  )
  const seek = (plot: uPlot, event: MouseEvent): void => {
    const { left } = plot.over.getBoundingClientRect()
    app.playback.dispatch({ type: 'seek', to: plot.posToVal(event.clientX - left, 'x') })
  }

  return new uPlot(
    {
      width: element.clientWidth,
      height: element.clientHeight,
      padding: [8, 10, 0, 0],
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, points: { show: false }, y: false },
      scales: {
        x: { time: false, range: [0, Math.max(1, length)] },
        y: {
          distr: scale.kind === 'log' ? 3 : 4,
          asinh: scale.linearBelow,
          range: [scale.min, scale.max],
        },
      },
      axes: [
        { ...axisLook, size: 22, gap: 3, space: 60 },
        {
          ...axisLook,
          size: 46,
          gap: 4,
          // Every tick is wanted: they are powers of ten already.
          filter: (_plot, splits) => splits,
          splits: (plot) => lossTicks(scale, plot.height),
          values: (_plot, splits) => splits.map((value) => formatNumber(value, 2)),
        },
      ],
      series: [
        {},
        ...shown.map(({ racer }) => ({
          label: racer.id,
          stroke: racer.color,
          width: 1.75,
          spanGaps: true,
          points: { show: false },
        })),
      ],
      hooks: {
        draw: [(plot) => shown.forEach(({ trace, racer, x, y }) => drawEnd(plot, trace, racer.color, axis, x, y))],
        ready: [
          (plot) => {
            plot.over.addEventListener('pointerdown', (event) => {
              plot.over.setPointerCapture(event.pointerId)
              seek(plot, event)
            })
            plot.over.addEventListener('pointermove', (event) => {
              if (event.buttons === 1) seek(plot, event)
            })
          },
        ],
      },
    },
    data,
    element,
  )
}

/** A racer that left is marked where it did, with a cross. */
function drawEnd(
  plot: uPlot,
  trace: Parameters<typeof endOf>[0],
  color: string,
  axis: 'step' | 'evaluation',
  x: readonly number[],
  y: readonly number[],
): void {
  const loss = y.at(-1)
  if (trace.ending === undefined || !isLost(trace.ending.outcome) || loss === undefined) return
  const context = plot.ctx
  const ratio = window.devicePixelRatio
  const { top, height } = plot.bbox
  const px = plot.valToPos(Math.min(endOf(trace, axis), x.at(-1)! + 1), 'x', true)
  const py = Math.min(Math.max(plot.valToPos(loss, 'y', true), top + 6 * ratio), top + height - 6 * ratio)
  const arm = 4 * ratio
  context.save()
  context.strokeStyle = color
  context.lineWidth = 2.5 * ratio
  context.lineCap = 'round'
  context.beginPath()
  context.moveTo(px - arm, py - arm)
  context.lineTo(px + arm, py + arm)
  context.moveTo(px + arm, py - arm)
  context.lineTo(px - arm, py + arm)
  context.stroke()
  context.restore()
}

/** A logarithm has no place for zero: such a loss is a gap below the axis. */
function positive(value: number): number | null {
  return value > 0 ? value : null
}
