import { NativeSelect } from '@mantine/core'
import type { ReactNode } from 'react'
import type { LookAt } from '../../../core/scene/local-instruments'
import { useApp } from '../../store/app'
import { lookEdits } from '../../store/local-edits'
import { racerAt } from '../../store/local-questions'
import { useDerived, useScene } from '../../store/use-stores'
import { NumberField } from '../../ui/number-field'
import { SettingRow } from '../../ui/setting-row'

interface LookAtFieldsProps {
  readonly name: string
  readonly hint: ReactNode
  readonly instrument: keyof typeof lookEdits
  readonly at: LookAt | undefined
  /** What a screen reader calls it. */
  readonly label: string
}

/** Chooses where an instrument looks: at the probe, at a racer at the playhead, at a place that stays. */
export function LookAtFields({ name, hint, instrument, at, label }: LookAtFieldsProps) {
  const app = useApp()
  const racers = useScene((scene) => scene.racers)
  const probe = useDerived((state) => state.probe)
  const racer = racerAt({ racers }, at)
  const isPlace = at !== undefined && !('of' in at)
  const look = (next: LookAt | undefined): void => app.edit(lookEdits[instrument](next))
  const choose = (value: string): void => {
    if (value === 'probe') look(undefined)
    else if (value === 'place') look(probe === undefined ? app.restingPlace() : [probe.at[0]!, probe.at[1] ?? 0])
    else look({ of: value.slice('racer '.length) })
  }
  return (
    <>
      <SettingRow name={name} hint={hint}>
        <NativeSelect
          size="xs"
          aria-label={label}
          value={isPlace ? 'place' : racer === undefined ? 'probe' : `racer ${racer.id}`}
          data={[
            { value: 'probe', label: 'the probe' },
            { value: 'place', label: 'a place' },
            ...racers.map(({ id }) => ({ value: `racer ${id}`, label: `${id} at the playhead` })),
          ]}
          onChange={({ currentTarget: { value } }) => choose(value)}
        />
      </SettingRow>
      {isPlace ? (
        <SettingRow name="at" isPart>
          {at.map((value, index) => (
            <NumberField
              key={index}
              aria-label={`${label}, ${index === 0 ? 'x' : 'y'}`}
              className="slider-field"
              size="xs"
              value={value}
              onCommit={(next) => look(index === 0 ? [next, at[1]] : [at[0], next])}
            />
          ))}
        </SettingRow>
      ) : null}
    </>
  )
}
