import type { Objective } from '../objectives/objective'
import type { Checkpoint } from './checkpoint'
import type { RaceOptions, Racer, RacerSpec } from './racer'
import { RunningRacer } from './running-racer'

/**
 * Puts a racer on its start and evaluates it there: step 0, one evaluation. From then on every step is
 * theta_t = theta_{t-1} + update(chain(grad J(theta_{t-1}))), followed by one evaluation of J and its gradient at theta_t.
 * A step whose point, loss or gradient is not finite is not taken: the racer stays at its last finite point and ends.
 */
export function createRacer(spec: RacerSpec, objective: Objective, options: RaceOptions): Racer {
  const racer = new RunningRacer(spec, objective, options)
  racer.begin()
  return racer
}

/** Goes on from a checkpoint of the same spec, objective and options: the same bits as the run it was taken from. */
export function resumeRacer(
  spec: RacerSpec,
  objective: Objective,
  options: RaceOptions,
  checkpoint: Checkpoint,
): Racer {
  const racer = new RunningRacer(spec, objective, options)
  racer.restore(checkpoint)
  return racer
}
