import { NativeSelect } from '@mantine/core'
import type { OptimizerCard } from '../../../core/definitions/optimizer'
import { PlaceFields } from '../place-fields'
import { StartFields } from '../start-fields'
import { sumFacts } from '../../../core/scene/landscape'
import type { SceneRacer } from '../../../core/scene/racer'
import { startPlace, type StartSetting } from '../../../core/scene/start'
import { rateSentence } from '../../playback/rate-text'
import { useApp } from '../../store/app'
import * as edits from '../../store/edits'
import { possibleEnds } from '../../store/starts'
import { useDerived, useScene } from '../../store/use-stores'
import { Math as Tex } from '../../ui/math'
import { NumberField } from '../../ui/number-field'
import { outcomeNames } from '../../ui/outcome-names'
import { SettingRow } from '../../ui/setting-row'
import { ForkFields } from './fork-fields'
import { HyperparameterControl } from './hyperparameter-control'
import { BatchFields } from './batch-fields'
import { NoiseFields } from './noise-fields'
import { ScheduleFields } from './schedule-fields'

/**
 * A racer's rule and its hyperparameters, drawn from the optimizer's own definition, and all else that makes its steps.
 */
export function RacerDetails({ racer, card }: { racer: SceneRacer; card: OptimizerCard }) {
  const app = useApp()
  const landscape = useScene((scene) => scene.landscape)
  const sum = sumFacts(landscape)
  const { id } = racer
  return (
    <div className="racer-details">
      <div className="rule" title={card.citation}>
        <Tex display tex={card.tex} />
      </div>
      <RacerEnding id={id} />
      {Object.entries(card.hyperparameters).map(([name, definition]) => (
        <HyperparameterControl
          key={name}
          name={name}
          definition={definition}
          value={racer.hyper[name] ?? definition.default}
          label={`${id} ${name}`}
          onChange={(value, gesture) => app.edit(edits.setHyperparameter(id, name, value), gesture)}
        />
      ))}
      {racer.fork === undefined ? null : <ForkFields racer={racer} card={card} fork={racer.fork} />}
      <ScheduleFields racer={racer} />
      <NoiseFields
        noise={racer.noise}
        dimension={landscape.dimension ?? 2}
        owner={`${id} `}
        canShare
        onChange={(noise) => app.edit(edits.changeRacer(id, { noise }))}
      />
      {sum === undefined ? null : (
        <BatchFields
          batch={racer.batch}
          sum={sum}
          owner={`${id} `}
          canShare
          onChange={(batch) => app.edit(edits.changeRacer(id, { batch }))}
        />
      )}
      <Clipping racer={racer} />
      <OwnStart racer={racer} />
    </div>
  )
}

/** How the racer ended, and how fast it came there. */
function RacerEnding({ id }: { readonly id: string }) {
  const ending = useDerived(({ race }) => race.traces.find((trace) => trace.id === id)?.ending)
  const rate = useDerived(({ race }) => race.traces.find((trace) => trace.id === id)?.rate)
  if (ending === undefined) return null
  return (
    <p className="racer-ending">
      <strong>{outcomeNames[ending.outcome]}</strong>: {ending.reason}
      {rate === undefined ? null : `; ${rateSentence(rate)}`}
    </p>
  )
}

function Clipping({ racer }: { racer: SceneRacer }) {
  const app = useApp()
  const { clip } = racer
  return (
    <SettingRow name="clip" hint="Limits the gradient before the rule sees it: its length, or each entry.">
      <NativeSelect
        aria-label={`${racer.id} clip`}
        size="xs"
        value={clip?.kind ?? 'off'}
        data={[
          { value: 'off', label: 'off' },
          { value: 'norm', label: 'by norm' },
          { value: 'value', label: 'by value' },
        ]}
        onChange={(event) => {
          const kind = event.currentTarget.value
          const next = kind === 'norm' || kind === 'value' ? ({ kind, value: clip?.value ?? 1 } as const) : undefined
          app.edit(edits.changeRacer(racer.id, { clip: next }))
        }}
      />
      {clip === undefined ? null : (
        <NumberField
          aria-label={`${racer.id} clip at`}
          className="slider-field"
          value={clip.value}
          min={0}
          exclusiveMin
          onCommit={(value) => app.edit(edits.changeRacer(racer.id, { clip: { ...clip, value } }))}
        />
      )}
    </SettingRow>
  )
}

function OwnStart({ racer }: { racer: SceneRacer }) {
  const app = useApp()
  const { start, id } = racer
  const scene = useScene((current) => current)
  const set = (next: StartSetting | undefined): void => app.edit(edits.changeRacer(id, { start: next }))
  return (
    <>
      <StartFields
        start={start}
        name="start"
        label={`${id} start`}
        hint="Where the racer begins: where all do, at a place of its own, or where another racer has ended, which races first"
        canShare
        ends={possibleEnds(scene, id)}
        onChange={set}
      />
      {start === undefined || startPlace(start) === undefined ? null : (
        <SettingRow name="at" isPart>
          <PlaceFields
            start={start}
            nameOf={(axis) => ({ 'aria-label': `${id} own ${axis}`, className: 'slider-field' })}
            onCommit={set}
          />
        </SettingRow>
      )}
    </>
  )
}
