import { useElementSize } from '@mantine/hooks'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Scene } from '../../core/scene/scene'
import { quantityColumn } from '../../engine/accumulations/race-quantities'
import { useSeedsQuestion } from '../jobs/use-seeds-question'
import { clockNames } from '../playback/clock-names'
import { chartReference } from '../playback/standings'
import { clockAtStep, clockOf, measuredRowOf, rowAt } from '../playback/trace'
import { rateLineText } from '../playback/rate-text'
import { fontFamily, stageThemes } from '../scene/theme'
import { sameQuestion } from '../store/answer'
import { useApp } from '../store/app'
import { emphasisedRacer } from '../store/session'
import { useDerived, usePlayback, useScene, useSession } from '../store/use-stores'
import { formatNumber } from '../ui/format'
import { useResolvedTheme } from '../ui/use-resolved-theme'
import { ChartControls } from './chart-controls'
import { missingQuantity } from './missing-quantity'
import { type RaceBand, seedsBand } from './race-bands'
import { axisOf, type RaceContent, raceContent, shownQuantities } from './race-content'
import { drawClockGrid, drawFits, drawHeads, drawRace, drawStops, drawValueGrid } from './race-drawing'
import { FitHandles } from './fit-handles'
import { type RacePlot, racePlot } from './race-plot'
import { RaceTip, type TipRow } from './race-tip'
import { plainContext } from './plain-context'

/** What the labels take, CSS pixels. */
const [labelsBeside, labelsBelow, marginTop, marginRight] = [46, 22, 6, 14]

interface Pointed {
  readonly clock: number
  readonly isRight: boolean
}

/**
 * The race over a clock: the quantities that the scene's chart has chosen, a second one on an axis at the right. What
 * the playhead has not reached is veiled; where it counts by another clock a dot is at each racer. A click or drag
 * seeks.
 */
export function RaceChart() {
  const app = useApp()
  const { ref: host, width, height } = useElementSize()
  const canvas = useRef<HTMLCanvasElement>(null)
  const heads = useRef<HTMLCanvasElement>(null)
  const veil = useRef<HTMLDivElement>(null)
  const cursor = useRef<HTMLDivElement>(null)
  const plot = useRef<RacePlot>(undefined)
  const scene = useScene((current) => current)
  const content = useRaceContent()
  const isEmpty = content.sides.length === 0
  const missing = content.sides.flatMap((side) => missingQuantity(scene, side) ?? [])
  const theme = useResolvedTheme()
  const notes = useNotes(content)
  const [pointed, setPointed] = useState<Pointed>()

  const plotted = useMemo(() => {
    if (isEmpty || width === 0 || height === 0) return undefined
    const right = content.sides.length > 1 ? labelsBeside : marginRight
    const box = {
      left: labelsBeside,
      top: marginTop,
      width: Math.max(1, width - labelsBeside - right),
      height: Math.max(1, height - labelsBelow - marginTop),
    }
    return racePlot(content, box)
  }, [content, height, isEmpty, width])

  useLayoutEffect(() => {
    plot.current = plotted
    if (canvas.current === null || plotted === undefined) return
    draw(canvas.current, width, height, plotted, theme)
    app.loop.invalidate()
  }, [app, height, plotted, theme, width])

  useEffect(
    () =>
      app.loop.addPainter((playhead) => {
        if (plot.current === undefined || veil.current === null || heads.current === null) return
        const { box, x, isPlayheads } = plot.current
        veil.current.hidden = !isPlayheads
        heads.current.hidden = isPlayheads
        if (!isPlayheads) return drawHeads(fittedContext(heads.current, width, height), plot.current, playhead)
        const end = box.left + box.width
        const place = Math.min(Math.max(x(playhead), box.left), end)
        const { style } = veil.current
        style.transform = `translate(${place}px, ${box.top}px)`
        style.width = `${end - place}px`
        style.height = `${box.height}px`
      }),
    [app, height, width],
  )

  const seek = ({ nativeEvent }: React.PointerEvent): void => {
    if (plot.current === undefined) return
    const to = app.playback.dispatch
    const clock = plot.current.clockAt(nativeEvent.offsetX)
    if (content.isPlayheads) return to({ type: 'seek', to: clock })
    // The racer that stands out, else the first, is taken to the place.
    const { traces } = app.derived.getState().race
    const trace = traces.find(({ id }) => id === emphasisedRacer(app.session.getState())) ?? traces[0]
    if (trace === undefined) return
    const row = Math.max(0, rowAt(trace, content.against, clock))
    to({ type: 'seek', to: clockOf(trace, app.scene().compareBy)[row]! })
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
    <div className="race-chart" role="group" aria-label={['Race chart', ...notes].join('. ')}>
      <ChartControls />
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
        <canvas ref={heads} className="chart-heads" aria-hidden="true" hidden />
        <div className="chart-cursor" ref={cursor} hidden />
        <div className="veil" ref={veil} hidden={isEmpty} />
        {content.fitted === undefined || plotted === undefined ? null : <FitHandles plot={plotted} />}
        {pointed === undefined ? null : <PointedTip {...pointed} />}
      </div>
      {missing.length === 0 ? null : (
        <ul className="chart-missing" aria-label="Not on the chart">
          {missing.map(({ message, remedy }) => (
            <li key={message}>
              {message}
              {remedy === undefined ? null : (
                <button type="button" onClick={() => app.edit(remedy.edit)}>
                  {remedy.label}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {notes.length === 0 ? null : (
        <p className="chart-note" aria-hidden="true" title={notes.join('; ')}>
          {notes.join('  ·  ')}
        </p>
      )}
    </div>
  )
}

const noBands: readonly RaceBand[] = []
const nothing: RaceContent = { sides: [], against: 'step', length: 0, isPlayheads: true }

/** The chart of the race on screen; no axes where there is none. */
function useRaceContent(): RaceContent {
  const app = useApp()
  const version = useDerived((state) => state.race.version)
  const traces = useDerived((state) => state.race.traces)
  const scene = useScene((current) => current)
  const emphasised = useSession(emphasisedRacer)
  const length = usePlayback((state) => state.length)
  const bands = useBands(scene)
  return useMemo(() => {
    // Rows come into the traces where they are: their version tells.
    if (version < 0 || traces.length === 0) return nothing
    const reference = chartReference(scene, app.cards.landscapeCards, traces)
    return raceContent({ scene, traces, reference, emphasised, bands, length })
  }, [app, bands, emphasised, length, scene, traces, version])
}

/**
 * The bands of the racers that are shown, of the very race and quantity on screen. What seeds give is known by step: on
 * another axis a step lies where the racer on screen was at it, and there is none beyond its last.
 */
function useBands(scene: Scene): readonly RaceBand[] {
  const traces = useDerived((state) => state.race.traces)
  const { spec, result } = useDerived((state) => state.analysis.ensemble)
  const question = useSeedsQuestion()
  return useMemo(() => {
    if (result === undefined || question === undefined || !sameQuestion(spec, question)) return noBands
    const axis = axisOf(scene)
    const isLog = scene.view.chart.againstScale === 'log'
    return result.racers.flatMap((racer) => {
      const { color, visible } = scene.racers.find(({ id }) => id === racer.id)!
      const trace = traces.find(({ id }) => id === racer.id)
      if (!visible || trace === undefined) return []
      const clockAt = (step: number): number => (axis === 'step' ? step : clockAtStep(trace, axis, step))
      // On a logarithmic scale the start has no place.
      return [seedsBand(racer, color, (step) => (isLog && !(clockAt(step) > 0) ? NaN : clockAt(step)))]
    })
  }, [scene, question, result, spec, traces])
}

/** What is drawn beside the curves, in words. */
function useNotes({ sides, against, isPlayheads, fitted, stops = [] }: RaceContent): readonly string[] {
  const { seeds } = useScene((scene) => scene.view.ensemble)
  const curves = sides.flatMap((side) => side.curves)
  const bands = sides.flatMap((side) => side.bands)
  const batched = sides.filter((side) => side.curves.some(({ batches }) => batches !== undefined))
  return [
    ...batched.map(({ quantity }) => `dots: ${quantity === 'loss' ? 'losses' : 'gradients'} of the batches`),
    ...(curves.some(({ raw }) => raw !== undefined) ? ['faint: before the running mean'] : []),
    ...(stops.length === 0 ? [] : [stopNote(stops, clockNames[against].plural)]),
    ...(curves.some(({ restored }) => restored !== undefined) ? ['ring: parameters restored'] : []),
    ...(bands.some(({ middle }) => middle !== undefined)
      ? [`bands: middle 80 % of ${seeds} seeds, thin lines: median`]
      : []),
    ...(bands.some(({ middle }) => middle === undefined) ? ['band: standard error'] : []),
    ...(fitted === undefined
      ? []
      : fitNotes(
          fitted,
          against,
          bands.some(({ mean }) => mean !== undefined),
        )),
    ...(isPlayheads || sides.length === 0 ? [] : [`against ${clockNames[against].plural}`]),
  ]
}

/** Where stop rules would have ended racers, in words. */
function stopNote(stops: NonNullable<RaceContent['stops']>, clock: string): string {
  const ids = new Set(stops.map(({ id }) => id))
  const each = stops.map(({ id, label, x }) => `${ids.size > 1 ? `${id} ` : ''}${label} at ${formatNumber(x, 6)}`)
  return `would stop (${clock}): ${each.join(', ')}`
}

/** What is fitted, and over which range; what has nothing to fit is not named. */
function fitNotes(
  { range: [from, to], fits }: NonNullable<RaceContent['fitted']>,
  against: RaceContent['against'],
  isOfSeeds: boolean,
): readonly string[] {
  const range = `${clockNames[against].plural} ${formatNumber(from, 6)} to ${formatNumber(to, 6)}`
  if (fits.length === 0) return [`nothing to fit over ${range}`]
  const each = fits.map(({ id, line }) => `${id} ${rateLineText(line, against)}`)
  return [`fitted${isOfSeeds ? ' to the mean of the seeds' : ''} over ${range}: ${each.join(', ')}`]
}

/** The tip, with the values as they were measured last at the pointer. */
function PointedTip(pointed: Pointed) {
  const app = useApp()
  const scene = useScene((current) => current)
  const traces = useDerived((state) => state.race.traces)
  useDerived((state) => state.race.version)
  const [against, quantities] = [axisOf(scene), shownQuantities(scene)]
  const reference = chartReference(scene, app.cards.landscapeCards, traces)
  const rows = scene.racers.flatMap((racer): readonly TipRow[] => {
    const trace = traces.find(({ id }) => id === racer.id)
    const row = trace === undefined ? -1 : rowAt(trace, against, pointed.clock)
    if (trace === undefined || row < 0 || !racer.visible) return []
    const values = quantities.map((quantity) => {
      const column = quantityColumn(trace, quantity, racer, reference)
      return column === undefined ? NaN : column[measuredRowOf(column, row)]!
    })
    return [{ id: racer.id, values }]
  })
  return <RaceTip {...pointed} against={against} quantities={quantities} rows={rows} />
}

function draw(canvas: HTMLCanvasElement, width: number, height: number, plot: RacePlot, theme: 'dark' | 'light'): void {
  const { mutedText: text, background: ground, grid } = stageThemes[theme]
  const ink = { font: `11px ${fontFamily}`, text, ground, grid, gridAlpha: 0.11 }
  const context = fittedContext(canvas, width, height)
  drawClockGrid(context, plot, ink, (clock) => formatNumber(clock))
  drawValueGrid(context, plot, ink, (value) => formatNumber(value, 2))
  drawRace(context, plot, Infinity, 1.75)
  drawFits(context, plot, ink)
  drawStops(context, plot, ink, Infinity)
}

/** A canvas of the size of its place, empty, which is drawn on in CSS pixels. */
function fittedContext(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D {
  const pixelRatio = window.devicePixelRatio
  canvas.width = Math.round(width * pixelRatio)
  canvas.height = Math.round(height * pixelRatio)
  const context = plainContext(canvas)
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0)
  return context
}
