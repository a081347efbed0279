import { NativeSelect, TextInput } from '@mantine/core'
import type { SurfaceReading } from '../../../core/scene/surface-reading'
import type { Measurement } from '../../jobs/scene-files'
import { useApp } from '../../store/app'

interface MeasuredReadingProps {
  readonly measurement: Measurement
  /** Whether its file can be read again. */
  readonly isAtHand: boolean
}

const orderNames = { yx: 'rows are y', xy: 'rows are x' } as const

/** What was found out about a file of measurements, in words, and controls that say otherwise. */
export function MeasuredReading({ measurement, isAtHand }: MeasuredReadingProps) {
  const { files } = useApp()
  const { notes, choices, reading, standingOut } = measurement
  const readAs = (change: SurfaceReading): void => void files.readAgain(measurement, { ...reading, ...change })
  return (
    <>
      {notes.length === 0 ? null : (
        <ul className="reading-notes" aria-label="How the file was read">
          {notes.map(({ message }) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
      {isAtHand ? (
        <div className="reading-choices">
          {choices.otherAxes.length > 1 ? (
            <NativeSelect
              size="xs"
              label="Axes"
              data={choices.otherAxes.map((value) => ({ value, label: axesName(value) }))}
              value={choices.axes}
              // The order was found for the axes as they were.
              onChange={({ currentTarget: { value } }) => readAs({ axes: value })}
            />
          ) : null}
          {choices.orders.length > 1 ? (
            <NativeSelect
              size="xs"
              label="Order"
              data={choices.orders.map((value) => ({ value, label: orderNames[value] }))}
              value={choices.order}
              onChange={({ currentTarget: { value } }) => readAs({ order: value === 'xy' ? 'xy' : 'yx' })}
            />
          ) : null}
          <TextInput
            key={choices.missing}
            size="xs"
            label="Missing value"
            placeholder="none"
            defaultValue={choices.missing ?? ''}
            onBlur={({ currentTarget: { value } }) => {
              const missing = value.trim() === '' ? 'none' : Number(value)
              if (missing !== (choices.missing ?? 'none') && !Number.isNaN(missing)) readAs({ missing })
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter') event.currentTarget.blur()
            }}
          />
          {standingOut === undefined ? null : (
            <NativeSelect
              size="xs"
              label="Cells that stand out"
              data={[
                { value: 'keep', label: 'kept' },
                { value: 'holes', label: 'taken as holes' },
              ]}
              value={reading.spikes ?? 'keep'}
              onChange={({ currentTarget: { value } }) => readAs({ spikes: value === 'holes' ? 'holes' : 'keep' })}
            />
          )}
        </div>
      ) : null}
    </>
  )
}

/** `w0,w1` as a person reads it. */
function axesName(axes: string): string {
  if (axes === 'none') return 'none: the unit square'
  if (axes === 'extent') return 'as the file says'
  if (axes === 'labels') return 'first row and column'
  const [x, y] = axes.split(',')
  return /^\d+$/.test(axes.replace(',', '')) ? `columns ${x} and ${y}` : `x: ${x}, y: ${y}`
}
