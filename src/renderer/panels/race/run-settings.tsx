import { NativeSelect } from '@mantine/core'
import type { StopRules } from '../../../core/race/trace'
import { sumFacts } from '../../../core/scene/landscape'
import { startPlace } from '../../../core/scene/start'
import { raceSpec } from '../../../engine/scene-specs'
import { clockNames } from '../../playback/clock-names'
import type { ClockAxis } from '../../playback/trace'
import { useApp } from '../../store/app'
import * as edits from '../../store/edits'
import { useScene } from '../../store/use-stores'
import { Disclosure } from '../../ui/disclosure'
import { NumberField, OptionalNumberField } from '../../ui/number-field'
import { BatchFields } from '../racers/batch-fields'
import { NoiseFields } from '../racers/noise-fields'
import { SeedsSetting } from './seeds-setting'
import { PlaceFields } from '../place-fields'
import { StartFields } from '../start-fields'
import { SettingRow } from '../../ui/setting-row'
import { useHeld } from '../../ui/use-held'

/** What holds for all racers: where they start, for how long, with what noise, and when they stop before. */
export function RunSettings() {
  const app = useApp()
  const scene = useScene((current) => current)
  const { start, steps, record, noise, seed, landscape } = scene
  const sum = sumFacts(landscape)
  const [heldLength, heldSeed] = [useHeld('steps'), useHeld('seed')]
  const axes: readonly ClockAxis[] =
    sum === undefined ? ['step', 'evaluation'] : ['step', 'evaluation', 'epoch', 'examples']
  return (
    <>
      <div className="run-settings" data-control="start steps seed">
        <PlaceFields
          start={start}
          nameOf={(axis) => ({ label: `Start ${axis}` })}
          onCommit={(next) => app.edit(edits.setStart(next))}
        />
        <NumberField
          label="Length"
          title={heldLength ?? 'How many updates each racer makes'}
          disabled={heldLength !== undefined}
          value={steps}
          integer
          min={1}
          max={1e7}
          onCommit={(value) => app.edit(edits.setScene({ steps: value }))}
        />
        <NumberField
          label="Seed"
          title={heldSeed ?? 'Of all that is drawn by chance'}
          disabled={heldSeed !== undefined}
          value={seed}
          integer
          min={0}
          max={4294967295}
          onCommit={(value) => app.edit(edits.setScene({ seed: value }))}
        />
        <NumberField
          label="Record every"
          title="Every so many steps a row is recorded; the last one always"
          value={record}
          integer
          min={1}
          max={1e7}
          onCommit={(value) => app.edit(edits.setScene({ record: value }))}
        />
      </div>
      {(landscape.dimension ?? 1) === 1 && startPlace(start) !== undefined ? null : (
        <StartFields
          start={start}
          name="start"
          label="Start"
          hint="Where all racers begin that have no start of their own: at a place, or at a vector in the whole space"
          canShare={false}
          ends={[]}
          onChange={(next) => {
            if (next !== undefined) app.edit(edits.setStart(next))
          }}
        />
      )}
      <SettingRow
        name="compare by"
        hint="What all racers have equally much of. Evaluations of the gradient are fair where some rules look several times a step."
      >
        <NativeSelect
          aria-label="Compare by"
          size="xs"
          value={scene.compareBy}
          data={axes.map((axis) => ({ value: axis, label: clockNames[axis].plural }))}
          onChange={({ currentTarget }) => {
            const compareBy = axes.find((axis) => axis === currentTarget.value)
            if (compareBy !== undefined) app.edit(edits.setScene({ compareBy }))
          }}
        />
      </SettingRow>
      {scene.compareBy === 'step' ? null : (
        <p className="kink-note fair-note">
          A fair race: each racer has {raceSpec(scene).stop.evaluations}{' '}
          {sum === undefined ? 'evaluations of the gradient' : `epochs of ${sum.examples} examples`}, however many it
          spends on a step.
        </p>
      )}
      <NoiseFields
        noise={noise}
        dimension={landscape.dimension ?? 2}
        owner=""
        canShare={false}
        onChange={(next) => {
          if (next !== undefined) app.edit(edits.setScene({ noise: next }))
        }}
      />
      {sum === undefined ? null : (
        <>
          <BatchFields
            batch={scene.batch}
            sum={sum}
            owner=""
            canShare={false}
            onChange={(next) => app.edit(edits.setBatch(next))}
          />
          <SettingRow
            name="measure every"
            hint="After so many steps the loss of all examples is measured, which no racer is charged for; empty: once an epoch. The losses of the batches are known at every step."
            isChanged={scene.measure?.every !== undefined}
          >
            <OptionalNumberField
              aria-label="Measure every"
              className="slider-field"
              placeholder="epoch"
              value={scene.measure?.every}
              integer
              min={1}
              onCommit={(every) => app.edit(edits.setMeasureEvery(every))}
            />
            <span className="unit">{scene.measure?.every === undefined ? '' : 'steps'}</span>
          </SettingRow>
        </>
      )}
      <SeedsSetting />
      <StopRulesFields stop={scene.stop} />
    </>
  )
}

interface StopRule {
  readonly name: string
  readonly meaning: string
  readonly min?: number
  readonly exclusiveMin?: boolean
  readonly integer?: boolean
  /** What stands in a field that is empty. */
  readonly off: string
}

const stopRules = {
  gradientNorm: {
    name: '|∇f| at most',
    meaning: 'Converged once the gradient is no longer than this',
    min: 0,
    off: 'off',
  },
  loss: { name: 'loss at most', meaning: 'Converged once the loss has come down to this', off: 'off' },
  stalledFor: {
    name: 'no progress for',
    meaning: 'Stalled once the best loss has not improved for so many steps',
    min: 1,
    integer: true,
    off: 'off',
  },
  patience: {
    name: 'patience',
    meaning:
      'Stopped early once the validation loss has not improved at so many measuring points: the best parameters are restored',
    min: 1,
    integer: true,
    off: 'off',
  },
  evaluations: {
    name: 'evaluations',
    meaning:
      'Ends once so many gradients have been evaluated; in a race compared by evaluations this is what each racer has',
    min: 1,
    integer: true,
    off: 'off',
  },
  escape: {
    name: 'lost beyond',
    meaning: 'Diverged once farther than so many half-widths of the domain from its centre',
    min: 0,
    exclusiveMin: true,
    off: '1000',
  },
} as const satisfies Record<keyof StopRules, StopRule>

/** When a racer ends before its steps are used up. */
function StopRulesFields({ stop }: { readonly stop: StopRules }) {
  const app = useApp()
  const rules = Object.entries(stopRules) as [keyof StopRules, StopRule][]
  const count = rules.filter(([rule]) => stop[rule] !== undefined).length
  return (
    <Disclosure title="Stop rules" note={count === 0 ? undefined : `${count} set`}>
      {rules.map(([rule, { name, meaning, off, ...range }]) => (
        <SettingRow key={rule} name={name} hint={`${meaning}. Empty: ${off === 'off' ? 'off' : off}.`}>
          <OptionalNumberField
            aria-label={`Stop: ${name}`}
            className="slider-field"
            placeholder={off}
            value={stop[rule]}
            {...range}
            onCommit={(value) => app.edit(edits.setStopRule(rule, value))}
          />
          <span className="unit">{units[rule]}</span>
        </SettingRow>
      ))}
    </Disclosure>
  )
}

const units: Readonly<Record<keyof StopRules, string>> = {
  gradientNorm: '',
  loss: '',
  stalledFor: 'steps',
  patience: 'measuring points',
  evaluations: '',
  escape: 'half-widths',
}
