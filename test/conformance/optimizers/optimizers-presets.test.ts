import { describe, expect, it } from 'vitest'
import { compileExpression } from '../../../src/core/calculus'
import { expressionObjective } from '../../../src/core/objectives/expression'
import { optimizers } from '../../../src/core/catalogue/optimizers'
import { createRacer } from '../../../src/core/race/create-racer'
import { noNoise } from '../../../src/core/race/noise'
import { presetRacer } from '../../../src/core/scene/racer'

const surfaces = [
  { name: 'booth', expression: '(x+2y-7)^2 + (2x+y-5)^2', start: [-5, 5], half: 10 },
  { name: 'rosenbrock', expression: '(1-x)^2 + 100*(y-x^2)^2', start: [-1.5, 2], half: 3 },
  { name: 'himmelblau', expression: '(x^2+y-11)^2 + (x+y^2-7)^2', start: [4, 4], half: 5 },
] as const

describe.each(optimizers.map((optimizer) => [optimizer.id, optimizer] as const))(
  '%s as it is added',
  (id, optimizer) => {
    it.each(surfaces)('descends on $name and stays in its neighbourhood', ({ expression, start, half }) => {
      const objective = expressionObjective(compileExpression(expression, { variables: ['x', 'y'] }).value!, {})
      const { hyper } = presetRacer(id, 0)
      const box = [[-half, half] as const, [-half, half] as const]
      // Ten half-widths: a rule that leaves them has been launched and not merely overshot.
      const options = { steps: 500, record: 1, stop: { escape: 10 }, seed: 0, noise: noNoise, box }
      const racer = createRacer({ optimizer, hyper, start }, objective, options)
      racer.advance(500)
      const { loss } = racer.takeRows()
      expect(racer.ending?.outcome, racer.ending?.reason).toMatch(/^(max-steps|converged)$/)
      // From 104, 12.5 and 250.
      expect(loss.at(-1)).toBeLessThan(0.6 * loss[0])
    })
  },
)
