import { ActionIcon, NativeSelect, Popover, Tooltip } from '@mantine/core'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { useState } from 'react'
import { type ChartQuantity, chartQuantities, type ChartScale, measuredColumns } from '../../core/scene/chart'
import { type ClockAxis, clockAxes } from '../../core/scene/clock-axis'
import { exampleCount } from '../../core/scene/landscape'
import { clockNames } from '../playback/clock-names'
import { useApp } from '../store/app'
import { setChart } from '../store/edits'
import { useScene } from '../store/use-stores'
import { OptionalNumberField } from '../ui/number-field'
import { SettingRow } from '../ui/setting-row'
import { FitRows, ReferenceRows, StopRows } from './fit-rows'
import { canHave } from './missing-quantity'
import { isAveraged, shownQuantities } from './race-content'
import { quantityNames } from './race-quantities'

/** Above the chart: which quantity each axis shows, which is its legend too, and how it is drawn. */
export function ChartControls() {
  const app = useApp()
  const chart = useScene((scene) => scene.view.chart)
  const { quantity, second } = chart
  return (
    <div className="chart-head">
      <QuantitySelect
        label="Quantity"
        side="first"
        value={quantity}
        onChange={(next) => {
          if (next !== undefined) app.edit(setChart({ quantity: next, scale: undefined }))
        }}
      />
      <QuantitySelect
        label="Second quantity"
        side="second"
        value={second}
        none={second === undefined ? 'and …' : 'nothing else'}
        onChange={(next) => app.edit(setChart({ second: next, secondScale: undefined }))}
      />
      <ChartSettings />
    </div>
  )
}

interface QuantitySelectProps {
  readonly label: string
  readonly side: 'first' | 'second'
  readonly value: ChartQuantity | undefined
  /** What stands for no quantity, where there may be none. */
  readonly none?: string
  readonly onChange: (quantity: ChartQuantity | undefined) => void
}

function QuantitySelect({ label, side, value, none, onChange }: QuantitySelectProps) {
  const landscape = useScene((scene) => scene.landscape)
  // What the scene asks for stays in the list, even where there is none of it.
  const offered = chartQuantities.filter((id) => id === value || canHave(landscape, id))
  const option = (id: ChartQuantity) => (
    <option key={id} value={id}>
      {quantityNames[id].name}
    </option>
  )
  const [ofTraining, ofRaces] = [offered.filter(isOfTraining), offered.filter((id) => !isOfTraining(id))]
  return (
    <div className="chart-quantity" data-side={side} data-empty={value === undefined || undefined}>
      <svg className="chart-sample" width="18" height="6" aria-hidden="true">
        <line x1="0" x2="18" y1="3" y2="3" />
      </svg>
      <NativeSelect
        size="xs"
        variant="unstyled"
        aria-label={label}
        value={value ?? ''}
        onChange={({ currentTarget }) => onChange(chartQuantities.find((id) => id === currentTarget.value))}
      >
        {none === undefined ? null : <option value="">{none}</option>}
        {ofTraining.length === 0 ? (
          ofRaces.map(option)
        ) : (
          <>
            <optgroup label="of the race">{ofRaces.map(option)}</optgroup>
            <optgroup label="of training">{ofTraining.map(option)}</optgroup>
          </>
        )}
      </NativeSelect>
    </div>
  )
}

function isOfTraining(quantity: ChartQuantity): boolean {
  return measuredColumns[quantity] !== undefined || quantity === 'batch-loss' || quantity === 'batch-gradient-norm'
}

/** Scales, the axis and the running mean, which are seldom changed. */
function ChartSettings() {
  const app = useApp()
  const scene = useScene((current) => current)
  const { landscape, compareBy, view } = scene
  const { second, scale, secondScale, against, againstScale, mean } = view.chart
  const [isOpen, setOpen] = useState(false)
  const axes: readonly ClockAxis[] =
    exampleCount(landscape) === undefined ? clockAxes.filter((axis) => !isOfExamples(axis)) : clockAxes
  const isMeant = shownQuantities(scene).some((quantity) => isAveraged(quantity, landscape))
  return (
    <Popover
      position="top-start"
      shadow="md"
      width={264}
      withArrow
      trapFocus
      returnFocus
      opened={isOpen}
      onChange={setOpen}
    >
      <Popover.Target>
        <Tooltip label="How the chart is drawn: axis, scales, running mean" disabled={isOpen}>
          <ActionIcon size={20} aria-label="Chart settings" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            <IconAdjustmentsHorizontal size={14} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown className="chart-settings" aria-label="Chart settings" tabIndex={0}>
        <SettingRow
          name="against"
          hint="What the chart is drawn against. Where the playhead counts something else, dots show where the racers are."
          isChanged={against !== undefined}
        >
          <NativeSelect
            aria-label="Chart against"
            size="xs"
            value={against ?? ''}
            data={[
              { value: '', label: `playhead (${clockNames[compareBy].plural})` },
              ...axes.map((axis) => ({ value: axis, label: clockNames[axis].plural })),
            ]}
            onChange={({ currentTarget }) =>
              app.edit(setChart({ against: axes.find((axis) => axis === currentTarget.value), fit: undefined }))
            }
          />
        </SettingRow>
        <SettingRow name="scale of that" hint="Linear, unless it is chosen" isChanged={againstScale !== undefined}>
          <NativeSelect
            aria-label="Chart scale along"
            size="xs"
            value={againstScale ?? 'linear'}
            data={scaleOptions}
            onChange={({ currentTarget: { value } }) =>
              app.edit(setChart({ againstScale: value === 'log' ? 'log' : undefined }))
            }
          />
        </SettingRow>
        <ScaleRow
          name={second === undefined ? 'scale' : 'left scale'}
          value={scale}
          onChange={(next) => app.edit(setChart({ scale: next }))}
        />
        {second === undefined ? null : (
          <ScaleRow
            name="right scale"
            value={secondScale}
            onChange={(next) => app.edit(setChart({ secondScale: next }))}
          />
        )}
        <ReferenceRows />
        <FitRows />
        <StopRows />
        {isMeant ? (
          <SettingRow
            name="running mean"
            hint="Over so many steps; what it is taken of is drawn faint behind. Empty: a fortieth of the race where batches or noise make the quantity jump, else none. 1 is none."
            isChanged={mean !== undefined}
          >
            <OptionalNumberField
              aria-label="Running mean"
              className="slider-field"
              placeholder="auto"
              value={mean}
              integer
              min={1}
              max={1e7}
              onCommit={(next) => app.edit(setChart({ mean: next }))}
            />
            <span className="unit">steps</span>
          </SettingRow>
        ) : null}
      </Popover.Dropdown>
    </Popover>
  )
}

function isOfExamples(axis: ClockAxis): boolean {
  return axis === 'epoch' || axis === 'examples'
}

const scaleOptions = [
  { value: 'linear', label: 'linear' },
  { value: 'log', label: 'logarithmic' },
]

interface ScaleRowProps {
  readonly name: string
  readonly value: ChartScale | undefined
  readonly onChange: (scale: ChartScale | undefined) => void
}

function ScaleRow({ name, value, onChange }: ScaleRowProps) {
  return (
    <SettingRow name={name} hint="As suits the quantity, unless it is chosen" isChanged={value !== undefined}>
      <NativeSelect
        aria-label={`Chart ${name}`}
        size="xs"
        value={value ?? ''}
        data={[{ value: '', label: 'as suits' }, ...scaleOptions]}
        onChange={({ currentTarget: { value: chosen } }) =>
          onChange(chosen === 'linear' || chosen === 'log' ? chosen : undefined)
        }
      />
    </SettingRow>
  )
}
