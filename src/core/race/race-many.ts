import type { Objective } from '../objectives/objective'
import { pieceOperations } from '../pieces'
import { mostRuns } from './modules/runs-module'
import { createRacerInPieces } from './create-racer'
import { CompiledBlocks } from './compiled-blocks'
import type { RacerSpec } from './racer'
import { RunBlock } from './run-block'
import { RunsRule, type ManyEnds, type ManyOptions, type RunWatch, type Writable } from './runs'
import { outcomes, type TraceColumns } from './trace'

/** Steps of all runs between two yields at most: some tenths of a millisecond. */
const yieldSteps = 16384
/** An operation at many points at once takes a part of the time it takes at each. */
const yieldOperations = 4 * pieceOperations
/** Numbers of rows that are held at a time for who watches a run. */
const mostRowNumbers = 65_536
/** How many times as quick steps are that have been compiled, about. */
const quicker = 8

/**
 * Races one rule from `count` starts, each to its end, and tells where. Coordinate j of start i is `starts[j * count +
 * i]`.
 *
 * A run ends bit for bit where `createRacer` from the same start ends. A rule that treats every coordinate alike and
 * alone steps many runs as one long theta, which is several times as fast; the others, and those whose gradient comes
 * in pieces, as that of a sum over examples does, run one after the other. Yields after every few
 * tenths of a millisecond.
 */
export function* raceMany(
  spec: Omit<RacerSpec, 'start'>,
  objective: Objective,
  options: ManyOptions,
  starts: Float64Array,
  count: number,
): Generator<undefined, ManyEnds, void> {
  const n = objective.dimension
  const ends = {
    theta: new Float64Array(n * count),
    loss: new Float64Array(count),
    step: new Uint32Array(count),
    settled: new Uint32Array(count),
    outcome: new Uint8Array(count),
    evaluations: 0,
  }
  if (isLaidEndToEnd(spec) && objective.inPieces === undefined) {
    const steps = Math.min(yieldSteps, yieldOperations / (objective.work ?? 1))
    const size = Math.max(1, Math.min(mostRuns, Math.floor(steps)))
    const rule = new RunsRule(spec, objective, options)
    // A module takes many steps that nobody sees.
    const compiled = options.watch === undefined ? CompiledBlocks.of(rule) : undefined
    for (let from = 0; from < count; from += size) {
      const block = RunBlock.begin(rule, compiled, starts, count, from, Math.min(count, from + size), ends)
      while (!block.isDone) {
        const atOnce = compiled?.isReady === true ? quicker * steps : steps
        block.advance(Math.max(1, Math.floor(atOnce / block.size)))
        yield
      }
    }
    return ends
  }
  for (let run = 0; run < count; run++) yield* raceAlone(spec, objective, options, starts, count, run, ends)
  return ends
}

/**
 * Whether runs of this rule may be laid end to end as one theta: nothing in it looks at more than one coordinate's
 * gradient.
 */
function isLaidEndToEnd({ optimizer, schedule, fork }: Omit<RacerSpec, 'start'>): boolean {
  const looksAtGradient = optimizer.needs.every((need) => need === 'gradient')
  return optimizer.elementwise && looksAtGradient && schedule?.definition.init === undefined && fork === undefined
}

/** Shows rows of every step to who watches a run. */
function showRows({ step, theta, loss }: TraceColumns, n: number, run: number, watch: RunWatch): void {
  for (let row = 0; row < step.length; row++) watch(run, step[row]!, theta, row * n, 1, loss[row]!)
}

function* raceAlone(
  spec: Omit<RacerSpec, 'start'>,
  objective: Objective,
  options: ManyOptions,
  starts: Float64Array,
  count: number,
  run: number,
  ends: Writable<ManyEnds>,
): Generator<undefined, void, void> {
  const n = objective.dimension
  const start = Float64Array.from({ length: n }, (_, j) => starts[j * count + run])
  const racer = yield* createRacerInPieces({ ...spec, start }, objective, {
    ...options,
    seed: options.seeds?.[run] ?? options.seed,
    record: options.watch === undefined ? Number.MAX_SAFE_INTEGER : 1,
  })
  const { settledWithin, watch } = options
  let step = 0
  let settled = 0
  const tap = (stage: string, vector: Float64Array): void => {
    if (stage !== 'update') return
    step++
    if (vector.some((length, j) => Math.abs(length) > settledWithin![j])) settled = step
  }
  const rowsAtOnce = Math.max(1, Math.floor(mostRowNumbers / (n + 1)))
  do {
    yield* racer.run(watch === undefined ? Infinity : rowsAtOnce, settledWithin && tap)
    if (watch !== undefined) showRows(racer.takeRows(), n, run, watch)
  } while (racer.ending === undefined)
  const { outcome, lastFinite, step: endStep } = racer.ending!
  for (let j = 0; j < n; j++) ends.theta[j * count + run] = lastFinite?.theta[j] ?? start[j]
  ends.loss[run] = lastFinite?.loss ?? NaN
  ends.step[run] = endStep
  ends.settled[run] = Math.min(settled, lastFinite?.step ?? 0)
  ends.outcome[run] = outcomes.indexOf(outcome)
  ends.evaluations += racer.evaluations
}
