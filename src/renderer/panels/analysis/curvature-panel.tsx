import { NativeSelect, Switch } from '@mantine/core'
import { useState } from 'react'
import {
  type CurvatureMatrix,
  curvatureMatrices,
  matricesOf,
  matrixNames,
} from '../../../core/analysis/spectrum/curvature-matrices'
import { landscapeSpec, sumFacts } from '../../../core/scene/landscape'
import type { Scene } from '../../../core/scene/scene'
import { shownStart } from '../../../core/scene/start'
import type { SpectrumSpec } from '../../../engine'
import { drawnBatches } from '../../../engine/scene-specs'
import { rowAt, thetaAt, type Trace } from '../../playback/trace'
import { sameQuestion } from '../../store/answer'
import { useApp } from '../../store/app'
import { useDerived, useScene, useSession } from '../../store/use-stores'
import { formatPlace } from '../../ui/format'
import { NumberField } from '../../ui/number-field'
import { SettingRow } from '../../ui/setting-row'
import { AnswerBar } from './answer-bar'
import { KinkNote } from './kink-note'
import { SpectrumOutcome } from './spectrum-outcome'
import { StabilityPanel } from './stability-panel'

const places = ['origin', 'probe', 'start', 'playhead', 'end'] as const
type Place = (typeof places)[number]

/** What is asked of the spectrum besides its place. */
interface Choice {
  readonly matrix: CurvatureMatrix
  /** Whether the other matrices and the layers are asked for too. */
  readonly hasParts: boolean
  /** How many batches; none is 0. */
  readonly batches: number
}

/** Eigenvalues from each end of the spectrum. */
const top = 5
/** Examples of a batch where the scene has no batches. */
const usualBatch = 32

/** How the landscape bends in all dimensions, at a place and along the path of a racer. */
export function CurvaturePanel() {
  return (
    <>
      <SpectrumSection />
      <StabilityPanel />
    </>
  )
}

function SpectrumSection() {
  const app = useApp()
  const scene = useScene((current) => current)
  const pinned = useSession((session) => session.pinned)
  const chosen = useSession((session) => session.chosenRacer)
  const traces = useDerived((state) => state.race.traces)
  const answer = useDerived((state) => state.analysis.spectrum)
  // Rows come into the traces where they are.
  const hasPath = useDerived(({ race }) => race.traces.some(({ count }) => count > 0))
  const [place, setPlace] = useState<Place>('origin')
  const [choice, setChoice] = useState<Choice>({ matrix: 'hessian', hasParts: true, batches: 0 })
  /** Whose point the answer is about, where it is one of a racer. */
  const [asked, setAsked] = useState<{ readonly spec: SpectrumSpec; readonly name: string }>()
  const { start, landscape } = scene
  const probed = pinned ?? shownStart(start, landscape.domain)
  const racer = traces.find(({ id }) => id === chosen) ?? traces[0]
  const isOfRacer = (place === 'playhead' || place === 'end') && racer !== undefined
  const at = { origin: [0, 0], probe: probed, start: 'kind' in start ? probed : start }
  const specAt = (point: readonly number[]): SpectrumSpec => spectrumSpec(scene, point, choice)
  const spec = specAt(place === 'playhead' || place === 'end' ? at.start : at[place])
  // The playhead moves on: of a racer it is asked anew.
  const isCurrent = !isOfRacer && sameQuestion(answer.spec, spec)
  const isOutdated = answer.spec !== undefined && !sameQuestion(answer.spec.landscape, landscapeSpec(landscape))
  const ask = (): void => {
    if (!isOfRacer) return app.analyst.spectrum.ask(spec)
    const row = place === 'end' ? racer.count - 1 : rowNow(racer, scene, app.playback.now())
    const ofRacer = specAt(thetaAt(racer, row))
    setAsked({ spec: ofRacer, name: `${racer.id} at step ${racer.step[row]!}` })
    return app.analyst.spectrum.ask(ofRacer)
  }
  const placeName = asked !== undefined && sameQuestion(answer.spec, asked.spec) ? asked.name : undefined
  const nameOfRacer = racer?.id ?? 'a racer'
  return (
    <>
      <div className="analysis-choices">
        <NativeSelect
          size="xs"
          aria-label="Curvature at"
          value={place}
          data={[
            { value: 'origin', label: 'the origin of the slice' },
            { value: 'start', label: 'the start' },
            { value: 'playhead', label: `${nameOfRacer} at the playhead`, disabled: !hasPath },
            { value: 'end', label: `the end of ${nameOfRacer}`, disabled: !hasPath },
            { value: 'probe', label: 'the held probe', disabled: pinned === undefined },
          ]}
          onChange={({ currentTarget: { value } }) => setPlace(places.find((name) => name === value)!)}
        />
      </div>
      <MatrixSelect value={choice.matrix} onChange={(matrix) => setChoice({ ...choice, matrix })} />
      <SpectrumChoices choice={choice} onChange={(change) => setChoice({ ...choice, ...change })} />
      <AnswerBar
        answer={answer}
        name="spectrum"
        isCurrent={isCurrent}
        onCompute={ask}
        onCancel={app.analyst.spectrum.cancel}
        onForce={(refused) => app.analyst.spectrum.ask(refused, true)}
      >
        {answer.result === undefined
          ? 'eigenvalues, trace, density'
          : `${matrixNames[answer.spec!.matrix ?? 'hessian']} at ${placeName ?? formatPlace([answer.spec!.at[0]!, answer.spec!.at[1] ?? 0])}`}
      </AnswerBar>
      {isOutdated ? (
        <p className="outdated" role="status">
          Outdated: the landscape has changed since
        </p>
      ) : null}
      {answer.spec === undefined || isOutdated ? null : <KinkNote landscape={landscape} at={answer.spec.at} />}
      {answer.result === undefined ? null : (
        <SpectrumOutcome result={answer.result} spec={answer.spec!} isOutdated={isOutdated} />
      )}
    </>
  )
}

interface MatrixSelectProps {
  readonly value: CurvatureMatrix
  readonly onChange: (matrix: CurvatureMatrix) => void
}

/** Of which matrix; a landscape that has the Hessian alone has nothing to choose. */
function MatrixSelect({ value, onChange }: MatrixSelectProps) {
  const matrices = useScene(matricesOfScene)
  if (matrices.length === 1) return null
  return (
    <NativeSelect
      size="xs"
      aria-label="Curvature of"
      title="The Hessian; without the curvature of the network, the Gauss-Newton matrix; the mean of g g′ over the gradients of the examples, the empirical Fisher matrix"
      value={matrices.includes(value) ? value : 'hessian'}
      data={matrices.map((matrix) => ({ value: matrix, label: matrixNames[matrix] }))}
      onChange={({ currentTarget }) => onChange(curvatureMatrices.find((name) => name === currentTarget.value)!)}
    />
  )
}

interface ChoicesProps {
  readonly choice: Choice
  readonly onChange: (change: Partial<Choice>) => void
}

/** What is found beside the spectrum, and on how many batches; a formula alone has nothing to choose. */
function SpectrumChoices({ choice, onChange }: ChoicesProps) {
  const scene = useScene((current) => current)
  if (matricesOfScene(scene).length === 1) return null
  const { size = usualBatch } = drawnBatches(scene) ?? {}
  return (
    <>
      <SettingRow name="compare" hint="The ends and traces of all matrices, and of each layer by itself, as well">
        <Switch
          size="xs"
          aria-label="Compare matrices and layers"
          checked={choice.hasParts}
          onChange={({ currentTarget: { checked } }) => onChange({ hasParts: checked })}
        />
        <span className="unit">matrices and layers</span>
      </SettingRow>
      <SettingRow
        name="batches"
        hint="How the eigenvalues of so many batches scatter, each batch by itself; 0 for none"
      >
        <NumberField
          aria-label="Batches of the spectrum"
          className="slider-field"
          value={choice.batches}
          min={0}
          max={100}
          integer
          onCommit={(batches) => onChange({ batches: batches === 1 ? 2 : batches })}
        />
        <span className="unit">of {size} examples</span>
      </SettingRow>
    </>
  )
}

function matricesOfScene({ landscape }: Scene): readonly CurvatureMatrix[] {
  return matricesOf({ network: landscape.kind === 'network' ? landscape : undefined, sum: sumFacts(landscape) })
}

function rowNow(racer: Trace, { compareBy }: Scene, playhead: number): number {
  return Math.max(0, rowAt(racer, compareBy, playhead))
}

function spectrumSpec(scene: Scene, at: readonly number[], { matrix, hasParts, batches: count }: Choice): SpectrumSpec {
  const { landscape, seed } = scene
  const matrices = matricesOfScene(scene)
  const { examples = 1 } = sumFacts(landscape) ?? {}
  const batch = drawnBatches(scene) ?? { sampler: 'reshuffle', size: Math.min(usualBatch, examples) }
  const isSum = matrices.length > 1
  return {
    landscape: landscapeSpec(landscape),
    at,
    ...(matrix !== 'hessian' && matrices.includes(matrix) && { matrix }),
    top,
    density: true,
    // Of a few eigenvalues far out it knows the trace better from as many products.
    trace: 'hutch++',
    ...(isSum && count > 0 && { batches: { count, batch } }),
    ...(isSum && hasParts && { parts: ['matrices', ...(landscape.kind === 'network' ? (['layers'] as const) : [])] }),
    seed,
  }
}
