import { NativeSelect } from '@mantine/core'
import type { HyperparameterValue } from '../../../core/definitions/optimizer'
import type { NetworkLandscape } from '../../../core/scene/landscape-kinds/network'
import { useApp } from '../../store/app'
import { changeNetwork, type NetworkChange, setInit } from '../../store/network-edits'
import { NumberField } from '../../ui/number-field'
import { SettingRow } from '../../ui/setting-row'
import { HyperparameterControl } from '../racers/hyperparameter-control'

/** PyTorch's own, which is taken where a scene names none. */
const standard = 'kaiming-uniform'
/** Parameters that a file gives. */
const given = ''

/** What the parameters begin with. */
export function InitFields({ landscape }: { readonly landscape: NetworkLandscape }) {
  const app = useApp()
  const { initialiserCards } = app.cards
  const edit = (change: NetworkChange, gesture?: string): void => app.edit(changeNetwork(change, app.cards), gesture)
  const { init, theta } = landscape
  const isGiven = theta !== undefined
  const { id, seed, ...options } = init ?? { id: standard }
  const card = isGiven ? undefined : initialiserCards.find((each) => each.id === id)
  return (
    <>
      <SettingRow name="begin as" hint={card?.description ?? 'The parameters that the scene’s file gives'}>
        <NativeSelect
          aria-label="Initialiser"
          className="wide-select"
          size="xs"
          value={isGiven ? given : id}
          data={[
            ...(isGiven ? [{ value: given, label: 'given' }] : []),
            ...initialiserCards.map((each) => ({ value: each.id, label: each.title })),
          ]}
          onChange={({ currentTarget: { value } }) => edit(setInit({ id: value, ...(seed !== undefined && { seed }) }))}
        />
      </SettingRow>
      {card === undefined
        ? null
        : Object.entries(card.options).map(([name, definition]) => (
            <HyperparameterControl
              key={name}
              name={name}
              definition={{ ...definition, symbol: '' }}
              label={`initialiser ${name}`}
              value={(options[name] ?? definition.default) as HyperparameterValue}
              onChange={(value, gesture) =>
                edit(setInit({ ...options, id, ...(seed !== undefined && { seed }), [name]: value }), gesture)
              }
            />
          ))}
      {isGiven ? null : (
        <SettingRow name="seed" hint="Of the draws; that of the race where none is set">
          <NumberField
            aria-label="Initialiser seed"
            className="slider-field"
            value={seed ?? landscape.seed}
            integer
            min={0}
            onCommit={(next) => edit(setInit({ ...options, id, seed: next }))}
          />
        </SettingRow>
      )}
    </>
  )
}
