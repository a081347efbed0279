import { isCount, told } from '../../../core/claims/told'
import { formatNumber } from '../../ui/format'

/** A sentence with its measured numbers; a dash where there are none yet. */
export function numbered(text: string, numbers: Readonly<Record<string, number>> | undefined): string {
  return told(text, (name) => {
    const value = numbers?.[name]
    return value === undefined ? '…' : measuredNumber(value)
  })
}

/** A measured number: a count to its last digit. */
export function measuredNumber(value: number): string {
  return isCount(value) ? String(value).replace('-', '−') : formatNumber(value)
}

/** A number's name as words: `lossAtEnd` is `loss at end`. */
export function wordsOf(name: string): string {
  return name.replaceAll(/([a-z])([A-Z0-9])/g, '$1 $2').toLowerCase()
}
