import { extent, median, min, ticks } from 'd3-array'
import type { ChartScale } from '../../core/scene/chart'

/** Below this a logarithmic axis has nothing more to say. */
const smallestShown = 1e-16

/** How many times as far above zero as below it values reach before a linear scale would show only the former. */
const farAbove = 20

export interface ValueScale {
  readonly kind: 'linear' | 'log' | 'symlog'
  readonly min: number
  readonly max: number
  /** Where a symmetric logarithm turns linear. */
  readonly linearBelow: number
}

/** What a scale is to be, where that does not follow from the values alone. */
export interface ScaleWish {
  readonly kind?: ChartScale | undefined
  /**
   * Whether the values go down from where they begin, as losses do, so that those far above blew up; of others the
   * middle one says what is usual too.
   */
  readonly isLoss?: boolean
  /** From where to where a linear scale goes, whatever lies beyond. */
  readonly range?: readonly [min: number, max: number]
}

/**
 * A logarithm where every value is positive or zero. Of negative values zero is no limit, and nothing is gained by
 * looking at it closely: a linear scale, unless they begin so far above that a symmetric logarithm is needed to see
 * both. Values that blew up do not squeeze the rest.
 */
export function valueScale(
  series: readonly { readonly y: readonly number[] }[],
  { kind, isLoss = true, range }: ScaleWish = {},
): ValueScale {
  if (range !== undefined) return { kind: 'linear', min: range[0], max: range[1], linearBelow: 1 }
  const values = series.flatMap(({ y }) => y)
  const starts = series.flatMap(({ y }) => y.slice(0, 1)).map(Math.abs)
  const usual = isLoss ? starts : [...starts, median(values, Math.abs) ?? 0]
  const ceiling = 1e4 * Math.max(...usual, 1e-300)
  const shown = values.filter((value) => Math.abs(value) <= ceiling)
  const [lowest, highest] = extent(shown)
  if (lowest === undefined) return { kind: kind ?? 'log', min: 0.1, max: 10, linearBelow: 1 }
  const isFarAbove = highest > farAbove * -lowest
  if (kind === 'linear' || (lowest < 0 && kind === undefined && !isFarAbove)) {
    const margin = 0.06 * (highest - lowest || Math.abs(lowest) || 1)
    return { kind: 'linear', min: lowest - margin, max: highest + margin, linearBelow: 1 }
  }
  if (lowest < 0) {
    return { kind: 'symlog', min: lowest * 1.2, max: Math.max(highest * 1.2, 0.01), linearBelow: 0.01 }
  }
  const least = Math.max(smallestShown, min(shown.filter((value) => value > 0)) ?? highest)
  return { kind: 'log', min: least / 1.5, max: Math.max(highest * 1.5, least * 10), linearBelow: 1 }
}

/** Where a value lies on a scale, 0 at its least to 1 at its greatest, and no further. */
export function scaleUnit({ kind, min, max, linearBelow }: ValueScale, value: number): number {
  const place = (at: number): number => {
    switch (kind) {
      case 'linear':
        return at
      case 'log':
        return Math.log(Math.max(at, min))
      case 'symlog':
        return Math.asinh(at / linearBelow)
    }
  }
  return Math.min(1, Math.max(0, (place(value) - place(min)) / (place(max) - place(min))))
}

/** Pixels between two labels. */
const tickSpacing = 24

/**
 * Powers of ten inside the scale, no closer than can be read, with 2 and 5 times them where it holds fewer than two
 * decades; below zero their mirror images too. On a linear scale round numbers, evenly spaced.
 */
export function scaleTicks({ kind, min, max, linearBelow }: ValueScale, height: number): number[] {
  const most = Math.max(2, Math.floor(height / tickSpacing))
  if (kind === 'linear') {
    const few = ticks(min, max, most)
    return few.length > 1 ? few : ticks(min, max, 2 * most)
  }
  const smallest = Math.floor(Math.log10(kind === 'log' ? min : linearBelow))
  const largest = Math.ceil(Math.log10(Math.max(Math.abs(min), Math.abs(max))))
  const isShort = kind === 'log' && max < 100 * min
  const every = isShort ? 1 : Math.max(1, Math.ceil((largest - smallest + 1) / (kind === 'log' ? most : most / 2)))
  const decades: number[] = []
  for (let exponent = smallest; exponent <= largest; exponent++) {
    if (exponent % every !== 0) continue
    const digits = isShort ? [1, 2, 5] : [1]
    decades.push(...digits.map((digit) => Number(`${digit}e${exponent}`)))
  }
  const both = kind === 'log' ? decades : [...decades.map((value) => -value).reverse(), 0, ...decades]
  return both.filter((value) => value >= min && value <= max)
}
