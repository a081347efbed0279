import { compileExpression } from '../calculus'
import { expressionObjective } from '../objectives/expression'
import { optimizers } from '../catalogue/optimizers'
import { checkHyperparameters } from '../definitions/hyperparameters'
import { createRacer } from './create-racer'

/**
 * A hash over one noisy, clipped race of every optimizer on the Rosenbrock function: 16 hexadecimal digits that are the same
 * wherever core computes the same bits. A single bit of any recorded number changes it.
 */
export function raceFingerprint(): string {
  const expression = compileExpression('(1-x)^2 + 100*(y-x^2)^2', { variables: ['x', 'y'] }).value!
  const hash = new BitHash()
  for (const optimizer of optimizers) {
    const hyper = checkHyperparameters(optimizer, {}, optimizer.id).value!
    const racer = createRacer(
      { optimizer, hyper, start: [-1.5, 2], clip: { kind: 'norm', value: 100 } },
      expressionObjective(expression, {}),
      { steps: 1000, record: 1, stop: {}, seed: 1, noise: { kind: 'gaussian', scale: 0.1 } },
    )
    racer.advance(1000)
    const { theta, loss, gradientNorm } = racer.takeRows()
    for (const column of [theta, loss, gradientNorm]) hash.add(column)
  }
  return hash.digest()
}

/** FNV-1a over 32-bit words, in two lanes with different offsets. Source: G. Fowler, L. C. Noll, K.-P. Vo, 1991. */
class BitHash {
  #first = 0x811c9dc5
  #second = 0x050c5d1f

  add(numbers: Float64Array): void {
    for (const word of new Uint32Array(numbers.buffer, numbers.byteOffset, 2 * numbers.length)) {
      this.#first = Math.imul(this.#first ^ word, 0x01000193)
      // The second lane sees each word with its halves exchanged, so that the high bits of a word reach every bit of one lane.
      this.#second = Math.imul(this.#second ^ ((word << 16) | (word >>> 16)), 0x01000193)
    }
  }

  digest(): string {
    return [this.#first, this.#second].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('')
  }
}
