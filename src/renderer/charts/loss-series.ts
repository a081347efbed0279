import { extent, min, ticks } from 'd3-array'

/** More points than this are not told apart on a chart a few hundred pixels wide. */
const mostPoints = 1500

export interface LossSeries {
  readonly x: number[]
  readonly y: number[]
}

/**
 * The losses of rows [0, count) over their clock, thinned to what a chart can show: in each run of rows the first, the
 * lowest and the highest, so that no spike is lost. Rows whose loss is not measured are passed over.
 */
export function lossSeries(clock: Float64Array, losses: Float64Array, count: number): LossSeries {
  const rows = Math.max(1, Math.ceil((3 * count) / mostPoints))
  const x: number[] = []
  const y: number[] = []
  const add = (row: number): void => {
    const place = clock[row]!
    const loss = losses[row]!
    if (!Number.isFinite(loss) || x.at(-1) === place) return
    x.push(place)
    y.push(loss)
  }
  for (let from = 0; from < count; from += rows) {
    const to = Math.min(from + rows, count)
    let first = from
    while (first < to && Number.isNaN(losses[first]!)) first++
    if (first === to) continue
    let [lowest, highest] = [first, first]
    for (let row = first; row < to; row++) {
      if (losses[row]! < losses[lowest]!) lowest = row
      if (losses[row]! > losses[highest]!) highest = row
    }
    for (const row of [first, lowest, highest].sort((a, b) => a - b)) add(row)
  }
  if (count > 0) add(count - 1)
  return { x, y }
}

/** Below this a logarithmic axis has nothing more to say. */
const smallestShown = 1e-16

/** How many times as far above zero as below it losses reach before a linear scale would show only the former. */
const farAbove = 20

export interface LossScale {
  readonly kind: 'linear' | 'log' | 'symlog'
  readonly min: number
  readonly max: number
  /** Where a symmetric logarithm turns linear. */
  readonly linearBelow: number
}

/**
 * A logarithm where every loss is positive or zero. Of negative losses zero is no limit, and nothing is gained by
 * looking at it closely: a linear scale, unless they begin so far above that a symmetric logarithm is needed to see
 * both. Losses that blew up do not squeeze the rest.
 */
export function lossScale(series: readonly { readonly y: readonly number[] }[]): LossScale {
  const values = series.flatMap(({ y }) => y)
  const starts = series.flatMap(({ y }) => y.slice(0, 1)).map(Math.abs)
  const ceiling = 1e4 * Math.max(...starts, 1e-300)
  const shown = values.filter((value) => Math.abs(value) <= ceiling)
  const [lowest, highest] = extent(shown)
  if (lowest === undefined) return { kind: 'log', min: 0.1, max: 10, linearBelow: 1 }
  if (lowest < 0 && highest <= farAbove * -lowest) {
    const margin = 0.06 * (highest - lowest || -lowest)
    return { kind: 'linear', min: lowest - margin, max: highest + margin, linearBelow: 1 }
  }
  if (lowest < 0) {
    return { kind: 'symlog', min: lowest * 1.2, max: Math.max(highest * 1.2, 0.01), linearBelow: 0.01 }
  }
  const least = Math.max(smallestShown, min(shown.filter((value) => value > 0)) ?? highest)
  return { kind: 'log', min: least / 1.5, max: Math.max(highest * 1.5, least * 10), linearBelow: 1 }
}

/** Where a loss lies on a scale, 0 at its least to 1 at its greatest, and no further. */
export function lossUnit({ kind, min, max, linearBelow }: LossScale, loss: number): number {
  const place = (value: number): number => {
    switch (kind) {
      case 'linear':
        return value
      case 'log':
        return Math.log(Math.max(value, min))
      case 'symlog':
        return Math.asinh(value / linearBelow)
    }
  }
  return Math.min(1, Math.max(0, (place(loss) - place(min)) / (place(max) - place(min))))
}

/** Pixels between two labels. */
const tickSpacing = 24

/**
 * Powers of ten inside the scale, no closer than can be read, with 2 and 5 times them where it holds fewer than two
 * decades; below zero their mirror images too. On a linear scale round numbers, evenly spaced.
 */
export function lossTicks({ kind, min, max, linearBelow }: LossScale, height: number): number[] {
  const most = Math.max(2, Math.floor(height / tickSpacing))
  if (kind === 'linear') return ticks(min, max, most)
  const smallest = Math.floor(Math.log10(kind === 'log' ? min : linearBelow))
  const largest = Math.ceil(Math.log10(Math.max(Math.abs(min), Math.abs(max))))
  const every = Math.max(1, Math.ceil((largest - smallest + 1) / (kind === 'log' ? most : most / 2)))
  const isShort = kind === 'log' && max < 100 * min
  const decades: number[] = []
  for (let exponent = smallest; exponent <= largest; exponent++) {
    if (exponent % every !== 0) continue
    const digits = isShort ? [1, 2, 5] : [1]
    decades.push(...digits.map((digit) => Number(`${digit}e${exponent}`)))
  }
  const both = kind === 'log' ? decades : [...decades.map((value) => -value).reverse(), 0, ...decades]
  return both.filter((value) => value >= min && value <= max)
}
