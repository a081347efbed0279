import { ActionIcon, NativeSelect, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { HyperparameterValue, OptimizerCard } from '../../../core/definitions/optimizer'
import type { ForkSetting } from '../../../core/race/settings'
import type { SceneRacer } from '../../../core/scene/racer'
import { useApp } from '../../store/app'
import * as edits from '../../store/edits'
import { formatNumber } from '../../ui/format'
import { NumberField } from '../../ui/number-field'
import { SettingRow } from '../../ui/setting-row'
import { HyperparameterControl } from './hyperparameter-control'

/** `goes on from step 40 with lr 0.01`. */
export function forkText({ at, hyper }: ForkSetting): string {
  const changes = Object.entries(hyper).map(([name, value]) => `${name} ${valueText(value)}`)
  return `goes on from step ${at} ${changes.length === 0 ? 'as before' : `with ${changes.join(', ')}`}`
}

function valueText(value: HyperparameterValue): string {
  if (typeof value === 'number') return formatNumber(value, 3)
  return typeof value === 'object' ? value.map((entry) => formatNumber(entry, 3)).join(', ') : String(value)
}

/** From which step on a racer has other hyperparameters, and which. Its history up to there and its noise stay. */
export function ForkFields({
  racer,
  card,
  fork,
}: {
  readonly racer: SceneRacer
  readonly card: OptimizerCard
  readonly fork: ForkSetting
}) {
  const app = useApp()
  const { id } = racer
  const unchanged = Object.keys(card.hyperparameters).filter((name) => !Object.hasOwn(fork.hyper, name))
  const set = (name: string, value: HyperparameterValue | undefined, gesture?: string): void =>
    app.edit(edits.setForkHyperparameter(id, name, value), gesture)
  const before = (name: string): HyperparameterValue => racer.hyper[name] ?? card.hyperparameters[name]!.default
  return (
    <section className="fork" aria-label={`Fork of ${id}`}>
      <SettingRow
        name="goes on from step"
        hint="Until this step it does what it would have done; then it goes on with its memory, its noise and other hyperparameters"
      >
        <NumberField
          aria-label={`${id} fork at`}
          className="slider-field"
          value={fork.at}
          integer
          min={0}
          max={1e7}
          onCommit={(at) => app.edit(edits.changeRacer(id, { fork: { ...fork, at } }))}
        />
        <RemoveButton
          label={`Remove the fork of ${id}`}
          onClick={() => app.edit(edits.changeRacer(id, { fork: undefined }))}
        />
      </SettingRow>
      {Object.entries(card.hyperparameters).map(([name, definition]) =>
        Object.hasOwn(fork.hyper, name) ? (
          <div key={name} className="fork-change">
            <HyperparameterControl
              name={name}
              definition={definition}
              value={fork.hyper[name]!}
              label={`${id} fork ${name}`}
              onChange={(value, gesture) => set(name, value, gesture)}
            />
            <RemoveButton label={`Keep ${name} as before the fork`} onClick={() => set(name, undefined)} />
          </div>
        ) : null,
      )}
      {unchanged.length === 0 ? null : (
        <NativeSelect
          aria-label={`${id} fork change`}
          size="xs"
          value=""
          data={[{ value: '', label: 'with another …' }, ...unchanged]}
          onChange={(event) => {
            const name = event.currentTarget.value
            if (name !== '') set(name, before(name))
          }}
        />
      )}
    </section>
  )
}

function RemoveButton({ label, onClick }: { readonly label: string; readonly onClick: () => void }) {
  return (
    <Tooltip label={label}>
      <ActionIcon size={20} aria-label={label} onClick={onClick}>
        <IconX size={12} />
      </ActionIcon>
    </Tooltip>
  )
}
