import type { RateLine } from '../../core/analysis/rates/rate-fit'
import type { ClockAxis } from '../../core/scene/clock-axis'
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

/** What a fitted law comes to: `slope −1.001 ± 0.002`, or `×0.8100 ± 0.0003 a step`. */
export function rateLineText(line: RateLine, against: ClockAxis): string {
  return line.law === 'power' ? `slope ${rateLineNumber(line)}` : `${rateLineNumber(line)} ${unitNames[against]}`
}

/** The same without words. */
export function rateLineNumber({ law, slope, standardError }: RateLine): string {
  if (law === 'power') return withError(slope, standardError)
  const factor = Math.exp(slope)
  return `×${withError(factor, factor * standardError)}`
}

const unitNames: Readonly<Record<ClockAxis, string>> = {
  step: 'a step',
  evaluation: 'an evaluation',
  epoch: 'an epoch',
  examples: 'an example',
}

/** As many digits as two of the error show, and 5 at most. */
function withError(value: number, error: number): string {
  const most = 5
  if (!Number.isFinite(error)) return signed(value.toPrecision(4))
  const places = error > 0 ? Math.min(most, Math.max(0, 1 - Math.floor(Math.log10(error)))) : most
  return `${signed(value.toFixed(places))} ± ${error >= 10 ** -most ? error.toFixed(places) : error.toExponential(0)}`
}

function signed(text: string): string {
  return text.replace('-', '−')
}

/** Three digits; near 1 as many as tell a factor from it. */
function digits(value: number): string {
  const left = Math.abs(1 - value)
  if (left > 0 && left < 0.01) return String(Number(value.toFixed(Math.min(12, 1 - Math.floor(Math.log10(left))))))
  return String(Number(value.toPrecision(3)))
}
