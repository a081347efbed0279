import type { TextInputProps } from '@mantine/core'
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useApp } from '../store/app'
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

type FieldProps = Omit<TextInputProps, 'value' | 'onChange' | 'error' | 'min' | 'max'>

interface NumberFieldProps extends FieldProps, NumberRule {
  readonly value: number
  readonly onCommit: (value: number) => void
}

/**
 * A number typed exactly, or as the language of formulas writes one: `2*pi`. It takes effect on Enter or on leaving the
 * field; what is wrong is said in place.
 */
export function NumberField(props: NumberFieldProps) {
  const { value, onCommit, min, max, exclusiveMin, exclusiveMax, integer, check, ...rest } = props
  const rule: NumberRule = { min, max, exclusiveMin, exclusiveMax, integer, check }
  return (
    <DraftField
      {...rest}
      text={fieldNumber(value)}
      mayBeFormula={mayBeNumber}
      problemOf={(draft) => problemOf(draft, rule)}
      onCommit={(draft) => {
        const typed = readNumber(draft)!
        if (typed !== value) onCommit(typed)
      }}
    />
  )
}

interface OptionalNumberFieldProps extends FieldProps, NumberRule {
  readonly value: number | undefined
  readonly onCommit: (value: number | undefined) => void
}

/** As `NumberField`; an empty field is no number, such as a rule that is off. */
export function OptionalNumberField(props: OptionalNumberFieldProps) {
  const { value, onCommit, min, max, exclusiveMin, exclusiveMax, integer, check, ...rest } = props
  const rule: NumberRule = { min, max, exclusiveMin, exclusiveMax, integer, check }
  return (
    <DraftField
      {...rest}
      text={value === undefined ? '' : fieldNumber(value)}
      mayBeFormula={mayBeNumber}
      problemOf={(draft) => (draft.trim() === '' ? undefined : problemOf(draft, rule))}
      onCommit={(draft) => {
        const typed = readNumber(draft)
        if (typed !== value) onCommit(typed)
      }}
    />
  )
}

interface DraftFieldProps extends FieldProps {
  /** What stands in the field while nobody types. */
  readonly text: string
  readonly problemOf: (draft: string) => string | undefined
  /** Takes a draft that has no problem. */
  readonly onCommit: (draft: string) => void
  /** Whether a draft may be a formula that means a number, which is found out when it is to take effect. */
  readonly mayBeFormula?: (draft: string) => boolean
}

/** A line of text that takes effect on Enter or on leaving the field, and not while something is wrong with it. */
export function DraftField({ text, problemOf: findProblem, onCommit, mayBeFormula, ...rest }: DraftFieldProps) {
  const { expression } = useApp()
  const [draft, setDraft] = useState<string>()
  const [refusal, setRefusal] = useState<string>()
  const isFormula = draft !== undefined && mayBeFormula?.(draft) === true
  const problem = draft === undefined ? undefined : isFormula ? refusal : findProblem(draft)
  const change = (next: string | undefined): void => {
    setDraft(next)
    setRefusal(undefined)
  }
  const take = (final: string): void => {
    change(undefined)
    onCommit(final)
  }
  /** Takes the number that a formula means, where it is in order. */
  const takeFormula = async (formula: string): Promise<void> => {
    const number = await expression.number(formula)
    const found = typeof number === 'number' ? findProblem(fieldNumber(number)) : `${notANumber}: ${number}`
    if (found === undefined) take(fieldNumber(Number(number)))
    else setRefusal(found)
  }
  const commit = (): void => {
    if (draft === undefined || problem !== undefined) return
    if (isFormula) void takeFormula(draft)
    else take(draft)
  }
  return (
    <TextInput
      inputMode="decimal"
      {...rest}
      autoComplete="off"
      spellCheck={false}
      value={draft ?? text}
      error={problem === undefined ? undefined : <span role="alert">{problem}</span>}
      onChange={(event) => change(event.currentTarget.value)}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={() => {
        commit()
        // A formula stays until it is known what it means.
        if (!isFormula || problem !== undefined) change(undefined)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit()
        if (event.key === 'Escape') change(undefined)
      }}
    />
  )
}

const notANumber = 'not a number: write 0.01, 1e-2 or 2*pi'

/** A text that is not a number yet and could mean one. */
function mayBeNumber(draft: string): boolean {
  return draft.trim() !== '' && readNumber(draft) === undefined && !decimalComma.test(draft.trim())
}

const decimalComma = /^[+−-]?\d+,\d+$/

function problemOf(draft: string, rule: NumberRule): string | undefined {
  const { min = -Infinity, max = Infinity, exclusiveMin, exclusiveMax, integer, check } = rule
  const value = readNumber(draft)
  if (value === undefined) {
    return decimalComma.test(draft.trim()) ? `write ${draft.trim().replace(',', '.')}, with a point` : notANumber
  }
  if (integer === true && !Number.isInteger(value)) return 'not a whole number'
  if (value < min || (exclusiveMin === true && value === min))
    return `must be ${exclusiveMin ? 'above' : 'at least'} ${min}`
  if (value > max || (exclusiveMax === true && value === max))
    return `must be ${exclusiveMax ? 'below' : 'at most'} ${max}`
  return check?.(value)
}
