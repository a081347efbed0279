import { ActionIcon, Tooltip, UnstyledButton } from '@mantine/core'
import { IconFlagFilled } from '@tabler/icons-react'
import { type ReactNode, useMemo, useState } from 'react'
import { outcomes } from '../../../core/race/trace'
import type { RacerLook } from '../../../core/scene/palette'
import type { Scene } from '../../../core/scene/scene'
import type { StableRatesResult, SweepResult, SweepSpec } from '../../../engine'
import { CellMap } from '../../charts/cell-map'
import type { CellMapContent, CellMapFrame } from '../../charts/cell-map-drawing'
import type { ValueScale } from '../../charts/value-scale'
import { scaleTicks, scaleUnit } from '../../charts/value-scale'
import { type SweepLine, SweepLines, type SweepMark } from '../../charts/sweep-lines'
import type { Measure, SweptRacer } from '../../charts/sweep-picture'
import { isLostCell, sweepColors, sweepLossScale } from '../../charts/sweep-picture'
import type { SweepScale } from '../../charts/sweep-scale'
import { sweepScale } from '../../charts/sweep-scale'
import { colorText } from '../../scene/color-maps'
import { useApp } from '../../store/app'
import * as edits from '../../store/edits'
import { sweptValues } from '../../store/sweep-question'
import { useScene } from '../../store/use-stores'
import { formatNumber } from '../../ui/format'
import { goneLook, RacerGlyph } from '../../ui/marker-glyph'
import { outcomeNames } from '../../ui/outcome-names'

interface SweepOutcomeProps {
  readonly spec: SweepSpec
  readonly result: SweepResult
  readonly measure: Measure
  /** Up to which rate racers are stable, where that is known. */
  readonly stability: StableRatesResult | undefined
  readonly isOutdated: boolean
  /** What stands below the picture. */
  readonly children: ReactNode
}

/** What a sweep has found: lines over one hyperparameter, a map over two, and the best of each racer. */
export function SweepOutcome({ spec, result, measure, stability, isOutdated, children }: SweepOutcomeProps) {
  const app = useApp()
  const racers = useScene((scene) => scene.racers)
  const [shownId, setShownId] = useState<string>()
  const hasMap = ({ resolution: [, ny] }: SweptRacer): boolean => ny > 1
  const shown = result.racers.find(({ id }) => id === shownId) ?? result.racers.find(hasMap) ?? result.racers[0]!
  /** Sets the racer to one run's values, and races. */
  const take = ({ id, resolution }: SweptRacer, cell: number): void => {
    app.edit(edits.setHyperparameters(id, sweptValues(spec, resolution, cell)))
    app.race.run()
  }
  const describe = (racer: SweptRacer, cell: number): string => runText(spec, racer, cell)
  const y = useMemo(() => sweepLossScale(result.racers, measure), [result, measure])
  return (
    <>
      {isOutdated ? (
        <p className="outdated" role="status">
          Outdated: the race has changed since
        </p>
      ) : null}
      {hasMap(shown) ? (
        <HeatMap
          spec={spec}
          racer={shown}
          measure={measure}
          scale={y}
          isOutdated={isOutdated}
          describe={describe}
          onPick={take}
        />
      ) : (
        <Lines
          spec={spec}
          racers={spec.y === undefined ? result.racers : [shown]}
          measure={measure}
          y={y}
          stability={stability}
          isOutdated={isOutdated}
          describe={describe}
          onPick={take}
        />
      )}
      {children}
      <Best
        spec={spec}
        racers={result.racers}
        colors={racers}
        shown={spec.y === undefined ? undefined : shown.id}
        onShow={setShownId}
        onTake={take}
      />
    </>
  )
}

interface ChartProps {
  readonly spec: SweepSpec
  readonly measure: Measure
  readonly isOutdated: boolean
  readonly describe: (racer: SweptRacer, cell: number) => string
  readonly onPick: (racer: SweptRacer, cell: number) => void
}

const hint = 'point at a run to see how it ended\nclick to take its values and race'

interface LinesProps extends ChartProps {
  readonly racers: readonly SweptRacer[]
  readonly y: ValueScale
  readonly stability: StableRatesResult | undefined
}

function Lines(props: LinesProps) {
  const { spec, racers, measure, y, stability, isOutdated, describe, onPick } = props
  const sceneRacers = useScene((scene) => scene.racers)
  const lines = racers.map((swept): SweepLine => ({ swept, ...lookOf(sceneRacers, swept.id) }))
  const { values, hyperparameter } = spec.x
  const known = stability?.racers.flatMap(({ id, minimum, stable }) =>
    minimum !== undefined && stable !== undefined ? [{ id, minimum, ...stable }] : [],
  )
  const marks = known
    ?.filter(({ rate }) => rate >= values[0]! && rate <= values.at(-1)!)
    .map(({ id, rate, factor }): SweepMark => {
      return { at: rate, name: `${formatNumber(factor, 4)}/λmax`, color: lookOf(sceneRacers, id).color }
    })
  return (
    <>
      <SweepLines
        label="Sweep"
        lines={lines}
        values={values}
        measure={measure}
        x={sweepScale(values, isLogSpaced(values))}
        xTitle={hyperparameter}
        y={y}
        isDim={isOutdated}
        describe={(line, cell) => describe(racers[line]!, cell)}
        hint={hint}
        onPick={(line, cell) => onPick(racers[line]!, cell)}
        marks={marks ?? []}
      />
      <Legend after={spec.after} known={known ?? []} />
    </>
  )
}

interface LegendProps {
  readonly after: number | undefined
  readonly known: readonly {
    readonly id: string
    readonly rate: number
    readonly factor: number
    readonly minimum: { readonly at: readonly [number, number]; readonly lambdaMax: number }
  }[]
}

/** What is dashed, and what the marked rates are. */
function Legend({ after, known }: LegendProps) {
  const [first] = known
  if (after === undefined && first === undefined) return null
  return (
    <p className="sweep-legend">
      {after === undefined ? null : `Dashed: the loss after step ${after}. `}
      {known
        .map(({ rate, factor }) => `${formatNumber(factor, 4)}/λmax = ${formatNumber(rate)}`)
        .filter((text, k, all) => all.indexOf(text) === k)
        .join(', ')}
      {first === undefined
        ? null
        : `: the limit of stability at the minimum (${first.minimum.at.map((each) => formatNumber(each, 3)).join(', ')}), where λmax = ${formatNumber(first.minimum.lambdaMax)}.`}
    </p>
  )
}

/** Values in equal ratios; three are told apart by their steps. */
function isLogSpaced(values: readonly number[]): boolean {
  const [first, second] = values
  const [last, before] = [values.at(-1)!, values.at(-2)!]
  return values.length > 2 && first! > 0 && last - before > 1.5 * (second! - first!)
}

function HeatMap(props: ChartProps & { readonly racer: SweptRacer; readonly scale: ValueScale }) {
  const { spec, racer, measure, scale, isOutdated, describe, onPick } = props
  const map = useScene((scene) => scene.view.colorMap)
  const hyper = useScene((scene) => scene.racers.find(({ id }) => id === racer.id)?.hyper)
  const content = useMemo((): CellMapContent => {
    const y = spec.y!
    const [scaleX, scaleY] = [spec.x, y].map(({ values }) => sweepScale(values, isLogSpaced(values)))
    const set = [hyper?.[spec.x.hyperparameter], hyper?.[y.hyperparameter]]
    return {
      resolution: racer.resolution,
      colors: sweepColors(racer, measure, scale, map),
      isHatched: (cell) => isLostCell(racer, cell),
      x: { title: spec.x.hyperparameter, ticks: scaleX!.ticks },
      y: { title: y.hyperparameter, ticks: scaleY!.ticks },
      aspect: 0.8,
      isDim: isOutdated,
      marks: (context, frame) => {
        drawEdge(context, frame, racer)
        drawSetting(context, frame, racer, [scaleX!, scaleY!], set)
        if (racer.bestCell !== undefined) drawBest(context, frame, racer, racer.bestCell)
      },
    }
  }, [spec, racer, measure, scale, map, hyper, isOutdated])
  return (
    <>
      <CellMap
        label={`Sweep of ${racer.id}`}
        content={content}
        describe={(cell) => describe(racer, cell)}
        hint={hint}
        onPick={(cell) => onPick(racer, cell)}
      />
      <LossLegend scale={scale} map={map} />
    </>
  )
}

/** The edge of stability: the runs on its far side were lost, or lie beyond one that was. */
function drawEdge(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  frame: CellMapFrame,
  { stabilityEdge, resolution: [nx] }: SweptRacer,
): void {
  context.beginPath()
  stabilityEdge.forEach((edge, row) => {
    if (edge >= nx - 1) return
    const isNew = row === 0 || stabilityEdge[row - 1]! >= nx - 1
    const [below, above] = [frame.toCanvas(edge + 0.5, row - 0.5), frame.toCanvas(edge + 0.5, row + 0.5)]
    if (isNew) context.moveTo(...below)
    else context.lineTo(...below)
    context.lineTo(...above)
  })
  strokeCased(context, 2)
}

function drawBest(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  frame: CellMapFrame,
  { resolution: [nx] }: SweptRacer,
  cell: number,
): void {
  const [px, py] = frame.toCanvas(cell % nx, Math.floor(cell / nx))
  context.beginPath()
  context.arc(px, py, Math.max(5.5, 0.75 * Math.max(...frame.cell)), 0, 2 * Math.PI)
  strokeCased(context, 1.8)
}

/** A small cross where the racer is set now. */
function drawSetting(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  frame: CellMapFrame,
  { resolution: [nx, ny] }: SweptRacer,
  [scaleX, scaleY]: readonly [SweepScale, SweepScale],
  [x, y]: readonly unknown[],
): void {
  if (typeof x !== 'number' || typeof y !== 'number') return
  const [u, v] = [scaleX.position(x), scaleY.position(y)]
  if (!(u >= 0 && u <= 1 && v >= 0 && v <= 1)) return
  const [px, py] = frame.toCanvas(u * (nx - 1), v * (ny - 1))
  context.beginPath()
  for (const [dx, dy] of [
    [4, 0],
    [0, 4],
  ] as const) {
    context.moveTo(px - dx, py - dy)
    context.lineTo(px + dx, py + dy)
  }
  strokeCased(context, 1.5)
}

function strokeCased(context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D, width: number): void {
  context.lineJoin = context.lineCap = 'round'
  for (const [color, extra] of [
    ['rgba(8, 11, 15, 0.85)', 2.2],
    ['#ffffff', 0],
  ] as const) {
    context.strokeStyle = color
    context.lineWidth = width + extra
    context.stroke()
  }
}

function LossLegend({ scale, map }: { readonly scale: ValueScale; readonly map: Scene['view']['colorMap'] }) {
  const stops = Array.from({ length: 17 }, (_, k) => colorText(map, k / 16)).join(', ')
  return (
    <div className="loss-legend" aria-hidden="true">
      <div className="loss-legend-bar" style={{ background: `linear-gradient(to right, ${stops})` }} />
      <div className="loss-legend-ticks">
        {scaleTicks(scale, 110).map((loss) => (
          <span key={loss} style={{ left: `${100 * scaleUnit(scale, loss)}%` }}>
            {formatNumber(loss, 2)}
          </span>
        ))}
      </div>
      <p>○ least loss · + now · │ edge of stability · hatched: lost</p>
    </div>
  )
}

interface BestProps {
  readonly spec: SweepSpec
  readonly racers: readonly SweptRacer[]
  readonly colors: Scene['racers']
  /** The racer whose map is shown, where there is a map. */
  readonly shown: string | undefined
  readonly onShow: (id: string) => void
  readonly onTake: (racer: SweptRacer, cell: number) => void
}

/** The run of each racer that ended lowest. */
function Best({ spec, racers, colors, shown, onShow, onTake }: BestProps) {
  const names = [spec.x, ...(spec.y ? [spec.y] : [])].map(({ hyperparameter }) => hyperparameter)
  return (
    <table className="best-runs" aria-label="Best runs">
      <thead>
        <tr>
          <th scope="col">best</th>
          {names.map((name) => (
            <th key={name} scope="col" title={name}>
              {name}
            </th>
          ))}
          <th scope="col">loss</th>
          <th aria-label="Use" />
        </tr>
      </thead>
      <tbody>
        {racers.map((racer) => {
          const { id, bestCell, resolution } = racer
          const values = bestCell === undefined ? undefined : sweptValues(spec, resolution, bestCell)
          const name = (
            <>
              <RacerGlyph look={lookOf(colors, id)} size={11} /> {id}
            </>
          )
          return (
            <tr key={id} data-shown={id === shown}>
              <th scope="row" title={id}>
                {shown === undefined || racers.length === 1 ? (
                  name
                ) : (
                  <UnstyledButton
                    aria-pressed={id === shown}
                    title={`Show the map of ${id}`}
                    onClick={() => onShow(id)}
                  >
                    {name}
                  </UnstyledButton>
                )}
              </th>
              {names.map((each) => (
                <td key={each}>{values?.[each] === undefined ? '—' : formatNumber(values[each], 3)}</td>
              ))}
              <td>{bestCell === undefined ? '—' : formatNumber(racer.final[bestCell]!, 3)}</td>
              <td>
                {bestCell === undefined ? null : (
                  <Tooltip label="Take these values and race">
                    <ActionIcon size={22} aria-label={`Use the best of ${id}`} onClick={() => onTake(racer, bestCell)}>
                      <IconFlagFilled size={12} />
                    </ActionIcon>
                  </Tooltip>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function lookOf(racers: Scene['racers'], id: string): RacerLook {
  return racers.find((racer) => racer.id === id) ?? goneLook
}

function runText(spec: SweepSpec, racer: SweptRacer, cell: number): string {
  const values = Object.entries(sweptValues(spec, racer.resolution, cell))
    .map(([name, value]) => `${name} ${formatNumber(value, 6)}`)
    .join(', ')
  const [final, best] = [racer.final[cell]!, racer.best[cell]!]
  const isUnknown = Number.isNaN(final) && !isLostCell(racer, cell)
  const end = isUnknown
    ? 'not computed yet'
    : `loss ${formatNumber(final)}, least ${formatNumber(best)}, ${outcomeNames[outcomes[racer.outcomes[cell]!]!]}`
  const then = racer.after?.[cell]
  const early =
    spec.after === undefined || then === undefined || Number.isNaN(then)
      ? ''
      : `, after step ${spec.after} ${formatNumber(then)}`
  return `${racer.id}: ${values}\n${end}${early}`
}
