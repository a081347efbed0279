import { NativeSelect, Switch, UnstyledButton } from '@mantine/core'
import { useCallback, useMemo } from 'react'
import { noAttractor } from '../../../core/analysis/maps/basin-labels'
import { gridCoordinate } from '../../../core/domain'
import { outcomes } from '../../../core/race/trace'
import { outcomeNames } from '../../ui/outcome-names'
import { overlayFrom, overlayOf } from '../../../core/scene/overlays'
import type { Scene } from '../../../core/scene/scene'
import { startPlace } from '../../../core/scene/start'
import type { BasinsResult, BasinsSpec } from '../../../engine'
import { basinColors, isLostStart } from '../../charts/basins-picture'
import { CellMap } from '../../charts/cell-map'
import type { CellMapContent, CellMapFrame } from '../../charts/cell-map-drawing'
import { basinsSpec } from '../../../engine/scene-specs'
import { sameQuestion } from '../../store/answer'
import { chosenRacer } from '../../playback/racer-steps'
import type { Context2D } from '../../scene/markers'
import { drawLandmark, drawStart } from '../../scene/markers'
import { axisTicks } from '../../scene/scales'
import { useApp } from '../../store/app'
import * as edits from '../../store/edits'
import { useDerived, useScene, useSession } from '../../store/use-stores'
import { attractorColor, lostColor } from '../../ui/attractor-colors'
import { formatNumber, formatPlace } from '../../ui/format'
import type { Smaller, TooLarge } from './answer-bar'
import { AnswerBar } from './answer-bar'
import { RacerSelect } from './racer-select'

const resolutions = [64, 128, 256, 512] as const
/** Ends that are told apart in the list; more are counted. */
const mostListed = 24

/** Where a racer ends from every start of the domain. */
export function BasinsPanel() {
  const app = useApp()
  const scene = useScene((current) => current)
  const choice = useSession((session) => session.basins)
  const answer = useDerived((state) => state.analysis.basins)
  const index = chosenRacer(scene, choice.racer)
  const racer = scene.racers[index]
  if (racer === undefined) return <p className="empty">Add a racer to map where it ends.</p>

  const choose = (change: Partial<typeof choice>): void => app.session.setState({ basins: { ...choice, ...change } })
  const compute = (resolution: number): void => {
    choose({ resolution })
    app.analyst.askBasins(index, resolution)
  }
  const smaller = ({ work, limit }: TooLarge): Smaller | undefined => {
    const side = resolutions.findLast(
      (each) => each < choice.resolution && work * (each / choice.resolution) ** 2 <= limit,
    )
    return side && { label: `Take ${side} × ${side}`, take: () => compute(side) }
  }
  return (
    <>
      <div className="analysis-choices">
        <RacerSelect label="Basins of" value={racer.id} onChange={(id) => choose({ racer: id })} />
        <NativeSelect
          size="xs"
          aria-label="Starts"
          value={String(choice.resolution)}
          data={resolutions.map((side) => ({ value: String(side), label: `${side} × ${side}` }))}
          onChange={({ currentTarget }) => choose({ resolution: Number(currentTarget.value) })}
        />
      </div>
      <AnswerBar
        answer={answer}
        name="basins"
        isCurrent={sameQuestion(answer.spec, basinsSpec(scene, index, choice.resolution))}
        onCompute={() => compute(choice.resolution)}
        onCancel={app.analyst.basins.cancel}
        onForce={(spec) => app.analyst.basins.ask(spec, true)}
        smaller={smaller}
      >
        {answer.result === undefined ? 'colours every start by where it ends' : null}
      </AnswerBar>
      {answer.result === undefined ? null : <BasinsMap spec={answer.spec!} result={answer.result} scene={scene} />}
    </>
  )
}

interface BasinsMapProps {
  readonly spec: BasinsSpec
  readonly result: BasinsResult
  readonly scene: Scene
}

function BasinsMap({ spec, result, scene }: BasinsMapProps) {
  const app = useApp()
  const { overlay } = scene.view
  const racer = scene.racers.find(({ id }) => id === spec.racer.id)
  const isOutdated = !isOfScene(spec, scene)
  const start = useMemo(() => startPlace(racer?.start ?? scene.start), [racer?.start, scene.start])
  const colors = useMemo(() => basinColors(result), [result])
  const content = useMemo(
    (): CellMapContent => ({
      resolution: result.resolution,
      colors,
      isHatched: (cell) => isLostStart(result, cell),
      x: { ticks: axisTicks(...spec.domain.x, 4) },
      y: { ticks: axisTicks(...spec.domain.y, 4) },
      aspect: 1,
      isDim: isOutdated,
      marks: (context, frame) => drawMarks(context, frame, spec, result, start),
    }),
    [colors, result, spec, start, isOutdated],
  )
  const startOf = (cell: number): readonly [number, number] => {
    const [nx, ny] = result.resolution
    const { x, y } = spec.domain
    return [gridCoordinate(x, cell % nx, nx), gridCoordinate(y, Math.floor(cell / nx), ny)]
  }
  const describe = (cell: number): string => `from ${formatPlace(startOf(cell))} ${endText(result, cell)}`
  return (
    <>
      {isOutdated ? (
        <p className="outdated" role="status">
          Outdated: {racer === undefined ? `${spec.racer.id} is gone` : 'the race has changed since'}
        </p>
      ) : null}
      <CellMap
        label={`Basins of ${spec.racer.id}`}
        content={content}
        describe={describe}
        hint={'point at a start to see where it ends\nclick to race from there'}
        onPick={(cell) => app.raceFrom(startOf(cell), racer?.id)}
      />
      <Switch
        label="On the surface"
        labelPosition="left"
        className="overlay-switch"
        checked={overlayOf(overlay).source === 'basins'}
        onChange={({ currentTarget }) =>
          app.edit(edits.setView({ overlay: overlayFrom(currentTarget.checked ? 'basins' : undefined) }))
        }
      />
      <Attractors result={result} />
    </>
  )
}

/** Whether a map is still true of the scene, whatever is chosen for the next one. */
function isOfScene(spec: BasinsSpec, scene: Scene): boolean {
  const index = scene.racers.findIndex(({ id }) => id === spec.racer.id)
  return index !== -1 && sameQuestion(spec, basinsSpec(scene, index, spec.resolution[0]))
}

function endText(result: BasinsResult, cell: number): string {
  const { ends, losses, steps } = result
  const outcome = outcomeNames[outcomes[result.outcomes[cell]!]!]
  if (isLostStart(result, cell)) return `lost: ${outcome}`
  const end = [ends[2 * cell]!, ends[2 * cell + 1]!] as const
  if (Number.isNaN(end[0])) return 'not computed yet'
  return `to ${formatPlace(end)}\nloss ${formatNumber(losses[cell]!)}, in ${formatNumber(steps[cell]!, 7)} steps`
}

function drawMarks(
  context: Context2D,
  frame: CellMapFrame,
  { domain: { x, y } }: BasinsSpec,
  { resolution: [nx, ny], attractors }: BasinsResult,
  start: readonly [number, number] | undefined,
): void {
  const at = ([px, py]: readonly [number, number]): [number, number] =>
    frame.toCanvas(((px - x[0]) / (x[1] - x[0])) * (nx - 1), ((py - y[0]) / (y[1] - y[0])) * (ny - 1))
  for (const attractor of attractors.slice(0, mostListed)) drawLandmark(context, ...at(attractor.at))
  if (start !== undefined) drawStart(context, ...at(start))
}

/** The places that starts end at, with how many of them do. */
function Attractors({ result }: { readonly result: BasinsResult }) {
  const app = useApp()
  const { attractors, labels } = result
  const known = useMemo(() => result.losses.reduce((count, loss) => count + Number(!Number.isNaN(loss)), 0), [result])
  const lost = useMemo(
    () => labels.reduce((count, label, cell) => count + Number(label === noAttractor && isLostStart(result, cell)), 0),
    [labels, result],
  )
  const share = (count: number): string => percentage(count / Math.max(1, known + lost))
  const hold = useCallback((at: readonly [number, number]) => app.session.setState({ pinned: at }), [app])
  return (
    <ul className="attractors" aria-label="Ends">
      {attractors.slice(0, mostListed).map(({ at, value, starts }, index) => (
        <li key={at.join()}>
          <UnstyledButton title="Hold the probe here" onClick={() => hold(at)}>
            <span className="swatch" style={{ background: `rgb(${attractorColor(index).join(' ')})` }} />
            <span>{formatPlace(at, 3)}</span>
            <span className="numbers">{formatNumber(value, 3)}</span>
            <span className="numbers">{share(starts)}</span>
          </UnstyledButton>
        </li>
      ))}
      {attractors.length > mostListed ? <li className="rest">{attractors.length - mostListed} more</li> : null}
      {lost > 0 ? (
        <li className="rest">
          <span className="swatch swatch-lost" style={{ backgroundColor: `rgb(${lostColor.join(' ')})` }} />
          <span>lost</span>
          <span />
          <span className="numbers">{share(lost)}</span>
        </li>
      ) : null}
    </ul>
  )
}

function percentage(share: number): string {
  return share < 0.0005 ? '< 0.1 %' : `${(100 * share).toFixed(1)} %`
}
