import { useElementSize } from '@mantine/hooks'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { exampleCount } from '../../core/scene/landscape'
import { ensembleSpec } from '../../engine/scene-specs'
import { endOf, isLost } from '../playback/standings'
import type { ClockAxis } from '../playback/trace'
import { clockAtStep, clockOf } from '../playback/trace'
import { fontFamily, stageThemes } from '../scene/theme'
import { sameQuestion } from '../store/answer'
import type { App } from '../store/app'
import { useApp } from '../store/app'
import { emphasisedRacer } from '../store/session'
import { useDerived, usePlayback, useScene, useSession } from '../store/use-stores'
import { formatNumber } from '../ui/format'
import { useResolvedTheme } from '../ui/use-resolved-theme'
import { lossBand, type LossBand } from './loss-bands'
import { LossTip } from './loss-tip'
import type { LossCurve, LossPlot } from './loss-drawing'
import { drawClockGrid, drawLossBands, drawLosses, drawLossCurves, drawLossGrid, lossPlot } from './loss-drawing'
import { lossSeries } from './loss-series'

/** What the labels take, CSS pixels. */
const [labelsLeft, labelsBelow, marginTop, marginRight] = [46, 22, 8, 14]
/** Of the line that says what is drawn beside the curves. */
const noteHeight = 14

/** Loss over the playhead's axis, logarithmic; what the playhead has not reached is veiled. A click or drag seeks. */
export function LossChart() {
  const app = useApp()
  const { ref: host, width, height } = useElementSize()
  const canvas = useRef<HTMLCanvasElement>(null)
  const veil = useRef<HTMLDivElement>(null)
  const cursor = useRef<HTMLDivElement>(null)
  const plot = useRef<LossPlot>(undefined)
  const version = useDerived((state) => state.race.version)
  const isEmpty = useDerived((state) => state.race.traces.length === 0)
  const racers = useScene((scene) => scene.racers)
  const axis = useScene((scene) => scene.compareBy)
  const bands = useBands(axis)
  const seeds = useSession((state) => state.seeds)
  const isSum = useScene((scene) => exampleCount(scene.landscape) !== undefined)
  const notes = [
    ...(isSum ? ['dots: losses of the batches'] : []),
    ...(bands.length > 0 ? [`bands: middle 80 % of ${seeds} seeds, thin lines: median`] : []),
  ]
  const top = marginTop + (notes.length > 0 ? noteHeight : 0)
  const length = usePlayback((state) => state.length)
  const theme = useResolvedTheme()
  const emphasised = useSession(emphasisedRacer)
  const [pointed, setPointed] = useState<{ readonly clock: number; readonly isRight: boolean }>()

  useLayoutEffect(() => {
    plot.current = undefined
    if (canvas.current === null || isEmpty || width === 0 || height === 0) return
    const box = {
      left: labelsLeft,
      top,
      width: Math.max(1, width - labelsLeft - marginRight),
      height: Math.max(1, height - labelsBelow - top),
    }
    plot.current = lossPlot(curvesOf(app, axis, emphasised), length, box, bands)
    draw(canvas.current, width, height, plot.current, theme)
    app.loop.invalidate()
  }, [app, axis, bands, emphasised, height, isEmpty, length, racers, theme, top, version, width])

  useEffect(
    () =>
      app.loop.addPainter((playhead) => {
        if (plot.current === undefined || veil.current === null) return
        const { box, x } = plot.current
        const end = box.left + box.width
        const place = Math.min(Math.max(x(playhead), box.left), end)
        const { style } = veil.current
        style.transform = `translate(${place}px, ${box.top}px)`
        style.width = `${end - place}px`
        style.height = `${box.height}px`
      }),
    [app],
  )

  const seek = ({ nativeEvent }: React.PointerEvent): void => {
    if (plot.current === undefined) return
    app.playback.dispatch({ type: 'seek', to: plot.current.clockAt(nativeEvent.offsetX) })
  }
  const point = ({ nativeEvent }: React.PointerEvent): void => {
    if (plot.current === undefined || cursor.current === null) return
    const { box, clockAt } = plot.current
    const { offsetX } = nativeEvent
    const isBeside = offsetX < box.left || offsetX > box.left + box.width
    cursor.current.hidden = isBeside
    setPointed(isBeside ? undefined : { clock: clockAt(offsetX), isRight: offsetX > box.left + box.width / 2 })
    cursor.current.style.transform = `translate(${offsetX}px, ${box.top}px)`
    cursor.current.style.height = `${box.height}px`
  }

  return (
    <div className="loss-chart" role="group" aria-label={['Loss chart', ...notes].join('. ')}>
      <div
        className="chart-host"
        ref={host}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          seek(event)
        }}
        onPointerMove={(event) => {
          point(event)
          if (event.buttons === 1) seek(event)
        }}
        onPointerLeave={() => {
          if (cursor.current !== null) cursor.current.hidden = true
          setPointed(undefined)
        }}
      >
        <canvas ref={canvas} aria-hidden="true" hidden={isEmpty} />
        <div className="chart-cursor" ref={cursor} hidden />
        <div className="veil" ref={veil} hidden={isEmpty} />
        {pointed === undefined ? null : <LossTip {...pointed} />}
      </div>
      {notes.length === 0 ? null : (
        <p className="chart-note" aria-hidden="true" title={notes.join('; ')}>
          {notes.join('  ·  ')}
        </p>
      )}
    </div>
  )
}

const noBands: readonly LossBand[] = []

/**
 * The bands of the racers that are shown, of the very race on screen. Losses over seeds are known by step: on another
 * axis a step lies where the racer on screen was at it, and there is none beyond its last.
 */
function useBands(axis: ClockAxis): readonly LossBand[] {
  const traces = useDerived((state) => state.race.traces)
  const { spec, result } = useDerived((state) => state.analysis.ensemble)
  const seeds = useSession((state) => state.seeds)
  const scene = useScene((current) => current)
  return useMemo(() => {
    if (result === undefined || !sameQuestion(spec, ensembleSpec(scene, seeds))) return noBands
    return result.racers.flatMap((racer) => {
      const { color, visible } = scene.racers.find(({ id }) => id === racer.id)!
      const trace = traces.find(({ id }) => id === racer.id)
      if (!visible || trace === undefined) return []
      return [lossBand(racer, color, (step) => (axis === 'step' ? step : clockAtStep(trace, axis, step)))]
    })
  }, [axis, result, scene, seeds, spec, traces])
}

/** The curves of the racers that are shown. */
function curvesOf(app: App, axis: ClockAxis, emphasised: string | undefined): readonly LossCurve[] {
  const { racers } = app.scene()
  const isOneEmphasised = racers.some(({ id, visible }) => visible && id === emphasised)
  return app.derived.getState().race.traces.flatMap((trace) => {
    const racer = racers.find(({ id }) => id === trace.id)
    if (racer === undefined || !racer.visible) return []
    const series = lossSeries(clockOf(trace, axis), trace.loss, trace.count)
    const isGone = trace.ending !== undefined && isLost(trace.ending.outcome) && series.x.length > 0
    const lostAt = isGone ? Math.min(endOf(trace, axis), series.x.at(-1)! + 1) : undefined
    const batches = trace.sampled && lossSeries(clockOf(trace, axis), trace.sampled.batchLoss, trace.count)
    const isFaint = isOneEmphasised && racer.id !== emphasised
    return [{ color: racer.color, line: racer.line, isFaint, ...series, lostAt, batches }]
  })
}

function draw(canvas: HTMLCanvasElement, width: number, height: number, plot: LossPlot, theme: 'dark' | 'light'): void {
  const { mutedText, grid } = stageThemes[theme]
  const ink = { font: `11px ${fontFamily}`, text: mutedText, grid, gridAlpha: 0.11 }
  const pixelRatio = window.devicePixelRatio
  canvas.width = Math.round(width * pixelRatio)
  canvas.height = Math.round(height * pixelRatio)
  const context = canvas.getContext('2d')!
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0)
  drawClockGrid(context, plot, ink, (clock) => formatNumber(clock))
  drawLossGrid(context, plot, ink, (loss) => formatNumber(loss, 2))
  drawLossBands(context, plot)
  drawLossCurves(context, plot, Infinity, 1.75)
  drawLosses(context, plot)
}
