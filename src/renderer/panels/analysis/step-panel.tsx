import { Button, Tooltip } from '@mantine/core'
import { IconGitFork } from '@tabler/icons-react'
import type { SceneRacer } from '../../../core/scene/racer'
import type { StageVector, StepResult } from '../../../engine'
import type { DrawnVector } from '../../charts/vector-diagram'
import { VectorDiagram } from '../../charts/vector-diagram'
import { chosenRacer } from '../../playback/racer-steps'
import { useApp } from '../../store/app'
import * as edits from '../../store/edits'
import { useDerived, useScene } from '../../store/use-stores'
import { formatNumber } from '../../ui/format'
import { EffectiveRatesView } from './effective-rates'
import { RacerSelect } from './racer-select'
import { TaylorBars } from './taylor-bars'

/** The step that has led to the playhead, taken apart. */
export function StepPanel() {
  const app = useApp()
  const scene = useScene((current) => current)
  const { status, spec, result } = useDerived((state) => state.analysis.step)
  const racer = scene.racers[chosenRacer(scene, scene.view.step?.of)]
  if (racer === undefined) return <p className="empty">Add a racer to lay its steps open.</p>
  const isOfRacer = spec?.race.racers[spec.racer]?.id === racer.id
  return (
    <>
      <div className="analysis-choices">
        <RacerSelect
          label="Step of"
          value={racer.id}
          onChange={(of) => app.edit(edits.setView({ step: of === undefined ? undefined : { of } }))}
        />
        <ForkButton racer={racer} step={isOfRacer ? result?.step : undefined} />
      </div>
      {status.kind === 'failed' ? (
        <p className="refusal" role="alert">
          {status.error.message}
        </p>
      ) : null}
      {result === undefined || !isOfRacer ? (
        <p className="empty">The step at the playhead is laid open once the playhead rests.</p>
      ) : (
        <Anatomy result={result} racer={racer} steps={spec.race.racers[spec.racer]!.steps ?? spec.race.steps} />
      )}
    </>
  )
}

/** Another racer with the same past; its hyperparameters are changed from here on. */
function ForkButton({ racer, step }: { readonly racer: SceneRacer; readonly step: number | undefined }) {
  const app = useApp()
  const isLate = step !== undefined && racer.fork !== undefined && step > racer.fork.at
  const fork = (): void => {
    if (step === undefined) return
    app.edit(edits.forkRacer(racer.id, step))
    const { racers } = app.scene()
    const copy = racers[racers.findIndex(({ id }) => id === racer.id) + 1]
    app.session.setState({ rightTab: 'race', openRacer: copy?.id })
  }
  const label = isLate
    ? 'This racer is a fork itself and has other hyperparameters here: fork the original'
    : 'Adds a racer that has the same past up to here, noise included, and can go on with other hyperparameters'
  return (
    <Tooltip label={label}>
      <Button
        variant="default"
        px={8}
        leftSection={<IconGitFork size={14} />}
        disabled={step === undefined || isLate}
        onClick={fork}
      >
        Fork here
      </Button>
    </Tooltip>
  )
}

const taylorOfUpdate = {
  slope: 'g^\\top d',
  curvature: '\\tfrac12 d^\\top H d',
  actual: 'J(\\theta + d) - J(\\theta)',
}

interface AnatomyProps {
  readonly result: StepResult
  readonly racer: SceneRacer
  readonly steps: number
}

/** Greys from the raw gradient to what the rule has seen; then a colour for each of the rule's displacements. */
const gradientColors = ['#8b96a3', '#a89984', '#7fa3a0'] as const
const displacementColors = ['#4c8fe0', '#e8a13a', '#2fa88a', '#c9659b', '#8f7ae0', '#9aa83a'] as const

function Anatomy({ result, racer, steps }: AnatomyProps) {
  const { step, loss, learningRate, update, taylor } = result
  if (step === 0) return <p className="empty">This racer has not taken a step: it ended where it started.</p>
  const hasRate = racer.hyper['lr'] !== undefined || racer.schedule !== undefined
  const { fullGradient } = result
  const gradients = distinct(fullGradient === undefined ? result.gradients : [fullGradient, ...result.gradients])
  const directions = gradients.map((each, index): DrawnVector => {
    const [x, y] = inPlane(each)
    return { name: each.stage, vector: [-x, -y], color: gradientColors[index % gradientColors.length]! }
  })
  const displacements = result.displacements.map((each, index): DrawnVector => {
    return { name: each.stage, vector: inPlane(each), color: displacementColors[index % displacementColors.length]! }
  })
  const whole = {
    stage: 'update: the sum of the displacements',
    vector: update,
    ...(result.planeUpdate && { plane: result.planeUpdate }),
  }
  return (
    <div className="anatomy">
      <dl className="step-facts">
        <div>
          <dt>step</dt>
          <dd aria-label="Step laid open">
            {formatNumber(step, 8)} <span className="muted">of {formatNumber(steps, 8)}</span>
          </dd>
        </div>
        <div>
          <dt>loss before</dt>
          <dd>{formatNumber(loss)}</dd>
        </div>
        <div>
          <dt>learning rate</dt>
          <dd title={hasRate ? undefined : 'this rule has none'}>{hasRate ? formatNumber(learningRate) : '—'}</dd>
        </div>
      </dl>
      {result.rates === undefined ? null : (
        <EffectiveRatesView
          rates={result.rates}
          learningRate={hasRate ? learningRate : undefined}
          names={update.length <= 2 ? ['x', 'y'].slice(0, update.length) : undefined}
        />
      )}
      <VectorDiagram
        label={`Vectors of step ${step}`}
        directions={directions}
        displacements={displacements}
        update={{ name: 'update', vector: inPlane(whole), color: racer.color }}
      />
      <table className="stages" aria-label="Stages">
        <thead>
          <tr>
            <th scope="col">stage</th>
            <th scope="col">x</th>
            <th scope="col">y</th>
            <th scope="col">norm</th>
          </tr>
        </thead>
        <tbody>
          {gradients.map((each, index) => (
            <StageRow
              key={each.stage}
              stage={each}
              name={gradientName(each.stage, fullGradient !== undefined)}
              color={directions[index]!.color}
              isDashed
            />
          ))}
        </tbody>
        <tbody>
          {result.displacements.map((each, index) => (
            <StageRow key={each.stage} stage={each} name={each.stage} color={displacements[index]!.color} />
          ))}
        </tbody>
        <tbody>
          <StageRow stage={whole} name="update" color={racer.color} isSum />
        </tbody>
      </table>
      <TaylorBars
        slope={taylor.first}
        curvature={taylor.second}
        predicted={taylor.predicted}
        actual={taylor.actual}
        tex={taylorOfUpdate}
      />
    </div>
  )
}

/** What a person reads of a stage of the gradient; of a sum the rule has seen that of its batch. */
function gradientName(stage: string, isOfSum: boolean): string {
  return (isOfSum && stage === 'exact gradient' ? 'batch gradient' : stage).replace('gradient', '∇f')
}

/** Stages of the gradient that changed it; one that did not is named together with the one before. */
function distinct(stages: readonly StageVector[]): readonly StageVector[] {
  return stages.filter(({ vector }, index) => {
    const before = stages[index - 1]
    return before === undefined || vector.some((entry, i) => entry !== before.vector[i])
  })
}

/** A vector as it is drawn: itself in the plane, else its shadow there. */
function inPlane({ vector, plane = vector }: StageVector): readonly [number, number] {
  return [plane[0]!, plane[1]!]
}

interface StageRowProps {
  readonly stage: StageVector
  readonly name: string
  readonly color: string
  readonly isDashed?: boolean
  readonly isSum?: boolean
}

function StageRow({ stage, name, color, isDashed = false, isSum = false }: StageRowProps) {
  const [x, y] = inPlane(stage)
  return (
    <tr data-sum={isSum}>
      <th scope="row" title={stage.stage}>
        <span className="stage-key" data-dashed={isDashed} style={{ borderColor: color }} /> {name}
      </th>
      <td>{formatNumber(x, 3)}</td>
      <td>{formatNumber(y, 3)}</td>
      <td>{formatNumber(Math.hypot(...stage.vector), 3)}</td>
    </tr>
  )
}
