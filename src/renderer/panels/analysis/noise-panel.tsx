import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { sumFacts } from '../../../core/scene/landscape'
import { shownStart } from '../../../core/scene/start'
import type { GradientNoiseResult, GradientNoiseSpec } from '../../../engine'
import { GradientCloud } from '../../charts/gradient-cloud'
import { NoisePlot } from '../../charts/noise-plot'
import { rowAt, thetaAt } from '../../playback/trace'
import { sameQuestion } from '../../store/answer'
import { useApp } from '../../store/app'
import { noiseDraws, noisePlace, noiseSpec, usualBatch } from '../../store/noise-question'
import { useDerived, useScene, useSession } from '../../store/use-stores'
import { Disclosure } from '../../ui/disclosure'
import { formatNumber, formatPlace } from '../../ui/format'
import { Math as Tex } from '../../ui/math'
import { NumberField } from '../../ui/number-field'
import { SettingRow } from '../../ui/setting-row'
import { BatchSurfacesNote, BatchSurfacesSelect } from '../../view/batch-surfaces'
import { AnswerBar } from './answer-bar'
import { UpdateCostPanel } from './update-cost-panel'

const places = ['start', 'racer', 'probe', 'origin'] as const
type Place = (typeof places)[number]

/** How the gradients of batches scatter about the gradient of all examples at a point. */
export function NoisePanel() {
  const app = useApp()
  const scene = useScene((current) => current)
  const pinned = useSession((session) => session.pinned)
  const answer = useDerived((state) => state.analysis.noise)
  const traces = useDerived((state) => state.race.traces)
  const chosen = useSession((session) => session.chosenRacer)
  const [place, setPlace] = useState<Place>('start')
  const [ownBatch, setOwnBatch] = useState<number>()
  /** Whose point the answer is about, where it is that of a racer. */
  const [asked, setAsked] = useState<{ readonly spec: GradientNoiseSpec; readonly name: string }>()
  const { start, landscape } = scene
  const { examples = 1, leastBatch = 1 } = sumFacts(landscape) ?? {}
  const batch = Math.min(ownBatch ?? usualBatch(scene), examples)
  const probed = pinned ?? shownStart(start, landscape.domain)
  const at = { origin: [0, 0], probe: probed, start: noisePlace(scene) } as const
  const racer = traces.find(({ id }) => id === chosen) ?? traces[0]
  const isOfRacer = place === 'racer' && racer !== undefined
  const spec = noiseSpec(scene, at[place === 'racer' ? 'start' : place], batch)
  // The playhead moves on: of a racer it is asked anew.
  const isCurrent = !isOfRacer && sameQuestion(answer.spec, spec)
  const ask = (): void => {
    if (!isOfRacer) {
      app.analyst.noise.ask(spec)
      return
    }
    const row = Math.max(0, rowAt(racer, scene.compareBy, app.playback.now()))
    const ofRacer = noiseSpec(scene, thetaAt(racer, row), batch)
    setAsked({ spec: ofRacer, name: `${racer.id} at step ${racer.step[row]!}` })
    app.analyst.noise.ask(ofRacer)
  }
  const placeName = asked !== undefined && sameQuestion(answer.spec, asked.spec) ? asked.name : undefined
  const isOutdated =
    answer.spec !== undefined && !sameQuestion(answer.spec, noiseSpec(scene, answer.spec.at, answer.spec.batch))
  if (leastBatch > 1)
    return (
      <>
        <p className="empty">
          With batch normalisation the loss of an example depends on its batch: batches estimate no fixed mean, and have
          no noise about it.
        </p>
        <BatchSurfaces />
      </>
    )
  return (
    <>
      <div className="analysis-choices">
        <NativeSelect
          size="xs"
          aria-label="Noise at"
          value={place}
          data={[
            { value: 'start', label: 'the start' },
            {
              value: 'racer',
              label: racer === undefined ? 'a racer at the playhead' : `${racer.id} at the playhead`,
              disabled: racer?.points.length === 0 || racer === undefined,
            },
            { value: 'probe', label: 'the held probe', disabled: pinned === undefined },
            { value: 'origin', label: landscape.dimension === undefined ? 'the origin' : 'the origin of the slice' },
          ]}
          onChange={({ currentTarget: { value } }) => setPlace(places.find((name) => name === value)!)}
        />
      </div>
      <SettingRow name="batch" hint="Examples of the batches whose gradients are drawn one by one">
        <NumberField
          aria-label="Batch of the cloud"
          className="slider-field"
          value={batch}
          min={1}
          max={examples}
          integer
          onCommit={setOwnBatch}
        />
        <span className="unit">of {examples}</span>
      </SettingRow>
      <AnswerBar
        answer={answer}
        name="noise of the gradient"
        isCurrent={isCurrent}
        onCompute={ask}
        onCancel={app.analyst.noise.cancel}
        onForce={(refused) => app.analyst.noise.ask(refused, true)}
      >
        {answer.result === undefined
          ? `${noiseDraws} batches of each size`
          : `at ${placeName ?? placeText(answer.spec!.at)}`}
      </AnswerBar>
      {isOutdated ? (
        <p className="outdated" role="status">
          Outdated: the landscape has changed since
        </p>
      ) : null}
      {answer.result === undefined ? null : <Noise result={answer.result} isOutdated={isOutdated} />}
      <BatchSurfaces />
      <UpdateCostPanel />
    </>
  )
}

/** Whether each batch's own surface is drawn about that of all examples. */
function BatchSurfaces() {
  return (
    <>
      <SettingRow
        name="surfaces of batches"
        hint="Each batch has a surface of its own, which wanders about that of all examples; drawn as ghosts"
      >
        <BatchSurfacesSelect className="slider-field" />
      </SettingRow>
      <BatchSurfacesNote />
    </>
  )
}

function placeText([a, b]: readonly number[]): string {
  return formatPlace([a!, b ?? 0])
}

function Noise({ result, isOutdated }: { readonly result: GradientNoiseResult; readonly isOutdated: boolean }) {
  const { gradientNorm, variance, fitted, examples, batch } = result
  const deviation = Math.sqrt(variance)
  return (
    <div className="noise" data-outdated={isOutdated}>
      <dl className="step-facts">
        <div>
          <dt>|∇f|</dt>
          <dd>{formatNumber(gradientNorm)}</dd>
        </div>
        <div>
          <dt title="The root of the trace of the covariance of one example’s gradient, with divisor N">σ</dt>
          <dd>{formatNumber(deviation)}</dd>
        </div>
        <div>
          <dt title="Of the line through what was measured with replacement; the law has −1/2">fitted power</dt>
          <dd>{Number.isNaN(fitted.exponent) ? '—' : fitted.exponent.toFixed(3).replace('-', '−')}</dd>
        </div>
        <div>
          <dt title="The size from which a batch’s gradient errs by no more than the gradient is long">
            |∇f| = error at
          </dt>
          <dd>{formatNumber(variance / (gradientNorm * gradientNorm), 3)}</dd>
        </div>
      </dl>
      <p className="chart-title">Standard error of a batch’s gradient</p>
      <NoisePlot noise={result} />
      <p className="chart-title">Gradients of batches of {batch} on the plane, ellipses of 1 and 2 deviations</p>
      <GradientCloud noise={result} />
      <Disclosure title="Why the square root">
        <div className="derivation">
          <p>
            A batch’s gradient <Tex tex="\hat g = \tfrac1B \sum_{j=1}^B g_{i_j}" /> is the mean of B draws. Drawn with
            replacement they are independent, each with mean g and, over all coordinates together, variance{' '}
            <Tex tex="\sigma^2 = \tfrac1N \sum_{i=1}^N |g_i - g|^2" />. Variances of independent terms add:
          </p>
          <Tex display tex="\mathbb E\,|\hat g - g|^2 = \tfrac1{B^2} \sum_{j=1}^B \sigma^2 = \frac{\sigma^2}{B}" />
          <p>
            so the error falls as <Tex tex="\sigma/\sqrt B" />: four times the work for half the error. Without
            replacement two draws are never the same example. All {examples} together have no error at all, so each pair
            has the covariance <Tex tex="-\sigma^2/(N-1)" />, and with B (B − 1) such pairs
          </p>
          <Tex
            display
            tex="\mathbb E\,|\hat g - g|^2 = \frac{\sigma^2}{B} - \frac{B-1}{B}\,\frac{\sigma^2}{N-1} = \frac{\sigma^2}{B}\cdot\frac{N-B}{N-1}"
          />
        </div>
      </Disclosure>
    </div>
  )
}
