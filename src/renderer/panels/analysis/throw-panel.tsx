import { Button, NativeSelect, Switch } from '@mantine/core'
import type { Domain } from '../../../core/domain'
import { throwSteps, usualThrow } from '../../../core/scene/throw-setting'
import type { ThrowArrow, ThrowResult } from '../../../engine'
import { throwSpec } from '../../../engine/scene-specs'
import { throwColors } from '../../charts/throw-colors'
import { clockAtStep } from '../../playback/trace'
import { sameQuestion } from '../../store/answer'
import { useApp } from '../../store/app'
import * as edits from '../../store/edits'
import { useDerived, useScene } from '../../store/use-stores'
import { formatNumber, formatPlace } from '../../ui/format'
import { Math as Tex } from '../../ui/math'
import { NumberField } from '../../ui/number-field'
import { SettingRow } from '../../ui/setting-row'
import { AnswerBar } from './answer-bar'
import { RacerSelect } from './racer-select'
import { throwSentence } from './throw-sentences'

/** The throw of a racer at a cliff: where it happens, and what clipping makes of it. */
export function ThrowPanel() {
  const app = useApp()
  const scene = useScene((current) => current)
  const answer = useDerived((state) => state.analysis.thrown)
  const isRaced = useDerived(({ race }) => race.traces.length > 0)
  const { racers, view } = scene
  const setting = view.throw ?? usualThrow
  const isMarked = view.throw !== undefined
  const racer = racers.find(({ id }) => id === setting.of) ?? racers[0]
  if (racer === undefined) return <p className="empty">Add a racer, whose steps are to be looked at.</p>
  const { spec, result } = answer
  const isCurrent = spec !== undefined && sameQuestion(spec, throwSpec(scene, spec.step))
  const ask = (): void => {
    const question = throwSpec(scene, spec?.step)
    if (question !== undefined) app.analyst.thrown.ask(question)
  }
  return (
    <>
      <Switch
        className="overlay-switch"
        labelPosition="left"
        label="Mark the throw on surface and map"
        checked={isMarked}
        onChange={({ currentTarget: { checked } }) =>
          app.edit(checked ? edits.setThrow({}) : edits.setView({ throw: undefined }))
        }
      />
      <div className="analysis-choices">
        <RacerSelect label="Throw of" value={racer.id} onChange={(of) => app.edit(edits.setThrow({ of }))} />
        <NativeSelect
          size="xs"
          aria-label="Step that is marked"
          value={setting.at}
          data={[
            { value: 'throw', label: 'the throw' },
            { value: 'playhead', label: 'at the playhead' },
          ]}
          onChange={({ currentTarget: { value } }) =>
            app.edit(edits.setThrow({ at: throwSteps.find((each) => each === value)! }))
          }
        />
      </div>
      <SettingRow name="a throw from" hint="How many times the length of each step before it a throw has at least">
        <NumberField
          aria-label="Ratio of a throw"
          className="slider-field"
          value={setting.ratio}
          min={1}
          exclusiveMin
          onCommit={(ratio) => app.edit(edits.setThrow({ ratio }))}
        />
        <span className="unit">times</span>
      </SettingRow>
      <SettingRow name="clipped at" hint="What both ways of clipping clip at; a racer that is clipped has its own">
        <NumberField
          aria-label="Clipped at"
          className="slider-field"
          value={racer.clip?.value ?? setting.clip}
          min={0}
          exclusiveMin
          disabled={racer.clip !== undefined}
          onCommit={(clip) => app.edit(edits.setThrow({ clip }))}
        />
      </SettingRow>
      {!isMarked || (isCurrent && answer.status.kind === 'done') ? null : isRaced ? (
        <AnswerBar
          answer={answer}
          name="the throw"
          isCurrent={isCurrent}
          onCompute={ask}
          onCancel={app.analyst.thrown.cancel}
          onForce={(refused) => app.analyst.thrown.ask(refused, true)}
        />
      ) : (
        <p className="empty">Race first.</p>
      )}
      {!isMarked || !isCurrent || result === undefined ? null : (
        <Throw racer={racer.id} result={result} sentence={throwSentence(racer.id, result, spec)} />
      )}
    </>
  )
}

interface ThrowProps {
  readonly racer: string
  readonly result: ThrowResult
  readonly sentence: string
}

function Throw({ racer, result, sentence }: ThrowProps) {
  const app = useApp()
  const domain = useScene(({ landscape }) => landscape.domain)
  const axis = useScene((scene) => scene.compareBy)
  const trace = useDerived(({ race }) => race.traces.find(({ id }) => id === racer))
  const { step, usual, from, to, loss, change } = result
  if (step === 0) return <p className="plane-note">{sentence}</p>
  const clock = trace === undefined ? NaN : clockAtStep(trace, axis, step)
  const places = [
    { number: 1, name: 'usual descent', at: usual },
    { number: 2, name: 'the step starts', at: from },
    { number: 3, name: 'where it lands', at: to },
  ]
  return (
    <>
      <p className="plane-note" role="status" aria-label="Whether it is a throw">
        {sentence}
      </p>
      <table className="stages throw-places" aria-label="Numbered marks">
        <tbody>
          {places.map(({ number, name, at }) => (
            <tr key={number}>
              <th scope="row">
                <span className="throw-number">{number}</span> {name}
              </th>
              <td>{at === undefined ? 'none: the first step' : placeText(at, domain)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Arrows result={result} />
      <div className="throw-outcome">
        <p className="plane-note" aria-label="What the step did to the loss">
          loss {formatNumber(loss)} → {formatNumber(loss + change)}
        </p>
        <Button
          variant="default"
          px={10}
          disabled={Number.isNaN(clock)}
          onClick={() => app.playback.dispatch({ type: 'seek', to: clock })}
        >
          Go to step {step}
        </Button>
      </div>
      <p className="plane-note">An arrow too short to be seen is drawn longer.</p>
    </>
  )
}

function placeText(at: readonly [number, number], { x, y }: Domain): string {
  const isInside = at[0] >= x[0] && at[0] <= x[1] && at[1] >= y[0] && at[1] <= y[1]
  return `${formatPlace(at, 3)}${isInside ? '' : ', outside'}`
}

/** The gradient as a displacement, raw and clipped, and the step that was taken. */
function Arrows({ result: { raw, byNorm, byValue, length, clip } }: Pick<ThrowProps, 'result'>) {
  const rows: readonly (readonly [keyof typeof throwColors, string, ThrowArrow])[] = [
    ['raw', 'raw, −lr g', raw],
    ['byNorm', `norm clipped at ${formatNumber(clip)}`, byNorm],
    ['byValue', `values clipped at ${formatNumber(clip)}`, byValue],
  ]
  return (
    <table className="stages" aria-label="Raw and clipped steps">
      <thead>
        <tr>
          <th scope="col">arrow</th>
          <th scope="col">length</th>
          <th scope="col">turned by</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([id, name, arrow]) => (
          <tr key={id}>
            <th scope="row" title={name}>
              <span className="stage-key" style={{ borderColor: throwColors[id] }} /> {name}
            </th>
            <td>{formatNumber(arrow.length)}</td>
            <td>{id === 'raw' ? '' : `${formatNumber(arrow.turned < 1e-9 ? 0 : arrow.turned, 4)}°`}</td>
          </tr>
        ))}
      </tbody>
      <tbody>
        <tr data-sum="true">
          <th scope="row">
            step taken <Tex tex="\|\theta_t - \theta_{t-1}\|" />
          </th>
          <td>{formatNumber(length)}</td>
          <td />
        </tr>
      </tbody>
    </table>
  )
}
