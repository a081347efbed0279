/** Numbers for people: a true minus sign, no more digits than asked for, powers of ten where they read better. */
export function formatNumber(value: number, digits = 4): string {
  if (Number.isNaN(value)) return '—'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  if (value === 0) return '0'
  const size = Math.abs(value)
  const text =
    size >= 1e5 || size < 1e-3 ? shortExponent(value.toExponential(Math.max(0, digits - 1))) : plain(value, digits)
  return text.replaceAll('-', '−')
}

/** A sentence begins so. */
export function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

/** A whole number, or its digits, with its thousands apart. */
export function formatCount(count: number | string): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, '\u202f')
}

/** A place of the playhead's clock: whole as it mostly is, parts of an epoch to hundredths. */
export function clockText(clock: number): string {
  return String(Math.round(100 * clock) / 100)
}

/** A point of the plane. */
export function formatPlace(place: readonly number[], digits = 4): string {
  return `(${place.map((coordinate) => formatNumber(coordinate, digits)).join(', ')})`
}

/** As typed into a field: every digit that matters, in the notation that `Number` reads back. */
export function fieldNumber(value: number): string {
  const size = Math.abs(value)
  const isLong = size !== 0 && (size >= 1e7 || size < 1e-4)
  return isLong ? value.toExponential().replace('e+', 'e') : String(value)
}

function plain(value: number, digits: number): string {
  return String(Number(value.toPrecision(digits)))
}

/** `1.500e-12` as `1.5e-12`, `1.00e+7` as `1e7`. */
function shortExponent(text: string): string {
  const [mantissa = '', exponent = ''] = text.split('e')
  const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa
  return `${short}e${exponent.replace('+', '')}`
}

/** What a person typed as a number, or undefined. Commas are not guessed at. */
export function readNumber(text: string): number | undefined {
  const trimmed = text.trim().replaceAll('−', '-')
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) return undefined
  const value = Number(trimmed)
  return Number.isFinite(value) ? value : undefined
}

/** Keeps three significant digits, so that a dragged slider leaves a number a person would write. */
export function roundForSlider(value: number): number {
  return Number(value.toPrecision(3))
}
