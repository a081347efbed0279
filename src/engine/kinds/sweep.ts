import { z } from 'zod'
import { sweepRun } from '../../core/analysis/maps/sweep'
import { optimizers } from '../../core/catalogue/optimizers'
import { isValueOf } from '../../core/definitions/hyperparameters'
import { type Checked, invalid, type Problem, valid } from '../../core/problem'
import { outcomes } from '../../core/race/trace'
import type { RaceRacerSpec } from '../../core/scene/racer'
import { mostSweptValues } from '../../core/scene/sweep-setting'
import { sweepAccumulation, type SweepPart } from '../accumulations/sweep'
import { defineStreamingJobKind, type TileEvent } from '../job-kind'
import { atMost, raceWork, shareOf } from './evaluation-work'
import { landscapeOf, specAhead } from './landscapes'
import { checkRaceWithin, racerOf, type RaceSpec } from './race-specs'
import { checkShape } from './specs'
import { startNeeds, startOf } from './starts'

/**
 * Steps of all runs that a sweep takes without being asked twice: about half a minute of two cores for a quick rule,
 * about a minute where they are of sums over examples.
 */
const mostSteps = 5e8
/** Steps of a tile's runs at most, and cells at most: some tens of milliseconds. */
const tileSteps = 2e5
const tileCells = 256

const axis = z.strictObject({
  hyperparameter: z.string(),
  values: z.array(z.number()).min(1).max(mostSweptValues).readonly(),
})

export type SweepAxis = z.infer<typeof axis>

const schema = z.strictObject({ race: z.unknown(), x: axis, y: axis.optional(), after: z.int().min(1).optional() })

/** Each racer run over a grid of the values of one or two of its hyperparameters. */
export interface SweepSpec {
  readonly race: RaceSpec
  readonly x: SweepAxis
  /** Absent: a sweep of one hyperparameter. Racers without it are swept over x alone. */
  readonly y?: SweepAxis
  /** After which step the loss is told besides; none where absent. */
  readonly after?: number
}

/** Cells [from, to) of one racer's grid. */
interface Tile {
  readonly racer: number
  readonly from: number
  readonly to: number
}

/** Every racer of a race, run over a grid of the values of one or two of its hyperparameters. */
export const sweepKind = defineStreamingJobKind({
  id: 'sweep',
  version: 3,
  ahead: specAhead,
  accumulation: sweepAccumulation,

  validate(given): Checked<SweepSpec> {
    const shape = checkShape(schema, given)
    if (shape.value === undefined) return invalid(...shape.problems)
    const { x, y, after } = shape.value
    const race = checkRaceWithin(shape.value.race)
    if (race.value === undefined) return invalid(...race.problems)
    const { racers } = race.value
    const problems = [
      ...axisProblems(racers, x, 'x'),
      ...(y === undefined ? [] : axisProblems(racers, y, 'y')),
      ...racers.flatMap((racer) => (has(racer, x) ? [] : [missing(racer, x)])),
      ...(y === undefined || racers.some((racer) => has(racer, y)) ? [] : [missing(racers[0]!, y)]),
    ]
    return problems.length > 0
      ? invalid(...problems)
      : valid({ race: race.value, x, ...(y && { y }), ...(after && { after }) })
  },

  cost(spec) {
    const cells = spec.race.racers.reduce((sum, racer) => sum + cellsOf(spec, racer), 0)
    const workWith = (side: number): number =>
      spec.race.racers.reduce((sum, racer) => sum + cellsOf(spec, racer, side) * raceWork(spec.race, [racer]), 0)
    const work = workWith(mostSweptValues)
    let side = Math.max(spec.x.values.length, spec.y?.values.length ?? 1)
    while (side > 0 && workWith(side) > mostSteps) side--
    return {
      work,
      workLimit: mostSteps,
      bytes: cells * 40,
      smaller: atMost(
        { most: side, say: (count) => `${count} values along each axis` },
        { most: shareOf(work, mostSteps) * spec.race.steps, say: (count) => `${count} steps` },
      ),
    }
  },

  needs: ({ race }) => startNeeds(race),

  plan(spec): readonly Tile[] {
    const size = Math.max(1, Math.min(tileCells, Math.floor(tileSteps / Math.max(1, spec.race.steps))))
    return spec.race.racers.flatMap((racer, index) => {
      const count = cellsOf(spec, racer)
      return Array.from({ length: Math.ceil(count / size) }, (_, k): Tile => {
        return { racer: index, from: k * size, to: Math.min(count, (k + 1) * size) }
      })
    })
  },

  *run(spec, { racer: index, from, to }, needed): Generator<TileEvent<SweepPart>, void, void> {
    const racer = spec.race.racers[index]!
    const objective = landscapeOf(spec.race.landscape).objective()
    const start = startOf(spec.race, racer, needed)
    const count = to - from
    const final = new Float64Array(count)
    const best = new Float64Array(count)
    const codes = new Uint8Array(count)
    const after = spec.after === undefined ? undefined : new Float64Array(count)
    for (let k = 0; k < count; k++) {
      const rule = racerOf(spec.race, sweptRacer(spec, racer, from + k), start)
      const end = yield* sweepRun(rule.spec, objective, rule.options, spec.after)
      final[k] = end.final
      best[k] = end.best
      codes[k] = outcomes.indexOf(end.outcome)
      if (after !== undefined) after[k] = end.after!
      yield { type: 'progress', fraction: (k + 1) / count }
    }
    const nx = spec.x.values.length
    const resolution = [nx, cellsOf(spec, racer) / nx] as const
    yield {
      type: 'part',
      part: { racer: index, resolution, from, final, best, outcomes: codes, ...(after && { after }) },
    }
  },
})

/** The racer of one cell: the one of the race with the cell's hyperparameters. */
export function sweptRacer({ x, y }: Pick<SweepSpec, 'x' | 'y'>, racer: RaceRacerSpec, cell: number): RaceRacerSpec {
  const i = cell % x.values.length
  const j = Math.floor(cell / x.values.length)
  const swept = y !== undefined && has(racer, y) ? { [y.hyperparameter]: y.values[j]! } : {}
  return { ...racer, hyper: { ...racer.hyper, [x.hyperparameter]: x.values[i]!, ...swept } }
}

/** Cells of a racer's grid, with at most so many values along each axis. */
function cellsOf({ x, y }: SweepSpec, racer: RaceRacerSpec, most = mostSweptValues): number {
  const along = ({ values }: SweepAxis): number => Math.min(most, values.length)
  return along(x) * (y !== undefined && has(racer, y) ? along(y) : 1)
}

function has(racer: RaceRacerSpec, { hyperparameter }: SweepAxis): boolean {
  return Object.hasOwn(hyperparametersOf(racer), hyperparameter)
}

function hyperparametersOf({ optimizer }: RaceRacerSpec) {
  return optimizers.find(({ id }) => id === optimizer)!.hyperparameters
}

function missing({ id, optimizer }: RaceRacerSpec, { hyperparameter }: SweepAxis): Problem {
  return {
    message: `${optimizer} has no hyperparameter "${hyperparameter}" to sweep`,
    remedy: 'leave that racer out, or sweep one that all have, such as lr',
    where: `racers.${id}`,
  }
}

/** Values that some racer's hyperparameter does not take, or that do not ascend. */
function axisProblems(
  racers: readonly RaceRacerSpec[],
  { hyperparameter, values }: SweepAxis,
  where: string,
): Problem[] {
  const problems: Problem[] = []
  if (values.some((value, i) => i > 0 && !(value > values[i - 1]!)))
    problems.push({ message: `values of ${where} do not ascend`, remedy: 'give each once, in ascending order', where })
  for (const racer of racers) {
    const definition = hyperparametersOf(racer)[hyperparameter]
    if (definition === undefined) continue
    const wrong = values.find((value) => !isValueOf(definition, value))
    if (wrong === undefined) continue
    problems.push({
      message: `${hyperparameter} of ${racer.optimizer} is ${wrong} in the sweep, outside its range`,
      remedy: 'sweep a smaller range',
      where,
    })
  }
  return problems
}
