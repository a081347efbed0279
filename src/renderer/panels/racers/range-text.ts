import type { Hyperparameter, NumberHyperparameter, PairHyperparameter } from '../../../core/definitions/optimizer'
import { formatNumber } from '../../ui/format'

/** What a hyperparameter may be, and who says so: `above 0, at most 1e6 (PyTorch)`. */
export function rangeText(definition: Hyperparameter): string | undefined {
  if (definition.kind === 'boolean' || definition.kind === 'choice') return undefined
  const { rangeSource } = definition
  return `${bounds(definition)}${rangeSource === undefined ? '' : ` (${rangeSource})`}`
}

function bounds(definition: NumberHyperparameter | PairHyperparameter): string {
  const { min, max, exclusiveMin = false, exclusiveMax = false } = definition
  const parts = [
    definition.kind === 'pair' ? 'each' : definition.integer === true ? 'a whole number' : '',
    `${exclusiveMin ? 'above' : 'at least'} ${formatNumber(min)}`,
    `and ${exclusiveMax ? 'below' : 'at most'} ${formatNumber(max)}`,
  ]
  return parts.filter((part) => part !== '').join(' ')
}
