import { z } from 'zod'
import { createRacerInPieces } from '../../core/race/create-racer'
import { type Checked, invalid, valid } from '../../core/problem'
import { type ByProduct, defineJobKind, type TileProgress } from '../job-kind'
import {
  checkpointAt,
  type CheckpointResult,
  checkpointsEvery,
  type CheckpointSpec,
  runPastCheckpoints,
} from './checkpoints'
import { stepWork } from './evaluation-work'
import { landscapeOf, specAhead } from './landscapes'
import { checkRaceWithin, racerOf } from './race-specs'
import { checkShape } from './specs'
import { startNeeds, startOf } from './starts'

/** Steps after which recorded rows, which nobody asks for, are let go. */
const stride = 4096

const schema = z.strictObject({ race: z.unknown(), every: z.int().min(1), step: z.int().min(1) })

/**
 * Where a racer is at a step, to go on from there. A race leaves those that it passes, so that this is computed where
 * they were let go.
 */
export const checkpointKind = defineJobKind({
  id: 'checkpoint',
  version: 4,
  ahead: specAhead,

  validate(given): Checked<CheckpointSpec> {
    const shape = checkShape(schema, given)
    if (shape.value === undefined) return shape
    const { every, step } = shape.value
    const race = checkRaceWithin(shape.value.race)
    if (race.value === undefined) return invalid(...race.problems)
    if (step % every === 0) return valid({ race: race.value, every, step })
    const message = `step is ${step}, expected a multiple of ${every}`
    return invalid({ message, remedy: 'take a step that has a checkpoint', where: 'step' })
  },

  cost: ({ race, step }) => ({
    work: Math.min(step, race.steps) * stepWork(race, race.racers[0]!),
    bytes: 0,
    smaller: 'take an earlier step',
  }),
  needs: ({ race }) => startNeeds(race, race.racers.slice(0, 1)),
  plan: () => [0],

  *run({ race, every, step }, _tile, needed): Generator<TileProgress | ByProduct, CheckpointResult, void> {
    const first = race.racers[0]!
    const { spec, options } = racerOf(race, first, startOf(race, first, needed))
    const racer = yield* createRacerInPieces(spec, landscapeOf(race.landscape).objective(), options)
    const checkpoints = checkpointsEvery(every, race)
    while (racer.ending === undefined && racer.step < step) {
      const run = runPastCheckpoints(racer, Math.min(stride, step - racer.step), checkpoints)
      for (const event of run) yield event ?? { type: 'progress', fraction: racer.step / step }
      racer.takeRows()
    }
    return checkpointAt(racer, step)
  },

  merge: (_spec, [result]): CheckpointResult => result!,
})
