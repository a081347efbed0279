import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileExpression, intervalKernel, type Program } from '../../../src/core/calculus'
import { interpretedKernel } from '../../../src/core/calculus/interpreted-kernel'
import { formulas } from './calculus-expressions'

/**
 * Half the length over which a difference is taken, 2^-17: next to the cube root of the rounding unit, where a central
 * difference's two errors, h^2 from its curvature and 2^-53/h from rounding, are alike.
 */
const step = 2 ** -17

interface Enclosures {
  readonly low: Float64Array
  readonly high: Float64Array
}

function enclose(program: Program, low: readonly number[], high: readonly number[]): Enclosures {
  const result = { low: new Float64Array(program.outputs.length), high: new Float64Array(program.outputs.length) }
  intervalKernel(program)(Float64Array.from(low), Float64Array.from(high), result.low, result.high)
  return result
}

function run(program: Program, at: readonly number[]): Float64Array {
  const outputs = new Float64Array(program.outputs.length)
  interpretedKernel(program)(Float64Array.from(at), outputs)
  return outputs
}

/*
 * By the mean value theorem (at corners Lebourg's, with the generalised derivative) a central difference is a
 * derivative somewhere within its step. So it has to lie in the interval that encloses the derivative there, give or
 * take what rounding does to the two values, and that is enclosed as well. Nothing is assumed of how the derivative
 * bends. The derivative at the centre lies in that interval too; where the interval is narrow the difference proves it.
 */
test('gradients of random formulas agree with central differences', () => {
  let proven = 0
  const ordinary = fc.integer({ min: -30_000, max: 30_000 }).map((n) => n / 10_000)
  fc.assert(
    fc.property(formulas(false), ordinary, ordinary, ordinary, ({ text }, x, y, a) => {
      const { value: expression } = compileExpression(text, { variables: ['x', 'y'], parameters: ['a'] })
      fc.pre(expression !== undefined)
      const at = [x, y, a]
      const gradient = run(expression.gradient, at)
      for (const axis of [0, 1]) {
        const from = at.map((value, j) => (j === axis ? value - step : value))
        const to = at.map((value, j) => (j === axis ? value + step : value))
        // Across a jump, or where a case changes, the theorem says nothing.
        const kinks = enclose(expression.kinks.arguments, from, to)
        const jumps = expression.kinks.parts.some(
          ({ kind }, k) => kind !== 'corner' && !(kinks.low[k]! > 0 || kinks.high[k]! < 0),
        )
        if (jumps) continue
        const behind = enclose(expression.value, from, from)
        const ahead = enclose(expression.value, to, to)
        const slopes = enclose(expression.gradient, from, to)
        const [low, high] = [slopes.low[axis + 1]!, slopes.high[axis + 1]!]
        const width = to[axis]! - from[axis]!
        const least = (ahead.low[0]! - behind.high[0]!) / width
        const most = (ahead.high[0]! - behind.low[0]!) / width
        if (![low, high, least, most, gradient[axis + 1]!].every(Number.isFinite)) continue
        if (!(most >= low && least <= high)) {
          expect.fail(`${text} at ${at.join()}: difference in [${least}, ${most}], derivative in [${low}, ${high}]`)
        }
        const doubt = high - low + (most - least)
        if (doubt <= 1e-3 * Math.abs(gradient[axis + 1]!)) proven++
      }
    }),
    { seed: 20261123, numRuns: 1200 },
  )
  expect(proven).toBeGreaterThan(500)
})
