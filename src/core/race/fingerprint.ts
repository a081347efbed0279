import { compileExpression } from '../calculus'
import { expressionObjective } from '../objectives/expression'
import type { OptimizerDefinition } from '../definitions/optimizer'
import { BitHash } from '../elementary/bit-hash'
import { checkHyperparameters } from '../definitions/hyperparameters'
import { createRacer } from './create-racer'
import { noNoise } from './noise'
import type { RaceOptions, RacerSpec } from './racer'

/** A race whose bits are hashed. */
interface FingerprintRace extends Pick<RacerSpec, 'start' | 'clip'>, Pick<RaceOptions, 'steps' | 'noise'> {
  readonly formula: string
}

const races: readonly FingerprintRace[] = [
  {
    formula: '(1-x)^2 + 100*(y-x^2)^2',
    start: [-1.5, 2],
    clip: { kind: 'norm', value: 100 },
    noise: { kind: 'gaussian', scale: 0.1 },
    steps: 1000,
  },
  // By a saddle, where rules that look for a way down part from those that do not.
  { formula: 'x^4 - x^2 + y^2', start: [1e-5, 2e-5], noise: noNoise, steps: 200 },
]

/**
 * A hash over two races of an optimizer, a noisy and clipped one on the Rosenbrock function and one away from a saddle:
 * 16 hexadecimal digits that are the same wherever core computes the same bits. A single bit of any recorded number
 * changes it.
 */
export function raceFingerprint(optimizer: OptimizerDefinition): string {
  const hyper = checkHyperparameters(optimizer, {}, optimizer.id).value!
  const hash = new BitHash()
  for (const { formula, start, clip, noise, steps } of races) {
    const expression = compileExpression(formula, { variables: ['x', 'y'] }).value!
    const racer = createRacer({ optimizer, hyper, start, ...(clip && { clip }) }, expressionObjective(expression, {}), {
      steps,
      record: 1,
      stop: {},
      seed: 1,
      noise,
    })
    racer.advance(steps)
    const { theta, loss, gradientNorm } = racer.takeRows()
    for (const column of [theta, loss, gradientNorm]) hash.add(column)
  }
  return hash.digest()
}
