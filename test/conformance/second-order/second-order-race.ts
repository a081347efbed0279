import { compileExpression } from '../../../src/core/calculus'
import { expressionObjective } from '../../../src/core/objectives/expression'
import type { Objective } from '../../../src/core/objectives/objective'
import { findOptimizer } from '../../../src/core/catalogue/optimizers'
import { checkHyperparameters } from '../../../src/core/definitions/hyperparameters'
import { noNoise } from '../../../src/core/race/noise'
import type { Checkpoint } from '../../../src/core/race/checkpoint'
import { createRacer, resumeRacer } from '../../../src/core/race/create-racer'
import type { Racer, RaceOptions } from '../../../src/core/race/racer'
import type { TraceColumns } from '../../../src/core/race/trace'

export const formulas = {
  rosenbrock: '(1-x)^2 + 100*(y-x^2)^2',
  himmelblau: '(x^2+y-11)^2 + (x+y^2-7)^2',
  beale: '(1.5-x+x*y)^2 + (2.25-x+x*y^2)^2 + (2.625-x+x*y^3)^2',
} as const

export function objectiveOf(formula: string, variables: readonly string[] = ['x', 'y']): Objective {
  return expressionObjective(compileExpression(formula, { variables }).value!, {})
}

export function racerOf(
  id: string,
  given: Readonly<Record<string, unknown>>,
  start: readonly number[],
  objective: Objective,
  options: Partial<RaceOptions> = {},
  checkpoint?: Checkpoint,
): Racer {
  const optimizer = findOptimizer(id)!
  // Those given last may lie outside the ranges: a search as exact as can be, in place of a sensible one.
  const hyper = { ...checkHyperparameters(optimizer, {}, id).value!, ...given } as ReturnType<
    typeof checkHyperparameters
  >['value']
  const settings = { steps: 1000, record: 1, stop: {}, seed: 0, noise: noNoise, ...options }
  const spec = { optimizer, hyper: hyper!, start }
  return checkpoint === undefined
    ? createRacer(spec, objective, settings)
    : resumeRacer(spec, objective, settings, checkpoint)
}

/** Races to the end. */
export function raced(...parameters: Parameters<typeof racerOf>): { racer: Racer; rows: TraceColumns } {
  const racer = racerOf(...parameters)
  racer.advance(Infinity)
  return { racer, rows: racer.takeRows() }
}

/** theta of a recorded row. */
export function pointOf({ theta, step }: TraceColumns, row: number): Float64Array {
  const n = theta.length / step.length
  return theta.slice(row * n, (row + 1) * n)
}

export function deviation(got: ArrayLike<number>, expected: ArrayLike<number>): number {
  const norm = Math.hypot(...Array.from(expected))
  return Math.max(
    ...Array.from(got, (x, i) => Math.abs(x - expected[i]) / Math.max(Math.abs(expected[i]), 1e-6 * norm)),
  )
}
