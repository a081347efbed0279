import { compileExpression } from '../calculus'
import { expressionObjective } from '../objectives/expression'
import type { OptimizerDefinition } from '../definitions/optimizer'
import { BitHash } from '../elementary/bit-hash'
import { checkHyperparameters } from '../definitions/hyperparameters'
import { createRacer } from './create-racer'

/**
 * A hash over an optimizer's noisy, clipped race on the Rosenbrock function: 16 hexadecimal digits that are the same wherever
 * core computes the same bits. A single bit of any recorded number changes it.
 */
export function raceFingerprint(optimizer: OptimizerDefinition): string {
  const expression = compileExpression('(1-x)^2 + 100*(y-x^2)^2', { variables: ['x', 'y'] }).value!
  const hyper = checkHyperparameters(optimizer, {}, optimizer.id).value!
  const racer = createRacer(
    { optimizer, hyper, start: [-1.5, 2], clip: { kind: 'norm', value: 100 } },
    expressionObjective(expression, {}),
    { steps: 1000, record: 1, stop: {}, seed: 1, noise: { kind: 'gaussian', scale: 0.1 } },
  )
  racer.advance(1000)
  const { theta, loss, gradientNorm } = racer.takeRows()
  const hash = new BitHash()
  for (const column of [theta, loss, gradientNorm]) hash.add(column)
  return hash.digest()
}
