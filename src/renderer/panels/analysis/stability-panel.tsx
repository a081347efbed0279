import { useState } from 'react'
import { type Crossing, crossings } from '../../../core/analysis/stability/crossings'
import { sumFacts } from '../../../core/scene/landscape'
import type { Scene } from '../../../core/scene/scene'
import type { SharpnessResult, SharpnessSpec } from '../../../engine'
import { raceSpec, stepsAlong } from '../../../engine/scene-specs'
import { StabilityChart } from '../../charts/stability-chart'
import { sameQuestion } from '../../store/answer'
import { useApp } from '../../store/app'
import { useDerived, useScene, useSession } from '../../store/use-stores'
import { formatNumber } from '../../ui/format'
import { NumberField } from '../../ui/number-field'
import { SettingRow } from '../../ui/setting-row'
import { AnswerBar } from './answer-bar'
import { RacerSelect } from './racer-select'

/** Gradients that the largest eigenvalue of a network takes, about. */
const gradientsEach = 30

/** The largest eigenvalue along a racer's path, beside the limit up to which its rule is stable. */
export function StabilityPanel() {
  const app = useApp()
  const scene = useScene((current) => current)
  const chosen = useSession((session) => session.chosenRacer)
  const answer = useDerived((state) => state.analysis.sharpness)
  const [own, setOwn] = useState<string>()
  const [ownEvery, setOwnEvery] = useState<number>()
  const { racers } = scene
  const racer = racers.find(({ id }) => id === own) ?? racers.find(({ id }) => id === chosen) ?? racers[0]
  if (racer === undefined) return <p className="empty">Add a racer, whose path is to be looked along.</p>
  const spec = sharpnessSpec(scene, racers.indexOf(racer), ownEvery)
  const every = ownEvery ?? Math.max(1, spec.steps[1] ?? 1)
  const isCurrent = sameQuestion(answer.spec, spec)
  const cost = spec.steps.length * gradientsEach
  const shown = answer.spec?.race.racers[answer.spec.racer]
  const isOutdated = answer.spec !== undefined && !sameQuestion(answer.spec.race, spec.race)
  return (
    <>
      <p className="chart-title stability-title">Edge of stability</p>
      <div className="analysis-choices">
        <RacerSelect label="Sharpness along the path of" value={racer.id} onChange={setOwn} />
      </div>
      <SettingRow name="every" hint="Steps between two places of the path at which the largest eigenvalue is found">
        <NumberField
          aria-label="Steps between places"
          className="slider-field"
          value={every}
          min={1}
          max={Math.max(1, spec.steps.at(-1)!)}
          integer
          onCommit={setOwnEvery}
        />
        <span className="unit">{every === 1 ? 'step' : 'steps'}</span>
      </SettingRow>
      <AnswerBar
        answer={answer}
        name="sharpness along the path"
        isCurrent={isCurrent}
        onCompute={() => app.analyst.sharpness.ask(spec)}
        onCancel={app.analyst.sharpness.cancel}
        onForce={(refused) => app.analyst.sharpness.ask(refused, true)}
      >
        {sumFacts(scene.landscape) === undefined
          ? `${spec.steps.length} places`
          : `${spec.steps.length} places, about ${formatNumber(cost, 2)} gradients on all examples`}
      </AnswerBar>
      {isOutdated ? (
        <p className="outdated" role="status">
          Outdated: the race has changed since
        </p>
      ) : null}
      {answer.result === undefined || shown === undefined ? null : (
        <Sharpness result={answer.result} racer={shown.id} isOutdated={isOutdated} />
      )}
    </>
  )
}

function sharpnessSpec(scene: Scene, racer: number, every: number | undefined): SharpnessSpec {
  const race = raceSpec(scene)
  return { race, racer, steps: stepsAlong(race, racer, every) }
}

interface SharpnessProps {
  readonly result: SharpnessResult
  readonly racer: string
  readonly isOutdated: boolean
}

function Sharpness({ result, racer, isOutdated }: SharpnessProps) {
  const { step, largest, threshold, residual, isPreconditioned } = result
  const crossed = crossings(
    step,
    largest.map((value, i) => value / threshold[i]!),
  )
  const relative = residual.reduce(
    (most, each, i) => (each > 0 ? Math.max(most, each / Math.abs(largest[i]!)) : most),
    0,
  )
  const hasLimit = threshold.some((value) => !Number.isNaN(value))
  return (
    <div className="spectrum" data-outdated={isOutdated}>
      <StabilityChart racer={racer} step={step} largest={largest} threshold={threshold} crossed={crossed} />
      <p className="stability-legend">
        <span data-line="largest">largest eigenvalue{isPreconditioned ? <> of P⁻¹H</> : ''}</span>
        {hasLimit ? <span data-line="threshold">stable up to</span> : null}
      </p>
      <p className="empty" aria-label="What the chart says">
        {sentences(result, crossed, hasLimit).join(' ')} Largest residual {formatNumber(relative, 1)} of the eigenvalue
        {relative > 1e-6 ? ', not converged' : ''}.
      </p>
    </div>
  )
}

function sentences(
  { unaccounted, step, largest, threshold }: SharpnessResult,
  crossed: readonly Crossing[],
  hasLimit: boolean,
): readonly string[] {
  if (!hasLimit) return ['No limit of stability is known of this rule as it is set.']
  const last = largest.at(-1)! / threshold.at(-1)!
  const first = crossed[0]
  return [
    first === undefined
      ? 'It does not rise through the limit of stability.'
      : `It rises through the limit of stability between steps ${first.join(' and ')}.`,
    `At step ${step.at(-1)} it is ${formatNumber(last, 3)} of it.`,
    ...(unaccounted.includes('batches')
      ? [
          'The limit is one of training on all examples; this racer sees batches, with which it becomes unstable below that already.',
        ]
      : []),
    ...unaccounted.filter((each) => each !== 'batches').map((each) => `The limit knows nothing of ${each}.`),
  ]
}
