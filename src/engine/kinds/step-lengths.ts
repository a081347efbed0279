import { z } from 'zod'
import type { Checked } from '../../core/problem'
import { createRacerInPieces } from '../../core/race/create-racer'
import { PathLengths } from '../../core/race/path-lengths'
import { defineJobKind, type TileProgress } from '../job-kind'
import { raceWork } from './evaluation-work'
import { landscapeOf, raceAhead } from './landscapes'
import { checkRacerWithin, racerOf, type RaceSpec } from './race-specs'
import { joined } from './row-bands'
import { startNeeds, startOf } from './starts'

/** Numbers of rows that are taken from the racer at a time. */
const numbersAtOnce = 262_144

const schema = z.strictObject({ race: z.unknown(), racer: z.int().min(0) })

export interface StepLengthsSpec {
  readonly race: RaceSpec
  /** Index into the race's racers. */
  readonly racer: number
}

/** How long every step of a racer is, and where on the plane it leads, whatever rows the race records. */
export interface StepLengthsResult {
  /** |theta_t - theta_{t-1}| of steps 1, 2, ... */
  readonly lengths: Float64Array
  /** The point of the plane nearest to the start and to where each step leads, x and y interleaved. */
  readonly places: Float64Array
}

export const stepLengthsKind = defineJobKind({
  id: 'step-lengths',
  version: 1,
  ahead: raceAhead,
  validate: (given): Checked<StepLengthsSpec> => checkRacerWithin(schema, given),
  needs: ({ race, racer }) => startNeeds(race, [race.racers[racer]!]),
  cost: ({ race, racer }) => ({
    work: raceWork(race, [race.racers[racer]!]),
    bytes: 24 * race.steps,
    smaller: 'take fewer steps',
  }),
  plan: () => [0],

  *run({ race, racer: index }, _tile, needed): Generator<TileProgress, StepLengthsResult, void> {
    const first = race.racers[index]!
    const start = startOf(race, first, needed)
    const { spec, options } = racerOf({ ...race, record: 1 }, first, start)
    const { objective, project } = landscapeOf(race.landscape)
    const racer = yield* createRacerInPieces(spec, objective(), options)
    const along = new PathLengths(start)
    const [lengths, places]: [Float64Array[], Float64Array[]] = [[], []]
    const n = start.length
    const stepsAtOnce = Math.max(1, Math.floor(numbersAtOnce / n))
    for (let isRunning = true; isRunning;) {
      isRunning = racer.ending === undefined
      const run = racer.run(stepsAtOnce)
      while (run.next().done !== true) yield { type: 'progress', fraction: racer.step / race.steps }
      const rows = racer.takeRows()
      lengths.push(along.add(rows).step)
      const at = new Float64Array(2 * rows.step.length)
      for (let row = 0; row < rows.step.length; row++)
        at.set(project(rows.theta.subarray(row * n, (row + 1) * n)), 2 * row)
      places.push(at)
    }
    const whole = (parts: readonly Float64Array[]): Float64Array =>
      joined(
        parts,
        parts.reduce((sum, { length }) => sum + length, 0),
      )
    // The start's row is no step's.
    return { lengths: whole(lengths).slice(1), places: whole(places) }
  },

  merge: (_spec, [result]): StepLengthsResult => result!,
})
