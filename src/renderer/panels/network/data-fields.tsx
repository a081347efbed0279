import { Button, NativeSelect, Switch } from '@mantine/core'
import type { DataSetCard } from '../../../core/definitions/data-set'
import type { HyperparameterValue } from '../../../core/definitions/optimizer'
import type { NetworkLandscape } from '../../../core/scene/landscape-kinds/network'
import { useApp } from '../../store/app'
import { changeNetwork, chooseDataSet, type NetworkChange, ownData, setData } from '../../store/network-edits'
import { useNetwork } from '../../store/use-stores'
import { Disclosure } from '../../ui/disclosure'
import { NumberField } from '../../ui/number-field'
import { SettingRow } from '../../ui/setting-row'
import { HyperparameterControl } from '../racers/hyperparameter-control'

/** What the data set of an own table is called in the menu. */
const own = ''

/** Options that are set at first sight; the others are a click away. */
const firstOptions = ['examples', 'noise', 'flipFraction']

/** The data that a network learns: a set with its options, how it is split, and whether inputs are standardised. */
export function DataFields({ landscape }: { readonly landscape: NetworkLandscape }) {
  const app = useApp()
  const { dataSetCards } = app.cards
  const shown = useNetwork((view) => view.data)
  const edit = (change: NetworkChange, gesture?: string): void => app.edit(changeNetwork(change, app.cards), gesture)
  const { data } = landscape
  const isOwn = !('id' in data)
  const card = isOwn ? undefined : dataSetCards.find(({ id }) => id === data.id)
  const { standardise = false, seed } = data
  return (
    <>
      <SettingRow
        name="set"
        hint={card?.description ?? 'Examples that were given one by one: drag them in the picture'}
      >
        <NativeSelect
          aria-label="Data set"
          className="wide-select"
          size="xs"
          value={card?.id ?? own}
          data={[
            ...(isOwn ? [{ value: own, label: 'one’s own' }] : []),
            ...dataSetCards.map(({ id, title }) => ({ value: id, label: title })),
          ]}
          onChange={({ currentTarget: { value } }) => edit(chooseDataSet(value, app.cards))}
        />
      </SettingRow>
      {card === undefined ? null : (
        <Options
          card={card}
          data={data}
          onChange={(name, value, gesture) => edit(setData({ [name]: value }), gesture)}
        />
      )}
      <SplitFields landscape={landscape} edit={edit} />
      <SettingRow
        name="standardise"
        hint="Shifts and scales inputs to mean 0 and deviation 1, as those of the training examples need it"
        isChanged={standardise}
      >
        <Switch
          aria-label="Standardise inputs"
          checked={standardise}
          disabled={landscape.sum.examples < 2}
          onChange={({ currentTarget: { checked } }) => edit(setData({ standardise: checked ? true : undefined }))}
        />
      </SettingRow>
      <SettingRow name="data seed" hint="Of the draws: data, split and flips; that of the race where none is set">
        <NumberField
          aria-label="Data seed"
          className="slider-field"
          value={seed ?? landscape.seed}
          integer
          min={0}
          onCommit={(next) => edit(setData({ seed: next }))}
        />
      </SettingRow>
      {isOwn || shown === undefined || shown.inputs > 2 ? null : (
        <Button
          className="own-data"
          size="compact-xs"
          variant="default"
          title="The examples stay as they are and can be dragged; the set’s options no longer apply"
          onClick={() => edit(ownData(shown))}
        >
          Make these examples my own
        </Button>
      )}
    </>
  )
}

interface OptionsProps {
  readonly card: DataSetCard
  readonly data: Readonly<Record<string, unknown>>
  readonly onChange: (name: string, value: HyperparameterValue, gesture?: string) => void
}

function Options({ card, data, onChange }: OptionsProps) {
  const entries = Object.entries(card.options)
  const control = ([name, definition]: (typeof entries)[number]) => (
    <HyperparameterControl
      key={name}
      name={optionNames[name] ?? name}
      definition={{ ...definition, symbol: '' }}
      label={`data ${optionNames[name] ?? name}`}
      value={(data[name] ?? definition.default) as HyperparameterValue}
      onChange={(value, gesture) => onChange(name, value, gesture)}
    />
  )
  const rest = entries.filter(([name]) => !firstOptions.includes(name))
  const changed = rest.filter(([name, { default: usual }]) => data[name] !== undefined && data[name] !== usual).length
  return (
    <>
      {firstOptions.flatMap((name) => entries.filter(([key]) => key === name)).map(control)}
      <Disclosure title="More options" note={changed === 0 ? undefined : `${changed} changed`}>
        {rest.map(control)}
      </Disclosure>
    </>
  )
}

/** Keys of options as words. */
const optionNames: Readonly<Record<string, string>> = {
  flipFraction: 'flipped',
  randomLabels: 'random labels',
  targetNoise: 'target noise',
}

interface SplitFieldsProps {
  readonly landscape: NetworkLandscape
  readonly edit: (change: NetworkChange) => void
}

/** The parts that are held out; the rest is trained on. */
function SplitFields({ landscape: { data, sum }, edit }: SplitFieldsProps) {
  const { split = [1, 0, 0] } = data
  const [, validation, test] = split
  const set = (nextValidation: number, nextTest: number): void => {
    // Written as a person would, so that 0.7 stays 0.7.
    const training = Number((1 - nextValidation - nextTest).toPrecision(12))
    edit(setData({ split: training === 1 ? undefined : [training, nextValidation, nextTest] }))
  }
  const field = (name: string, value: number, other: number, onCommit: (next: number) => void) => (
    <NumberField
      aria-label={`Part for ${name}`}
      className="slider-field"
      value={value}
      min={0}
      check={(next) => (next + other < 1 ? undefined : 'nothing would be left for training')}
      onCommit={onCommit}
    />
  )
  return (
    <>
      <SettingRow name="validation, test" hint={`Parts held out of training, which is on ${sum.examples} examples`}>
        {field('validation', validation, test, (next) => set(next, test))}
        {field('test', test, validation, (next) => set(validation, next))}
      </SettingRow>
    </>
  )
}
