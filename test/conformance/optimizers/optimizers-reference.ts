import { compileExpression } from '../../../src/core/calculus'
import { cos, sin } from '../../../src/core/elementary'
import { expressionObjective } from '../../../src/core/objectives/expression'
import type { Objective } from '../../../src/core/objectives/objective'
import { findOptimizer } from '../../../src/core/catalogue/optimizers'
import { checkHyperparameters } from '../../../src/core/definitions/hyperparameters'
import { noNoise } from '../../../src/core/race/noise'
import { companionPoint } from '../../../src/core/descent/velocity'
import { createRacer } from '../../../src/core/race/create-racer'
import torch from '../../reference/torch-trajectories.json'
import golden from './optimizers.golden.json'
import { handObjective } from './optimizers-objective'

/** Where a rule must be after some of its steps. */
export interface Trajectory {
  /** The rule with its settings, as a person would name it. */
  readonly name: string
  readonly optimizer: string
  readonly hyperparameters: Readonly<Record<string, unknown>>
  readonly function: string
  readonly expression: string
  readonly start: readonly number[]
  readonly checkpoints: readonly {
    readonly step: number
    readonly theta: readonly number[]
    readonly loss: number
    /** Where the rule's companion must be. */
    readonly companion?: readonly number[]
  }[]
}

/**
 * PyTorch's trajectories under our names, which say by the optimizer what PyTorch says by a flag; AMSGrad both ways.
 */
export const torchTrajectories: readonly Trajectory[] = torch.trajectories.flatMap((row) => {
  const hyperparameters = Object.fromEntries(
    Object.entries(row.hyperparameters)
      .filter(([key]) => key !== 'nesterov')
      .map(([key, value]) => [key.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase()), value]),
  )
  const trajectory = { ...row, name: row.torch, hyperparameters }
  if (row.optimizer !== 'amsgrad') return [trajectory]
  const { amsgrad: _amsgrad, ...others } = hyperparameters
  return [
    { ...trajectory, optimizer: 'adam' },
    { ...trajectory, name: `${row.torch} as amsgrad`, hyperparameters: others },
  ]
})

/** Trajectories in 50-digit arithmetic, by optimizers.py. */
export const goldenTrajectories: readonly Trajectory[] = golden.map((row) => ({
  ...row,
  name: `${row.optimizer} ${JSON.stringify(row.hyperparameters)}`,
}))

const pi = 3.141592653589793
const byHand: Record<string, (x: number, y: number) => readonly [number, number, number]> = {
  bowl: (x, y) => [0.5 * (x * x + y * y), x, y],
  valley50: (x, y) => [0.5 * (x * x + 50 * y * y), x, 50 * y],
  saddle: (x, y) => [x * x - y * y, 2 * x, -2 * y],
  rosenbrock: (x, y) => {
    const v = y - x * x
    return [(1 - x) * (1 - x) + 100 * v * v, -2 * (1 - x) - 400 * x * v, 200 * v]
  },
  himmelblau: (x, y) => {
    const a = x * x + y - 11
    const b = x + y * y - 7
    return [a * a + b * b, 4 * x * a + 2 * b, 2 * a + 4 * y * b]
  },
  beale: (x, y) => {
    const a = 1.5 - x + x * y
    const b = 2.25 - x + x * y * y
    const c = 2.625 - x + x * y * y * y
    return [
      a * a + b * b + c * c,
      2 * a * (y - 1) + 2 * b * (y * y - 1) + 2 * c * (y * y * y - 1),
      2 * a * x + 4 * b * x * y + 6 * c * x * y * y,
    ]
  },
  rastrigin: (x, y) => [
    20 + x * x - 10 * cos(2 * pi * x) + y * y - 10 * cos(2 * pi * y),
    2 * x + 20 * pi * sin(2 * pi * x),
    2 * y + 20 * pi * sin(2 * pi * y),
  ],
}

/** A trajectory's function with a gradient that owes nothing to our calculus. */
export function handWritten(trajectory: Trajectory): Objective {
  return handObjective(2, ([x, y], gradient) => {
    const [value, dx, dy] = byHand[trajectory.function](x, y)
    gradient[0] = dx
    gradient[1] = dy
    return value
  })
}

/** A trajectory's function as a person would give it. */
export function compiled({ expression }: Trajectory): Objective {
  return expressionObjective(compileExpression(expression, { variables: ['x', 'y'] }).value!, {})
}

/** How far a race is from a trajectory at a checkpoint. */
export interface Deviation {
  readonly step: number
  /** The largest |got - expected| / max(|expected|, 1e-6 ||expected||) over the coordinates of the point. */
  readonly point: number
  /** The same of the companion; 0 where the trajectory has none. */
  readonly companion: number
  /** |got - expected| / max(1, |expected|). */
  readonly loss: number
}

/** Races a trajectory's rule from its start on an objective. */
export function deviations(trajectory: Trajectory, objective: Objective): readonly Deviation[] {
  const optimizer = findOptimizer(trajectory.optimizer)!
  const hyper = checkHyperparameters(optimizer, trajectory.hyperparameters, trajectory.name).value!
  const options = { steps: 200, record: 1, stop: {}, seed: 0, noise: noNoise }
  const racer = createRacer({ optimizer, hyper, start: trajectory.start }, objective, options)
  return trajectory.checkpoints.map(({ step, theta, loss, companion }) => {
    racer.advance(step - racer.step)
    if (racer.step !== step) throw new Error(`${trajectory.name} ended: ${racer.ending?.reason}`)
    const reached = racer.snapshot()
    const { learningRate } = racer
    return {
      step,
      point: relative(reached.theta, theta),
      companion:
        companion === undefined
          ? 0
          : relative(companionPoint(optimizer, hyper, { ...reached, learningRate }), companion),
      loss: Math.abs(reached.loss - loss) / Math.max(1, Math.abs(loss)),
    }
  })
}

function relative(got: unknown, expected: readonly number[]): number {
  if (!(got instanceof Float64Array)) throw new Error('a point is a vector')
  const least = 1e-6 * Math.hypot(...expected)
  const errors = expected.map((value, i) => Math.abs(got[i] - value) / Math.max(Math.abs(value), least))
  return Math.max(...errors)
}
