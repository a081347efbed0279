import { leastSquares } from './least-squares'

/** How an error e falls with the clock k: as a power, e ~ C k^slope, or geometrically, e ~ C exp(slope k). */
export const rateLaws = ['power', 'geometric'] as const
export type RateLaw = (typeof rateLaws)[number]

/** A law fitted to an error over a chosen range of its clock. */
export interface RateLine {
  readonly law: RateLaw
  /** The first and the last place that it rests on. */
  readonly from: number
  readonly to: number
  /** How many rows it rests on. */
  readonly points: number
  /** d log e / d log k of a power, d log e / dk of a geometric law: each unit of the clock leaves exp(slope) of e. */
  readonly slope: number
  /** Of the slope, as if the deviations of rows from the line were independent. */
  readonly standardError: number
  /** log C. */
  readonly intercept: number
}

/** The exponential and its inverse: core's own, or in the window, which holds no kernel, those of its axes. */
export interface Logarithms {
  exp(x: number): number
  log(x: number): number
}

/**
 * Fits a law to rows [0, count) of an error by least squares in logarithms, over a range of the clock with both ends.
 * Rows without a positive finite error have no logarithm and are left out, as is clock 0 of a power law. Undefined
 * where fewer than two places are left.
 */
export function fitRate(
  clock: ArrayLike<number>,
  errors: ArrayLike<number>,
  count: number,
  law: RateLaw,
  [from, to]: readonly [from: number, to: number],
  { log }: Pick<Logarithms, 'log'>,
): RateLine | undefined {
  const xs: number[] = []
  const ys: number[] = []
  const places: number[] = []
  for (let row = 0; row < count; row++) {
    const [place, error] = [clock[row]!, errors[row]!]
    if (!(place >= from && place <= to && error > 0 && error < Infinity)) continue
    if (law === 'power' && !(place > 0)) continue
    places.push(place)
    xs.push(law === 'power' ? log(place) : place)
    ys.push(log(error))
  }
  const { slope, intercept, standardError } = leastSquares(xs, ys)
  if (!Number.isFinite(slope)) return undefined
  return { law, from: places[0]!, to: places.at(-1)!, points: places.length, slope, standardError, intercept }
}

/** The error that a fitted law has at a place of the clock. */
export function errorOfFit(
  { law, slope, intercept }: Pick<RateLine, 'law' | 'slope' | 'intercept'>,
  clock: number,
  { exp, log }: Logarithms,
): number {
  return exp(intercept + slope * (law === 'power' ? log(clock) : clock))
}
