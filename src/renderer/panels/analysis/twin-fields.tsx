import { NativeSelect } from '@mantine/core'
import type { TwinChoice } from '../../store/session'
import { NumberField } from '../../ui/number-field'
import type { TwinWay } from './paths-question'

interface TwinFieldsProps {
  readonly ways: readonly TwinWay[]
  /** Units of each hidden layer. */
  readonly widths: readonly number[]
  readonly setting: TwinChoice
  readonly onChange: (twin: TwinChoice) => void
}

/** How a network becomes its twin; people count layers and units from 1. */
export function TwinFields({ ways, widths, setting, onChange }: TwinFieldsProps) {
  const { kind, layer, unit, other, factor, seed } = setting
  const change = (part: Partial<TwinChoice>): void => onChange({ ...setting, ...part })
  const layers = ways.find((way) => way.kind === kind)!.layers
  const units = widths[layer] ?? 1
  const ofUnit = (name: string, value: number, key: 'unit' | 'other') => (
    <NumberField
      aria-label={name}
      size="xs"
      value={value + 1}
      min={1}
      max={units}
      integer
      onCommit={(typed) => change({ [key]: typed - 1 })}
    />
  )
  return (
    <div className="twin-fields">
      <NativeSelect
        size="xs"
        aria-label="Twin by"
        value={kind}
        data={ways.map((way) => ({ value: way.kind, label: way.label }))}
        onChange={({ currentTarget: { value } }) => change({ kind: ways.find((way) => way.kind === value)!.kind })}
      />
      {layers.length > 1 && kind !== 'shuffle' ? (
        <NativeSelect
          size="xs"
          aria-label="Layer of the twin"
          value={String(layer)}
          data={layers.map((each) => ({ value: String(each), label: `layer ${each + 1}` }))}
          onChange={({ currentTarget }) => change({ layer: Number(currentTarget.value) })}
        />
      ) : null}
      {kind === 'swap' || kind === 'flip' ? (
        <>
          <span className="dash">unit</span>
          {ofUnit('Unit of the twin', unit, 'unit')}
        </>
      ) : null}
      {kind === 'swap' ? (
        <>
          <span className="dash">and</span>
          {ofUnit('Other unit of the twin', other, 'other')}
        </>
      ) : null}
      {kind === 'rescale' ? (
        <>
          <span className="dash">by</span>
          <NumberField
            aria-label="Factor of the twin"
            size="xs"
            value={factor}
            min={1e-6}
            max={1e6}
            onCommit={(typed) => change({ factor: typed })}
          />
        </>
      ) : null}
      {kind === 'shuffle' ? (
        <>
          <span className="dash">seed</span>
          <NumberField
            aria-label="Seed of the twin"
            size="xs"
            value={seed}
            min={0}
            max={Number.MAX_SAFE_INTEGER}
            integer
            onCommit={(typed) => change({ seed: typed })}
          />
        </>
      ) : null}
    </div>
  )
}
