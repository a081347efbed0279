import { compileExpression } from '../../src/core/calculus'
import { optimizers } from '../../src/core/catalogue/optimizers'
import { checkHyperparameters } from '../../src/core/definitions/hyperparameters'
import { BitHash } from '../../src/core/elementary/bit-hash'
import { expressionObjective } from '../../src/core/objectives/expression'
import { finish } from '../../src/core/pieces'
import { createRacer } from '../../src/core/race/create-racer'
import { noNoise } from '../../src/core/race/noise'
import { raceMany } from '../../src/core/race/race-many'
import { stream } from '../../src/core/random/stream'

const text = '20 + x^2 - 10*cos(2*pi*x) + y^2 - 10*cos(2*pi*y) + exp(x*y/50)'
const steps = 400
const count = 200

/**
 * A hash of the bits of a race and of a map of every elementwise rule, long enough that modules take their steps: the
 * same on every machine.
 */
export function moduleFingerprints(): Readonly<Record<string, string>> {
  const expression = compileExpression(text, { variables: ['x', 'y'] }).value!
  const draws = stream(11, 'starts')
  const starts = Float64Array.from({ length: 2 * count }, () => 3 * draws.normal())
  const box = [[-5, 5] as const, [-5, 5] as const]
  const shared = { record: 1, stop: {}, seed: 0, noise: noNoise, box }
  const rules = optimizers.filter(({ rule }) => rule !== undefined)
  return Object.fromEntries(
    rules.map((optimizer) => {
      const hyper = checkHyperparameters(optimizer, optimizer.presets ?? {}, optimizer.id).value!
      const objective = expressionObjective(expression, {})
      const hash = new BitHash()
      const racer = createRacer({ optimizer, hyper, start: [2.2, -3.1] }, objective, { ...shared, steps: 4 * steps })
      racer.advance(4 * steps)
      const { theta, loss, gradientNorm } = racer.takeRows()
      const options = { ...shared, steps, settledWithin: [0.005, 0.005] }
      const ends = finish(raceMany({ optimizer, hyper }, objective, options, starts, count))
      for (const column of [theta, loss, gradientNorm, ends.theta, ends.loss, Float64Array.from(ends.settled)]) {
        hash.add(column)
      }
      return [optimizer.id, hash.digest()]
    }),
  )
}
