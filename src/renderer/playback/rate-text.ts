import type { Rate } from '../../core/analysis/rates/rates'

/** A rate in a column: `×0.93`, `1/k`, `order 2`. */
export function rateText(rate: Rate): string {
  switch (rate.kind) {
    case 'linear':
      return `×${digits(rate.factor)}`
    case 'sublinear':
      return rate.exponent > 0.95 && rate.exponent < 1.05 ? '1/k' : `1/k^${digits(rate.exponent)}`
    case 'superlinear':
      return `order ${digits(rate.order)}`
  }
}

/** The same as a sentence, with the steps it rests on. */
export function rateSentence(rate: Rate): string {
  const range = `steps ${rate.from} to ${rate.to}`
  switch (rate.kind) {
    case 'linear':
      return `converges linearly, ×${digits(rate.factor)} a step (${range})`
    case 'sublinear':
      return `converges sublinearly, as 1/k^${digits(rate.exponent)} after k steps (${range})`
    case 'superlinear':
      return `converges superlinearly, of order ${digits(rate.order)} (${range})`
  }
}

/** Three digits; near 1 as many as tell a factor from it. */
function digits(value: number): string {
  const left = Math.abs(1 - value)
  if (left > 0 && left < 0.01) return String(Number(value.toFixed(Math.min(12, 1 - Math.floor(Math.log10(left))))))
  return String(Number(value.toPrecision(3)))
}
