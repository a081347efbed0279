import type { TextInputProps } from '@mantine/core'
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { fieldNumber, readNumber } from './format'

/** What a number may be. */
interface NumberRule {
  readonly min?: number
  readonly max?: number
  readonly exclusiveMin?: boolean
  readonly exclusiveMax?: boolean
  readonly integer?: boolean
  /** What else may be wrong with a number in range. */
  readonly check?: (value: number) => string | undefined
}

interface NumberFieldProps extends Omit<TextInputProps, 'value' | 'onChange' | 'error' | 'min' | 'max'>, NumberRule {
  readonly value: number
  readonly onCommit: (value: number) => void
}

/** A number typed exactly. It takes effect on Enter or on leaving the field; what is wrong is said in place. */
export function NumberField(props: NumberFieldProps) {
  const { value, onCommit, min, max, exclusiveMin, exclusiveMax, integer, check, ...rest } = props
  const rule: NumberRule = { min, max, exclusiveMin, exclusiveMax, integer, check }
  const [draft, setDraft] = useState<string>()
  const problem = draft === undefined ? undefined : problemOf(draft, rule)

  const commit = (): void => {
    if (draft === undefined || problem !== undefined) return
    const typed = readNumber(draft)!
    setDraft(undefined)
    if (typed !== value) onCommit(typed)
  }
  return (
    <TextInput
      {...rest}
      inputMode="decimal"
      autoComplete="off"
      spellCheck={false}
      value={draft ?? fieldNumber(value)}
      error={problem === undefined ? undefined : <span role="alert">{problem}</span>}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={() => {
        commit()
        setDraft(undefined)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit()
        if (event.key === 'Escape') setDraft(undefined)
      }}
    />
  )
}

function problemOf(draft: string, rule: NumberRule): string | undefined {
  const { min = -Infinity, max = Infinity, exclusiveMin, exclusiveMax, integer, check } = rule
  const value = readNumber(draft)
  if (value === undefined) return 'not a number: write 0.01 or 1e-2'
  if (integer === true && !Number.isInteger(value)) return 'not a whole number'
  if (value < min || (exclusiveMin === true && value === min))
    return `must be ${exclusiveMin ? 'above' : 'at least'} ${min}`
  if (value > max || (exclusiveMax === true && value === max))
    return `must be ${exclusiveMax ? 'below' : 'at most'} ${max}`
  return check?.(value)
}
