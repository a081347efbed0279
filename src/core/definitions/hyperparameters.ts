import { closestName } from '../closest-name'
import type { Checked, Problem } from '../problem'
import { invalid, valid } from '../problem'
import { shown } from '../shown'
import type {
  Hyperparameter,
  Hyperparameters,
  HyperparameterValue,
  NumberHyperparameter,
  PairHyperparameter,
} from './optimizer'

/** The hyperparameters' values, every default filled in. */
export type HyperparameterValues = Readonly<Record<string, HyperparameterValue>>

/** What has hyperparameters: an optimizer or a schedule, as a definition or as a card. */
interface Parametrized {
  readonly id: string
  readonly hyperparameters: Hyperparameters
}

/** What has options: a data set or an initialiser. */
interface WithOptions {
  readonly id: string
  readonly options: Hyperparameters
}

/**
 * Checks what a person gave for a definition's hyperparameters, fills in the defaults and names every problem with its
 * place: `racers[0].lr: learning rate is -1, expected a number > 0 and <= 1000000; ...`.
 */
export function checkHyperparameters(
  definition: Parametrized,
  given: Readonly<Record<string, unknown>>,
  where: string,
): Checked<HyperparameterValues> {
  return checkValues(definition, 'hyperparameter', given, where)
}

/** The same for the options of a data set or an initialiser. */
export function checkOptions(
  { id, options }: WithOptions,
  given: Readonly<Record<string, unknown>>,
  where: string,
): Checked<HyperparameterValues> {
  return checkValues({ id, hyperparameters: options }, 'option', given, where)
}

function checkValues(
  definition: Parametrized,
  noun: string,
  given: Readonly<Record<string, unknown>>,
  where: string,
): Checked<HyperparameterValues> {
  const { hyperparameters } = definition
  const values: Record<string, HyperparameterValue> = {}
  const problems: Problem[] = []
  for (const key of Object.keys(given))
    if (!Object.hasOwn(hyperparameters, key)) problems.push(unknownKey(definition, noun, key, where))
  for (const [key, hyperparameter] of Object.entries(hyperparameters)) {
    const value = Object.hasOwn(given, key) ? given[key] : hyperparameter.default
    if (isValueOf(hyperparameter, value)) values[key] = value
    else problems.push(unusableValue(key, hyperparameter, value, where))
  }
  return problems.length === 0 ? valid(values) : invalid(...problems)
}

/** Whether a value is of a hyperparameter's kind and in its range. */
export function isValueOf(hyperparameter: Hyperparameter, value: unknown): value is HyperparameterValue {
  switch (hyperparameter.kind) {
    case 'number':
      return isInRange(hyperparameter, value)
    case 'pair':
      return isPairInRange(hyperparameter, value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'choice':
      return hyperparameter.options.includes(value as string)
  }
}

type Range = Pick<NumberHyperparameter, 'min' | 'max' | 'exclusiveMin' | 'exclusiveMax' | 'integer'>

function isInRange({ min, max, exclusiveMin, exclusiveMax, integer }: Range, value: unknown): value is number {
  // Written so that NaN, for which every comparison is false, is outside.
  if (typeof value !== 'number' || !(value >= min && value <= max)) return false
  if (integer === true && !Number.isInteger(value)) return false
  return !(exclusiveMin && value === min) && !(exclusiveMax && value === max)
}

function isPairInRange(pair: PairHyperparameter, value: unknown): value is readonly [number, number] {
  if (!Array.isArray(value) || value.length !== 2 || !value.every((entry) => isInRange(pair, entry))) return false
  return pair.around === undefined || (value[0] < pair.around && pair.around < value[1])
}

function unknownKey({ id, hyperparameters }: Parametrized, noun: string, key: string, where: string): Problem {
  const names = Object.keys(hyperparameters)
  const close = closestName(key, names)
  return {
    message: `unknown ${noun} of ${id}: ${shown(key)}${close === undefined ? '' : ` (did you mean "${close}"?)`}`,
    remedy: names.length === 0 ? `remove it; ${id} has none` : `take one of ${names.join(', ')}`,
    where: `${where}.${key.slice(0, 40)}`,
  }
}

function unusableValue(key: string, hyperparameter: Hyperparameter, value: unknown, where: string): Problem {
  return {
    message: `${spelledOut(key)} is ${shown(value)}, expected ${expectation(hyperparameter)}${sourceOf(hyperparameter)}`,
    remedy: `set "${key}" to such a value or leave it out for the default, ${JSON.stringify(hyperparameter.default)}`,
    where: `${where}.${key}`,
  }
}

/** Where the range comes from, in parentheses. */
function sourceOf({ rangeSource }: Hyperparameter): string {
  return rangeSource === undefined ? '' : ` (${rangeSource})`
}

/** What is accepted, in words: `a number > 0 and <= 1000000`. */
export function expectation(hyperparameter: Hyperparameter): string {
  switch (hyperparameter.kind) {
    case 'number':
      return `a ${hyperparameter.integer === true ? 'whole ' : ''}number ${range(hyperparameter)}`
    case 'pair':
      return `two numbers [a, b], each ${range(hyperparameter)}${order(hyperparameter)}`
    case 'boolean':
      return 'true or false'
    case 'choice':
      return `one of ${hyperparameter.options.map((option) => `"${option}"`).join(', ')}`
  }
}

function range({ min, max, exclusiveMin, exclusiveMax }: Range): string {
  return `${exclusiveMin ? '>' : '>='} ${min} and ${exclusiveMax ? '<' : '<='} ${max}`
}

function order({ around }: PairHyperparameter): string {
  return around === undefined ? '' : `, with a < ${around} < b`
}

/** A key as words: `weightDecay` is `weight decay`. */
function spelledOut(key: string): string {
  return key === 'lr' ? 'learning rate' : key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
