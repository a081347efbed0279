import { Slider } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Control } from '../../core/claims/scenario'
import { controlOf } from './control-of'
import { roundForSlider } from './format'
import { HeldPart } from './held-part'
import { NumberField } from './number-field'
import { SettingName } from './setting-row'
import { useHeld } from './use-held'

interface SliderRowProps {
  readonly name: string
  readonly symbol?: string
  /** Of the tour, where the name does not tell it. */
  readonly control?: Control
  readonly description?: ReactNode
  /** What a screen reader calls the controls: the name and whose it is. */
  readonly label: string
  readonly value: number
  /** What the slider spans. */
  readonly range: readonly [min: number, max: number]
  /** What the field accepts. */
  readonly min: number
  readonly max: number
  readonly exclusiveMin?: boolean
  readonly exclusiveMax?: boolean
  readonly integer?: boolean
  readonly scale: 'linear' | 'log'
  readonly onChange: (value: number, gesture: string | undefined) => void
  readonly onChangeEnd: () => void
}

/** A named number: a slider for the hand, a field for the exact value. A drag is one gesture. */
export function SliderRow(props: SliderRowProps) {
  const { name, symbol, description, label, value, range, scale, integer = false, onChange, onChangeEnd } = props
  const control = props.control ?? controlOf(name)
  const isHeld = useHeld(control) !== undefined
  const ruler = rulerOf(range, scale)
  return (
    <div className="slider-row" data-control={control}>
      <SettingName name={name} symbol={symbol} hint={description} />
      <HeldPart control={control}>
        <Slider
          disabled={isHeld}
          thumbLabel={label}
          min={0}
          max={1}
          // One key press is one of what is counted.
          step={integer && scale === 'linear' ? 1 / (range[1] - range[0]) : 0.001}
          value={ruler.position(value)}
          onChange={(position) => {
            const round = integer ? Math.round : roundForSlider
            const next = round(ruler.value(position))
            if (next !== round(value)) onChange(next, label)
          }}
          onChangeEnd={onChangeEnd}
        />
        <NumberField
          aria-label={`${label}, exact`}
          className="slider-field"
          value={value}
          min={props.min}
          max={props.max}
          exclusiveMin={props.exclusiveMin ?? false}
          exclusiveMax={props.exclusiveMax ?? false}
          integer={integer}
          onCommit={(typed) => onChange(typed, undefined)}
        />
      </HeldPart>
    </div>
  )
}

/** Maps a value to its place on the slider, 0 to 1, and back. */
export function rulerOf([min, max]: readonly [number, number], scale: 'linear' | 'log') {
  const isLog = scale === 'log' && min > 0
  const [low, high] = isLog ? [Math.log(min), Math.log(max)] : [min, max]
  const clamp = (position: number): number => (position > 0 ? (position < 1 ? position : 1) : 0)
  return {
    position: (value: number): number => {
      const place = isLog ? Math.log(Math.max(value, min)) : value
      return clamp((place - low) / (high - low || 1))
    },
    value: (position: number): number => {
      if (position <= 0) return min
      if (position >= 1) return max
      const place = low + position * (high - low)
      return isLog ? Math.exp(place) : place
    },
  }
}
