import { Switch } from '@mantine/core'
import { leavingSummary, leavingText } from '../../../core/analysis/ensemble/leaving'
import { mostSeeds } from '../../../core/analysis/ensemble/most-seeds'
import { placeMoments } from '../../../core/analysis/ensemble/place-moments'
import { overlayFrom, overlayOf } from '../../../core/scene/overlays'
import type { SceneRacer } from '../../../core/scene/racer'
import type { EnsemblePlacesResult, EnsemblePlacesSpec, PlacesOfRacer } from '../../../engine'
import { ensemblePlacesSpec } from '../../../engine/scene-specs'
import { LeavingHistogram } from '../../charts/leaving-histogram'
import { momentAt } from '../../playback/plane-frames'
import { seedMoments } from '../../playback/seed-moments'
import { sameQuestion } from '../../store/answer'
import { useApp } from '../../store/app'
import * as edits from '../../store/edits'
import { emphasisedRacer } from '../../store/session'
import { useDerived, usePlayback, useScene, useSession } from '../../store/use-stores'
import { formatNumber, formatPlace } from '../../ui/format'
import { RacerGlyph } from '../../ui/marker-glyph'
import { NumberField } from '../../ui/number-field'
import { SettingRow } from '../../ui/setting-row'
import { heatedRacer } from '../../view/heat-paint'
import { AnswerBar } from './answer-bar'
import { LeavingFields } from './leaving-fields'

/** Where the race is with many seeds, and when each first meets a condition. */
export function SeedsPanel() {
  const app = useApp()
  const scene = useScene((current) => current)
  const answer = useDerived(({ analysis }) => analysis['ensemble-places'])
  const isRaced = useDerived(({ race }) => race.traces.length > 0)
  const { ensemble, overlay } = scene.view
  const question = ensemblePlacesSpec(scene)
  const isCurrent = question !== undefined && sameQuestion(answer.spec, question)
  return (
    <>
      <SettingRow
        name="seeds"
        isChanged={ensemble.seeds > 1}
        hint="With how many seeds the race is run once it has ended, beside its own. A seed draws batches, noise and, of a network, where its parameters begin; the data stay."
      >
        <NumberField
          aria-label="Seeds of the ensemble"
          className="slider-field"
          value={ensemble.seeds}
          integer
          min={1}
          max={mostSeeds}
          onCommit={(seeds) => app.edit(edits.setEnsemble({ seeds }))}
        />
      </SettingRow>
      <LeavingFields leaving={ensemble.leaving} />
      {question === undefined ? (
        <p className="empty">With two seeds or more it is told here where they are and when they leave.</p>
      ) : (
        <>
          <AnswerBar
            answer={answer}
            name="places of the seeds"
            isCurrent={isCurrent}
            onCompute={() => app.analyst.places.ask(question)}
            onCancel={app.analyst.places.cancel}
            onForce={(spec) => app.analyst.places.ask(spec, true)}
          >
            {isRaced ? null : 'comes with the race'}
          </AnswerBar>
          {answer.result !== undefined && !isCurrent ? (
            <p className="outdated" role="status">
              Outdated: the race has changed since
            </p>
          ) : null}
          {answer.result === undefined ? null : <Outcome spec={answer.spec!} result={answer.result} />}
          <Switch
            label="Heat map on the surface"
            labelPosition="left"
            className="overlay-switch"
            checked={overlayOf(overlay).source === 'ensemble-places'}
            onChange={({ currentTarget }) =>
              app.edit(edits.setView({ overlay: overlayFrom(currentTarget.checked ? 'ensemble-places' : undefined) }))
            }
          />
          <HeatNote />
        </>
      )}
    </>
  )
}

/** Of which racer the heat map is, where another may be asked for. */
function HeatNote() {
  const scene = useScene((current) => current)
  const emphasised = useSession(emphasisedRacer)
  const isShown = overlayOf(scene.view.overlay).source === 'ensemble-places'
  const racer = heatedRacer(scene, emphasised)
  if (!isShown || racer === undefined || scene.racers.length < 2) return null
  return <p className="answer-note">That of {racer.id}; of another one while you point at it.</p>
}

interface OutcomeProps {
  readonly spec: EnsemblePlacesSpec
  readonly result: EnsemblePlacesResult
}

function Outcome({ spec, result }: OutcomeProps) {
  const racers = useScene((scene) => scene.racers)
  const shown = result.racers.flatMap((places) => {
    const racer = racers.find(({ id }) => id === places.id)
    return racer?.visible === true ? [{ racer, places }] : []
  })
  return (
    <>
      {spec.leaving === undefined ? null : <Leaving spec={spec} leaving={spec.leaving} shown={shown} />}
      <Cloud result={result} shown={shown} />
    </>
  )
}

type Shown = readonly { readonly racer: SceneRacer; readonly places: PlacesOfRacer }[]

interface LeavingProps {
  readonly spec: EnsemblePlacesSpec
  readonly leaving: NonNullable<EnsemblePlacesSpec['leaving']>
  readonly shown: Shown
}

/** How many have left, when, and to which side. */
function Leaving({ spec, leaving, shown }: LeavingProps) {
  const rows = shown.flatMap(({ racer, places: { left, sides } }) =>
    left === undefined || sides === undefined
      ? []
      : [{ racer, steps: left, summary: leavingSummary({ steps: left, sides }) }],
  )
  const hasSides = leaving.is === 'beyond'
  const [down, up] = hasSides && leaving.of === 'y' ? ['below', 'above'] : ['left', 'right']
  return (
    <>
      <p className="chart-title">First step with {leavingText(leaving)}</p>
      <LeavingHistogram
        steps={spec.race.steps}
        series={rows.map(({ racer: { id, color }, steps, summary: { median } }) => ({ id, color, steps, median }))}
      />
      <table className="seeds-table" aria-label="Leaving times">
        <thead>
          <tr>
            <th scope="col">racer</th>
            <th scope="col" title="Of the seeds">
              share
            </th>
            <th scope="col">median</th>
            <th scope="col">last</th>
            {hasSides ? (
              <th scope="col">
                {down} : {up}
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ racer, summary }) => (
            <tr key={racer.id}>
              <th scope="row">
                <RacerGlyph look={racer} size={9} /> {racer.id}
              </th>
              <td title={`${summary.left} of ${summary.runs} seeds`}>{percent(summary.left, summary.runs)}</td>
              <td>{stepText(summary.median)}</td>
              <td>{stepText(summary.last)}</td>
              {hasSides ? (
                <td title={`${summary.down} and ${summary.up} seeds`}>
                  {summary.left === 0
                    ? '—'
                    : `${whole(summary.down / summary.left)} : ${whole(summary.up / summary.left)}\u00a0%`}
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

interface CloudProps {
  readonly result: EnsemblePlacesResult
  readonly shown: Shown
}

/** Where the seeds are at the playhead, where it rests: their mean, and how they spread about it. */
function Cloud({ result, shown }: CloudProps) {
  const scene = useScene((current) => current)
  const traces = useDerived((state) => state.race.traces)
  const playhead = usePlayback((state) => (state.playing ? undefined : state.playhead))
  const rows = shown.flatMap(({ racer, places: { places } }) => {
    const trace = traces.find(({ id }) => id === racer.id)
    const moment = trace && playhead !== undefined && momentAt(seedMoments(result, scene, trace), playhead)
    if (!moment) return []
    const seeds = places.length / 2 / result.step.length
    return [{ racer, step: result.step[moment.index]!, ...placeMoments(places, 2 * moment.index * seeds, seeds) }]
  })
  if (rows.length === 0) return null
  const steps = new Set(rows.map(({ step }) => step))
  return (
    <>
      <p className="chart-title">
        Where they are{steps.size === 1 ? ` at step ${formatNumber(rows[0]!.step, 8)}` : ''}
      </p>
      <table className="seeds-table" aria-label="Places of the seeds">
        <thead>
          <tr>
            <th scope="col">racer</th>
            <th scope="col">mean</th>
            <th scope="col">variances</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ racer, mean, covariance: [xx, , yy] }) => (
            <tr key={racer.id}>
              <th scope="row">
                <RacerGlyph look={racer} size={9} /> {racer.id}
              </th>
              <td className="seeds-place">{formatPlace(mean, 2)}</td>
              <td className="seeds-place">{formatPlace([xx, yy], 3)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function percent(part: number, whole: number): string {
  const share = part / whole
  return share > 0 && share < 0.001 ? '< 0.1\u00a0%' : `${rounded(share)}\u00a0%`
}

function whole(share: number): string {
  return (100 * share).toFixed(0)
}

function rounded(share: number): string {
  return String(Number((100 * share).toFixed(1)))
}

/** A step; of what fewer than half have done, or none, there is none. */
function stepText(step: number): string {
  return Number.isFinite(step) ? formatNumber(step, 6) : '—'
}
