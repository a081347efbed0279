import { describe, expect, it } from 'vitest'
import { compileExpression } from '../../src/core/calculus'
import { cos, sin } from '../../src/core/elementary'
import { expressionObjective } from '../../src/core/objectives/expression'
import type { Objective } from '../../src/core/objectives/objective'
import { findOptimizer } from '../../src/core/optimizers/catalogue'
import { checkHyperparameters } from '../../src/core/optimizers/hyperparameters'
import { createRacer } from '../../src/core/race/racer'
import reference from '../reference/torch-trajectories.json'
import { handObjective } from './optimizers-objective'

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

/** PyTorch's names as ours, which say by the optimizer what PyTorch says by a flag. */
function translated(row: { optimizer: string; hyperparameters: object }): {
  id: string
  given: Record<string, unknown>
} {
  const given: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(row.hyperparameters))
    if (key !== 'nesterov') given[key.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase())] = value
  return { id: row.optimizer === 'amsgrad' ? 'adam' : row.optimizer, given }
}

type Row = (typeof reference.trajectories)[number]

/** The rules alone, on gradients that owe nothing to our calculus; and all together, as a person runs them. */
const objectives: Record<string, (row: Row) => Objective> = {
  'a gradient written by hand': (row) =>
    handObjective(2, ([x, y], gradient) => {
      const [value, dx, dy] = byHand[row.function](x, y)
      gradient[0] = dx
      gradient[1] = dy
      return value
    }),
  'the formula': ({ expression }) => {
    const compiled = compileExpression(expression, { variables: ['x', 'y'], parameters: [] })
    return expressionObjective(compiled.value!, {})
  },
}

describe.each(Object.entries(objectives))('PyTorch’s trajectories by %s', (_kind, objectiveOf) => {
  it.each(reference.trajectories.map((row) => [`${row.torch} on ${row.function}`, row] as const))(
    '%s',
    (_name, row) => {
      const { id, given } = translated(row)
      const optimizer = findOptimizer(id)!
      const { value: hyper } = checkHyperparameters(optimizer, given, 'row')
      const options = { steps: 200, record: 1, stop: {}, seed: 0, noise: 0 }
      const racer = createRacer({ optimizer, hyper: hyper!, start: row.start }, objectiveOf(row), options)
      expect(racer.advance(1000)).toBe(200)
      const { theta, loss } = racer.takeRows()
      expect(row.checkpoints.length).toBe(9)
      for (const checkpoint of row.checkpoints) {
        const [x, y] = checkpoint.theta
        const norm = Math.hypot(x, y)
        checkpoint.theta.forEach((expected, i) => {
          const got = theta[2 * checkpoint.step + i]
          const error = Math.abs(got - expected) / Math.max(Math.abs(expected), 1e-6 * norm)
          expect(error, `coordinate ${i} at step ${checkpoint.step}: ${got}, expected ${expected}`).toBeLessThanOrEqual(
            1e-11,
          )
        })
        expect(Math.abs(loss[checkpoint.step] - checkpoint.loss)).toBeLessThanOrEqual(
          1e-11 * Math.max(1, Math.abs(checkpoint.loss)),
        )
      }
    },
  )
})
