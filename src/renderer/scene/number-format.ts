import { format, precisionFixed } from 'd3-format'

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** A whole number, raised. */
export function superscript(n: number): string {
  const digits = [...String(Math.abs(n))].map((digit) => superscripts[Number(digit)]).join('')
  return n < 0 ? `⁻${digits}` : digits
}

/** 10ᵏ with a raised exponent. */
export function powerOfTen(k: number): string {
  return `10${superscript(k)}`
}

/** The exponent of the leading digit, exact at powers of ten; 0 for 0. */
export function decimalExponent(value: number): number {
  return value === 0 ? 0 : Number(Math.abs(value).toExponential().split('e')[1])
}

/**
 * A tick's label: as many decimals as the ticks' step needs and no more, a true minus sign, and m×10ⁿ with one
 * exponent for the whole axis once its largest tick is 10⁵ or more, or below 10⁻⁴.
 */
export function formatTick(value: number, step: number, largest: number): string {
  const exponent = decimalExponent(largest)
  if (value === 0) return '0'
  if (exponent < 5 && exponent >= -4) return format(`.${precisionFixed(step)}f`)(value)
  const unit = Number(`1e${exponent}`)
  const mantissa = format(`.${precisionFixed(step / unit)}f`)(value / unit)
  if (mantissa === '1') return powerOfTen(exponent)
  return `${mantissa}×${powerOfTen(exponent)}`
}

/** A label of 10ᵏ: written out within 0.001 to 10000, else as a power. */
export function formatDecade(k: number, written: boolean): string {
  return written ? format(`.${Math.max(0, -k)}f`)(Number(`1e${k}`)) : powerOfTen(k)
}
