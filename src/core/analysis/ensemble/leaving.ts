import { hypotenuse } from '../../linalg/hypotenuse'

/**
 * What a run is watched for, and leaves when it is first so: a coordinate on the plane above or below a bound, or
 * farther than that from 0 to either side; a loss below or above one; or a distance from a place.
 */
export type Leaving =
  | { readonly of: 'x' | 'y'; readonly is: 'above' | 'below' | 'beyond'; readonly bound: number }
  | { readonly of: 'loss'; readonly is: 'above' | 'below'; readonly bound: number }
  | { readonly of: 'distance'; readonly is: 'above' | 'below'; readonly bound: number; readonly from: Place }

type Place = readonly [x: number, y: number]

/** Whether a run at a place of the plane, with a loss there, is outside; not where the loss is not known (NaN). */
export function hasLeft(leaving: Leaving, x: number, y: number, loss: number): boolean {
  const value = watched(leaving, x, y, loss)
  switch (leaving.is) {
    case 'above':
      return value > leaving.bound
    case 'below':
      return value < leaving.bound
    case 'beyond':
      return Math.abs(value) > leaving.bound
  }
}

function watched(leaving: Leaving, x: number, y: number, loss: number): number {
  switch (leaving.of) {
    case 'x':
      return x
    case 'y':
      return y
    case 'loss':
      return loss
    case 'distance':
      return hypotenuse(x - leaving.from[0], y - leaving.from[1])
  }
}

/** To which side a run leaves: 1 upwards or to the right, -1 downwards or to the left, 0 where there are no sides. */
export function sideOf(leaving: Leaving, x: number, y: number): -1 | 0 | 1 {
  if (leaving.is !== 'beyond') return 0
  return (leaving.of === 'x' ? x : y) > 0 ? 1 : -1
}

/** A watch in the short form of a formula: `|x| > 0.5`. */
export function leavingText(leaving: Leaving): string {
  const { of, is, bound } = leaving
  const name = of === 'distance' ? `|θ − (${leaving.from.join(', ')})|` : of === 'loss' ? 'J' : of
  return is === 'beyond' ? `|${name}| > ${bound}` : `${name} ${is === 'above' ? '>' : '<'} ${bound}`
}

/** When the runs of an ensemble left. */
export interface LeavingTimes {
  /** By run: the first step after which it is outside, 0 at its start; Infinity where it never is. */
  readonly steps: Float64Array
  /** By run: to which side, see `sideOf`. */
  readonly sides: Int32Array
}

/** What leaving times come to. */
export interface LeavingSummary {
  readonly runs: number
  /** How many have left, and of those to which side. */
  readonly left: number
  readonly up: number
  readonly down: number
  /** The last step at which one left; NaN where none did. */
  readonly last: number
  /** The median step of all runs, Infinity where fewer than half have left. */
  readonly median: number
}

/**
 * Counts what has left by a step, and the median of all runs, those that stay among them as at Infinity: of an even
 * number the mean of the middle two.
 */
export function leavingSummary({ steps, sides }: LeavingTimes, by = Infinity): LeavingSummary {
  const runs = steps.length
  let [left, up, down, last] = [0, 0, 0, NaN]
  for (let run = 0; run < runs; run++) {
    const step = steps[run]!
    if (!(step <= by && step < Infinity)) continue
    left++
    if (sides[run] === 1) up++
    if (sides[run] === -1) down++
    if (!(step <= last)) last = step
  }
  const sorted = steps.slice().sort()
  const [low, high] = [sorted[(runs - 1) >> 1]!, sorted[runs >> 1]!]
  return { runs, left, up, down, last, median: low === high ? low : (low + high) / 2 }
}
