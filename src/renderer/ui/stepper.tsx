import { ActionIcon } from '@mantine/core'
import { IconMinus, IconPlus } from '@tabler/icons-react'
import { NumberField } from './number-field'

interface StepperProps {
  /** What a screen reader calls it. */
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly onChange: (value: number) => void
}

/** A whole number with buttons for one more and one fewer. */
export function Stepper({ label, value, min, max, onChange }: StepperProps) {
  return (
    <div className="stepper">
      <ActionIcon
        size={22}
        aria-label={`${label}: one fewer`}
        disabled={value <= min}
        onClick={() => onChange(value - 1)}
      >
        <IconMinus size={13} />
      </ActionIcon>
      <NumberField
        aria-label={label}
        className="slider-field"
        value={value}
        integer
        min={min}
        max={max}
        onCommit={onChange}
      />
      <ActionIcon
        size={22}
        aria-label={`${label}: one more`}
        disabled={value >= max}
        onClick={() => onChange(value + 1)}
      >
        <IconPlus size={13} />
      </ActionIcon>
    </div>
  )
}
