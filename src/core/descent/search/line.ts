import { copy, dot } from '../../linalg/vector'
import { ownScratch } from '../../scratch'
import { anatomy } from '../anatomy'
import type { Oracle, StepInput } from '../../definitions/optimizer'
import type { Pieces, Rest } from '../../pieces'

/**
 * What a search comes to: the point is found; none is, by its conditions; J fell at every trial, or does not fall at the start; or the
 * search waits for the answer to its last trial, and is to be run again when that is there.
 */
export type Verdict = 'found' | 'none-found' | 'still-falling' | 'not-falling' | 'waiting'

/**
 * The half-line theta + t d, t > 0, that a line search looks along: phi(t) = J(theta + t d). Every trial leaves its displacement
 * in the step's `update`, so that a search which ends with its accepted trial has nothing left to do, and the race finds that very
 * point evaluated.
 *
 * The direction may come in two parts, d = d1 + d2, each a stage of the step's anatomy; the displacement is then t d1 + t d2 as
 * rounded, and its stages sum to it to the last bit.
 */
export class Line {
  /** phi(0) and phi'(0). */
  startValue = NaN
  startSlope = NaN
  /** The last trial: t, phi(t), phi'(t). */
  t = NaN
  value = NaN
  slope = NaN
  /** The gradient at the last trial, the oracle's. */
  gradient: Float64Array
  readonly direction: Float64Array
  private readonly point: Float64Array
  private readonly first: Float64Array
  private readonly second: Float64Array
  private hasTwoParts = false
  private theta: Float64Array
  private update: Float64Array
  private oracle: Oracle | undefined
  /** What is left of answering the last trial. */
  private rest: Rest
  /** Values and slopes of the trials whose answers the search has waited for, and which of them comes next. */
  private readonly known: (readonly [value: number, slope: number])[] = []
  private next = 0

  constructor(dimension: number) {
    this.direction = new Float64Array(dimension)
    this.point = new Float64Array(dimension)
    this.first = new Float64Array(dimension)
    this.second = new Float64Array(dimension)
    this.gradient = this.point
    this.theta = this.point
    this.update = this.point
  }

  /** Looks from the step's theta along first + second, both copied. */
  aim({ theta, gradient, loss, oracle, update }: StepInput, first: Float64Array, second?: Float64Array): void {
    this.theta = theta
    this.update = update
    this.oracle = oracle
    this.gradient = oracle.gradient
    this.hasTwoParts = second !== undefined
    copy(first, this.first)
    copy(first, this.direction)
    if (second !== undefined) {
      copy(second, this.second)
      for (let i = 0; i < second.length; i++) this.direction[i] += second[i]
    }
    this.startValue = loss
    this.startSlope = dot(gradient, this.direction)
    this.t = 0
    if (this.known.length > 0) this.known.length = 0
    this.next = 0
  }

  /** Moves the trial to t without looking at it. */
  moveTo(t: number): void {
    const { first, second, update, hasTwoParts } = this
    this.t = t
    for (let i = 0; i < update.length; i++) update[i] = hasTwoParts ? t * first[i] + t * second[i] : t * first[i]
  }

  /** Tries t: one evaluation. False where that takes long: the search then ends, to be run again after `wait`. */
  tryAt(t: number): boolean {
    this.moveTo(t)
    if (this.next < this.known.length) {
      ;[this.value, this.slope] = this.known[this.next++]
      return true
    }
    const { theta, update, point } = this
    for (let i = 0; i < point.length; i++) point[i] = theta[i] + update[i]
    this.rest = this.oracle!.valueGrad(point)
    if (this.rest !== undefined) return false
    this.look()
    return true
  }

  /** Waits for the answer to the last trial. A search that is run again then comes by the same trials, and finds them answered. */
  *wait(): Pieces<void> {
    yield* this.rest!
    this.look()
    this.known.push([this.value, this.slope])
    this.next = 0
  }

  private look(): void {
    this.value = this.oracle!.value
    this.slope = dot(this.gradient, this.direction)
  }

  /** Whether the last trial has a finite value and slope; one that has not counts as too far. */
  get isFinite(): boolean {
    return this.value - this.value === 0 && this.slope - this.slope === 0
  }

  /** Whether the last trial is the start itself to the last bit. */
  get isAtStart(): boolean {
    const { theta, update } = this
    for (let i = 0; i < theta.length; i++) if (theta[i] + update[i] !== theta[i]) return false
    return true
  }

  /** Shows the parts of the last trial's displacement to whoever watches the step. */
  show(input: StepInput, stages: readonly string[]): void {
    const watched = anatomy(input, stages)
    if (watched === undefined) return
    const { t, first, second, hasTwoParts } = this
    for (let i = 0; i < first.length; i++) {
      if (hasTwoParts) watched.put(i, t * first[i], t * second[i])
      else watched.put(i, t * first[i])
    }
    watched.show()
  }
}

const lines = ownScratch((dimension) => new Line(dimension))

/** The half-line from the step's theta along first + second; it is good until the racer's next call. */
export function lineAlong(input: StepInput, first: Float64Array, second?: Float64Array): Line {
  const line = lines(input.oracle, input.theta.length)
  line.aim(input, first, second)
  return line
}
