import type { RunWatch } from '../../race/runs'
import { project, type Slice } from '../../slice/slice'
import { hasLeft, type Leaving, sideOf } from './leaving'

/** Where the runs of an ensemble are at some steps, and when they leave. */
export interface SeenPlaces {
  /** On the plane: x and y of run r at the k-th of the steps at 2 (k runs + r), where it rests if it has ended. */
  readonly places: Float64Array
  /** By run: the last loss that was measured of it; NaN of none. */
  readonly losses: Float64Array
  /** See `LeavingTimes`; absent where nothing is watched for. */
  readonly left?: Float64Array
  readonly sides?: Int32Array
}

/** Sees runs step by step, each in the order of its steps, and keeps where they are at ascending steps. */
export class PlacesSeen {
  private readonly places: Float64Array
  private readonly losses: Float64Array
  private readonly left: Float64Array
  private readonly sides: Int32Array
  /** By run: which of the steps is the next, and where it was last. */
  private readonly next: Uint32Array
  private readonly last: Float64Array
  private readonly nearest = new Float64Array(3)
  private readonly point: Float64Array

  constructor(
    private readonly at: Float64Array,
    private readonly runs: number,
    private readonly slice: Slice | undefined,
    private readonly leaving: Leaving | undefined,
  ) {
    this.places = new Float64Array(2 * at.length * runs)
    this.losses = new Float64Array(runs).fill(NaN)
    this.left = new Float64Array(leaving === undefined ? 0 : runs).fill(Infinity)
    this.sides = new Int32Array(leaving === undefined ? 0 : runs)
    this.next = new Uint32Array(runs)
    this.last = new Float64Array(2 * runs)
    this.point = new Float64Array(slice?.origin.length ?? 0)
  }

  readonly see: RunWatch = (run, step, theta, from, apart, loss) => {
    const { slice, at, next, last, losses, leaving, left, sides } = this
    if (!Number.isNaN(loss)) losses[run] = loss
    let x = theta[from]!
    let y = theta[from + apart]!
    if (slice !== undefined) {
      const { point, nearest } = this
      for (let j = 0; j < point.length; j++) point[j] = theta[from + j * apart]!
      project(slice, point, nearest, 0)
      x = nearest[0]!
      y = nearest[1]!
    }
    while (at[next[run]!]! < step) this.keep(run)
    last[2 * run] = x
    last[2 * run + 1] = y
    if (at[next[run]!] === step) this.keep(run)
    if (leaving === undefined || left[run]! < Infinity || !hasLeft(leaving, x, y, loss)) return
    left[run] = step
    sides[run] = sideOf(leaving, x, y)
  }

  /** All that was seen; runs that have ended rest at their last place. */
  end(): SeenPlaces {
    for (let run = 0; run < this.runs; run++) while (this.next[run]! < this.at.length) this.keep(run)
    const { places, losses, left, sides } = this
    return this.leaving === undefined ? { places, losses } : { places, losses, left, sides }
  }

  /** Keeps where a run was last as its place at the next of the steps. */
  private keep(run: number): void {
    const k = this.next[run]!++
    const to = 2 * (k * this.runs + run)
    this.places[to] = this.last[2 * run]!
    this.places[to + 1] = this.last[2 * run + 1]!
  }
}
