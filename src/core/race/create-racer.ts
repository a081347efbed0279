import { isSum, type Objective } from '../objectives/objective'
import { finish, type Pieces } from '../pieces'
import type { Checkpoint } from './checkpoint'
import type { RaceOptions, Racer, RacerSpec } from './racer'
import { RunningRacer } from './running-racer'
import { SamplingRacer } from './sampling-racer'

/**
 * Puts a racer on its start and evaluates it there: step 0, one evaluation. From then on every step is
 * theta_t = theta_{t-1} + update(chain(grad J(theta_{t-1}))), followed by one evaluation of J and its gradient at
 * theta_t. A step whose point, loss or gradient is not finite is not taken: the racer stays at its last finite point
 * and ends. Of a mean over examples a step sees its batch, and the evaluation at theta_t is made at measuring points:
 * see `SamplingRacer`.
 */
export function createRacer(spec: RacerSpec, objective: Objective, options: RaceOptions): Racer {
  return finish(createRacerInPieces(spec, objective, options))
}

/** As `createRacer`, where the evaluation at the start may take long. */
export function* createRacerInPieces(spec: RacerSpec, objective: Objective, options: RaceOptions): Pieces<Racer> {
  const racer = racerOf(spec, objective, options)
  yield* racer.begin()
  return racer
}

/** Goes on from a checkpoint of the same spec, objective and options: the same bits as the run it was taken from. */
export function resumeRacer(
  spec: RacerSpec,
  objective: Objective,
  options: RaceOptions,
  checkpoint: Checkpoint,
): Racer {
  const racer = racerOf(spec, objective, options)
  racer.restore(checkpoint)
  return racer
}

function racerOf(spec: RacerSpec, objective: Objective, options: RaceOptions): RunningRacer | SamplingRacer {
  const n = objective.dimension
  if (spec.start.length !== n) throw new RangeError(`start has ${spec.start.length} coordinates, the objective ${n}`)
  if (!(options.record >= 1)) throw new RangeError(`record is ${options.record}, expected at least 1`)
  return isSum(objective) ? new SamplingRacer(spec, objective, options) : new RunningRacer(spec, objective, options)
}
