import type { Objective } from '../../../src/core/objectives/objective'
import { findOptimizer } from '../../../src/core/catalogue/optimizers'
import { checkHyperparameters } from '../../../src/core/definitions/hyperparameters'
import { noNoise } from '../../../src/core/race/noise'
import { createRacer } from '../../../src/core/race/create-racer'
import type { Racer, RaceOptions } from '../../../src/core/race/racer'
import { handObjective } from './optimizers-objective'

/** A racer at its start, without noise, clipping or rules to stop it. */
export function racerOf(
  id: string,
  given: Readonly<Record<string, unknown>>,
  start: readonly number[],
  objective: Objective,
  changed: Partial<RaceOptions> = {},
): Racer {
  const optimizer = findOptimizer(id)!
  const hyper = checkHyperparameters(optimizer, given, id).value!
  const options = { steps: 1e9, record: 1, stop: {}, seed: 0, noise: noNoise, ...changed }
  return createRacer({ optimizer, hyper, start }, objective, options)
}

/** Where a rule is after 0, 1, ... `steps` steps. */
export function pathOf(
  id: string,
  given: Readonly<Record<string, unknown>>,
  start: readonly number[],
  objective: Objective,
  steps: number,
): readonly (readonly number[])[] {
  const racer = racerOf(id, given, start, objective)
  racer.advance(steps)
  if (racer.step !== steps) throw new Error(`${id} ended: ${racer.ending?.reason}`)
  const { theta } = racer.takeRows()
  const n = start.length
  return Array.from({ length: steps + 1 }, (_, step) => [...theta.subarray(step * n, (step + 1) * n)])
}

/** sum_i slopes_i theta_i: a constant gradient. */
export function linear(...slopes: readonly number[]): Objective {
  return handObjective(slopes.length, (theta, gradient) => {
    gradient.set(slopes)
    return slopes.reduce((sum, slope, i) => sum + slope * theta[i], 0)
  })
}
