import { NativeSelect, Switch } from '@mantine/core'
import type { Hyperparameter, HyperparameterValue, PairHyperparameter } from '../../../core/definitions/optimizer'
import { useApp } from '../../store/app'
import { NumberField } from '../../ui/number-field'
import { SettingRow } from '../../ui/setting-row'
import { SliderRow } from '../../ui/slider-row'
import { rangeText } from './range-text'

interface HyperparameterControlProps {
  readonly name: string
  readonly definition: Hyperparameter
  readonly value: HyperparameterValue
  /** What a screen reader calls it: whose it is, and its name. */
  readonly label: string
  /** A drag of a slider names its gesture. */
  readonly onChange: (value: HyperparameterValue, gesture?: string) => void
}

/** The control of one hyperparameter, whatever its kind, drawn from its definition. */
export function HyperparameterControl({ name, definition, value, label, onChange }: HyperparameterControlProps) {
  const app = useApp()
  const description = <Description name={name} definition={definition} />
  switch (definition.kind) {
    case 'number':
      return (
        <SliderRow
          name={name}
          symbol={definition.symbol}
          description={description}
          label={label}
          value={Number(value)}
          range={definition.usual}
          min={definition.min}
          max={definition.max}
          exclusiveMin={definition.exclusiveMin ?? false}
          exclusiveMax={definition.exclusiveMax ?? false}
          integer={definition.integer ?? false}
          scale={definition.scale}
          onChange={onChange}
          onChangeEnd={app.document.endGesture}
        />
      )
    case 'pair': {
      const pair = Array.isArray(value) ? (value as readonly [number, number]) : definition.default
      const ranges = pairRanges(definition)
      return (
        <SettingRow name={name} symbol={definition.symbol} hint={description}>
          {([0, 1] as const).map((index) => (
            <NumberField
              key={index}
              aria-label={`${label} ${index + 1}`}
              className="slider-field"
              value={pair[index]}
              {...ranges[index]}
              onCommit={(next) => onChange(index === 0 ? [next, pair[1]] : [pair[0], next])}
            />
          ))}
        </SettingRow>
      )
    }
    case 'boolean':
      return (
        <SettingRow name={name} hint={description}>
          <Switch
            aria-label={label}
            checked={value === true}
            onChange={(event) => onChange(event.currentTarget.checked)}
          />
        </SettingRow>
      )
    case 'choice':
      return (
        <SettingRow name={name} hint={description}>
          <NativeSelect
            aria-label={label}
            size="xs"
            value={String(value)}
            data={[...definition.options]}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
        </SettingRow>
      )
  }
}

function Description({ name, definition }: Pick<HyperparameterControlProps, 'name' | 'definition'>) {
  const range = rangeText(definition)
  return (
    <>
      <strong>{name}</strong>: {definition.description}
      {range === undefined ? null : <div className="tip-range">{range}</div>}
    </>
  )
}

/** The range of either number, which may be bounded by a number between them. */
function pairRanges({ min, max, exclusiveMin = false, exclusiveMax = false, around }: PairHyperparameter) {
  const range = { min, max, exclusiveMin, exclusiveMax }
  if (around === undefined) return [range, range] as const
  return [
    { ...range, max: around, exclusiveMax: true },
    { ...range, min: around, exclusiveMin: true },
  ] as const
}
