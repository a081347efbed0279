import type { Rate } from '../../core/analysis/rates/rates'
import type { LengthColumns } from '../../core/race/path-lengths'
import type { Ending, SampledColumns, TraceColumns } from '../../core/race/trace'
import type { Accumulation } from '../accumulation'
import type { RaceSpec } from '../kinds/race-specs'

/** How one racer has ended. */
export interface RacerEnd {
  readonly id: string
  readonly optimizer: string
  readonly ending: Ending
  readonly evaluations: number
  /** How fast the recorded losses approach their limit; absent where no law fits them. */
  readonly rate?: Rate
  /** One line for a person where the rule rests on derivatives that the landscape does not have everywhere. */
  readonly warning?: string
}

/** The next recorded rows of one racer. */
export interface RacePart {
  /** Index into the spec's racers. */
  readonly racer: number
  /** Of a landscape with a slice theta is empty where it would not fit: see `keepsTheta`. */
  readonly rows: TraceColumns
  /**
   * Of a landscape with a slice: each row's point projected into the plane (a, b interleaved), and how far from the
   * plane it is. In one dimension a is theta, b 0, and nothing lies off the line.
   */
  readonly plane?: Float64Array
  readonly distance?: Float64Array
  /** And how long its steps are, and how far it has come. */
  readonly lengths?: LengthColumns
  /** Of a racer with a schedule: the rate of the step that led to each row. */
  readonly learningRate?: Float64Array
  /**
   * Of a rule that has one, where it was asked for: its companion beside each row, as theta is, empty where that is
   * not kept; of a landscape with a slice also projected into the plane.
   */
  readonly companion?: { readonly theta: Float64Array; readonly plane?: Float64Array }
  /** With the last rows. */
  readonly end?: RacerEnd
}

/** One racer's recorded rows as they arrive, in arrays that grow by doubling; rows [0, count) are valid. */
export interface Trace {
  readonly id: string
  /** Coordinates of theta, where it is kept. */
  dimension: number
  count: number
  step: Float64Array
  evaluations: Float64Array
  /** Points of the plane, x and y interleaved: theta in the plane, else where it is projected to on the slice. */
  points: Float64Array
  loss: Float64Array
  gradientNorm: Float64Array
  /**
   * Of a landscape with a slice: theta in all its coordinates, row-major, where it is kept; and how far from the plane
   * it is, in more than one dimension.
   */
  theta: Float64Array | undefined
  distance: Float64Array | undefined
  /** Of a landscape with a slice: in all its coordinates. */
  lengths: LengthColumns | undefined
  /** Of a racer with a schedule: the rate of the step that led to each row, NaN where it cannot be told. */
  learningRate: Float64Array | undefined
  /** Where it was asked for: the companion's points of the plane, as `points`, and off the plane as `theta`. */
  companion: { readonly points: Float64Array; readonly theta: Float64Array | undefined } | undefined
  /** Of a sum over examples: what its steps saw; the loss is then NaN in rows that are no measuring points. */
  sampled: SampledColumns | undefined
  ending: Ending | undefined
  /** What to know before one trusts it. */
  warning: string | undefined
  /** How fast the losses approach their limit, where a law fits them. */
  rate: Rate | undefined
}

export interface RaceState {
  readonly traces: readonly Trace[]
  readonly ends: (RacerEnd | undefined)[]
  /** Rows that a racer records if nothing ends it before. */
  readonly mostRows: number
}

export interface RaceResult {
  readonly racers: readonly RacerEnd[]
  /** In the order of the racers. */
  readonly traces: readonly Trace[]
}

/** Rows go to the end of their racer's trace. */
export const raceAccumulation: Accumulation<RaceSpec, RacePart, RaceState, RaceResult> = {
  begin: ({ racers, steps, record }) => ({
    traces: racers.map(({ id }) => createTrace(id)),
    ends: racers.map(() => undefined),
    mostRows: Math.ceil(steps / record) + 1,
  }),
  accumulate({ traces, ends, mostRows }, part) {
    const trace = traces[part.racer]!
    appendRows(trace, part, mostRows)
    if (part.end === undefined) return
    const { ending, warning, rate } = part.end
    Object.assign(trace, { ending, warning, rate })
    ends[part.racer] = part.end
  },
  finish: (_spec, { traces, ends }) => ({ racers: ends.map((end) => end!), traces }),
}

export function createTrace(id: string): Trace {
  const empty = (): Float64Array => new Float64Array(0)
  return {
    id,
    dimension: 2,
    count: 0,
    step: empty(),
    evaluations: empty(),
    points: empty(),
    loss: empty(),
    gradientNorm: empty(),
    theta: undefined,
    distance: undefined,
    lengths: undefined,
    learningRate: undefined,
    companion: undefined,
    sampled: undefined,
    ending: undefined,
    warning: undefined,
    rate: undefined,
  }
}

export function appendRows(
  trace: Trace,
  { rows, plane, distance, lengths, learningRate, companion }: Omit<RacePart, 'racer' | 'end'>,
  mostRows = Infinity,
): void {
  const from = trace.count
  const added = rows.step.length
  const grown = (column: Float64Array | undefined, values: Float64Array): Float64Array => {
    const width = added === 0 ? 0 : values.length / added
    return withRows(column ?? new Float64Array(0), values, from * width, mostRows * width)
  }
  const hasTheta = rows.theta.length > 0
  if (hasTheta) trace.dimension = rows.theta.length / added
  trace.step = grown(trace.step, rows.step)
  trace.evaluations = grown(trace.evaluations, rows.evaluations)
  trace.points = grown(trace.points, plane ?? rows.theta)
  trace.loss = grown(trace.loss, rows.loss)
  trace.gradientNorm = grown(trace.gradientNorm, rows.gradientNorm)
  if (plane !== undefined && hasTheta) trace.theta = grown(trace.theta, rows.theta)
  if (distance !== undefined) trace.distance = grown(trace.distance, distance)
  if (lengths !== undefined)
    trace.lengths = {
      norm: grown(trace.lengths?.norm, lengths.norm),
      fromStart: grown(trace.lengths?.fromStart, lengths.fromStart),
      step: grown(trace.lengths?.step, lengths.step),
    }
  if (learningRate !== undefined) trace.learningRate = grown(trace.learningRate, learningRate)
  if (companion !== undefined)
    trace.companion = {
      points: grown(trace.companion?.points, companion.plane ?? companion.theta),
      theta:
        companion.plane === undefined || companion.theta.length === 0
          ? undefined
          : grown(trace.companion?.theta, companion.theta),
    }
  if (rows.sampled !== undefined)
    trace.sampled = {
      batchLoss: grown(trace.sampled?.batchLoss, rows.sampled.batchLoss),
      batchGradientNorm: grown(trace.sampled?.batchGradientNorm, rows.sampled.batchGradientNorm),
      examples: grown(trace.sampled?.examples, rows.sampled.examples),
      measured: Object.fromEntries(
        Object.entries(rows.sampled.measured).map(([name, values]) => [
          name,
          grown(trace.sampled?.measured[name], values),
        ]),
      ),
    }
  trace.count = from + added
}

/** Times that a column grows: room that is never used costs no memory, and copies of long columns cost time. */
const growth = 8

function withRows(column: Float64Array, rows: Float64Array, from: number, most: number): Float64Array {
  const needed = from + rows.length
  const fits = needed <= column.length
  // What is left to come is seldom copied where much has come; of a sum what is measured comes besides.
  const room = needed > most ? 2 * column.length : growth * needed >= most ? most : growth * column.length
  const target = fits ? column : new Float64Array(Math.max(needed, room))
  if (target !== column) target.set(column.subarray(0, from))
  target.set(rows, from)
  return target
}
