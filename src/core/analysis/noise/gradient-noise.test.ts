import { expect, test } from 'vitest'
import { compileExpression } from '../../calculus'
import { exampleTable } from '../../objectives/example-table'
import { expressionSum } from '../../objectives/expression-sum'
import type { SumObjective } from '../../objectives/objective'
import { finish } from '../../pieces'
import { stream } from '../../random/stream'
import { gradientNoise } from './gradient-noise'
import { standardError } from './standard-error'

const count = 200
const random = stream(3, 'examples')
const slopes = Array.from({ length: count }, () => random.normal())
const heights = slopes.map((slope) => 2 * slope + 0.5 * random.normal())

/** Lines through points: the gradient of one example is 2 (x a + y - b) (a, 1). */
function lines(): SumObjective {
  const given = { a: slopes, b: heights }
  const expression = compileExpression('(x*a + y - b)^2', { variables: ['x', 'y'], parameters: ['a', 'b'] }).value!
  return expressionSum(expression, {}, ['a', 'b'], exampleTable(given, ['a', 'b']))
}

const theta = Float64Array.of(0.5, 1)
const question = { theta, batch: 10, draws: 400, seed: 1 }
const noise = finish(gradientNoise(lines(), question))
const gradients = slopes.map((a, i) => {
  const residual = 2 * (theta[0]! * a + theta[1]! - heights[i]!)
  return [residual * a, residual] as const
})
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const [ma, mb] = [mean(gradients.map(([a]) => a)), mean(gradients.map(([, b]) => b))]

test('the variance is the trace of the covariance of one example’s gradient, with divisor N', () => {
  const [xx, xy, yy] = [
    mean(gradients.map(([a]) => (a - ma) ** 2)),
    mean(gradients.map(([a, b]) => (a - ma) * (b - mb))),
    mean(gradients.map(([, b]) => (b - mb) ** 2)),
  ]
  expect(noise.variance).toBeCloseTo(xx + yy, 10)
  for (const [k, entry] of [xx, xy, yy].entries()) expect(noise.planeCovariance[k]).toBeCloseTo(entry, 10)
  expect(noise.planeGradient[0]).toBeCloseTo(ma, 12)
  expect(noise.planeGradient[1]).toBeCloseTo(mb, 12)
  expect(noise.gradientNorm).toBeCloseTo(Math.hypot(ma, mb), 12)
})

test('batches miss the gradient by sigma / sqrt(B), and without replacement by sqrt((N - B) / (N - 1)) of that', () => {
  expect([...noise.sizes]).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 200])
  for (const [k, size] of noise.sizes.entries()) {
    // A root mean square of 400 draws is right within some 10 % at three standard deviations.
    expect(Math.abs(noise.withReplacement[k]! / standardError(noise.variance, size, count, true) - 1)).toBeLessThan(
      0.15,
    )
    const law = standardError(noise.variance, size, count, false)
    if (size < count) expect(Math.abs(noise.withoutReplacement[k]! / law - 1)).toBeLessThan(0.15)
    else expect([law, noise.withoutReplacement[k]! < 1e-13]).toEqual([0, true])
  }
  expect(Math.abs(noise.fitted.exponent + 0.5)).toBeLessThan(0.02)
  expect(noise.fitted.scale / Math.sqrt(noise.variance)).toBeCloseTo(1, 1)
})

test('the cloud scatters about the gradient as the covariance says', () => {
  const along = Array.from({ length: question.draws }, (_, k) => noise.cloud[2 * k]!)
  expect(Math.abs(mean(along) - ma)).toBeLessThan(4 * Math.sqrt(noise.planeCovariance[0] / 10 / 400))
  const expected = Math.sqrt(((noise.planeCovariance[0] / 10) * (count - 10)) / (count - 1))
  const found = Math.sqrt(mean(along.map((a) => (a - ma) ** 2)))
  expect(Math.abs(found / expected - 1)).toBeLessThan(0.15)
})

test('on a slice it is along the axes of the plane', () => {
  const slice = { u: [2, 0], v: [1, 1] }
  const { planeGradient, planeCovariance, variance } = finish(gradientNoise(lines(), { ...question, draws: 1, slice }))
  expect(planeGradient[0]).toBeCloseTo(2 * ma, 12)
  expect(planeGradient[1]).toBeCloseTo(ma + mb, 12)
  expect(planeCovariance[0]).toBeCloseTo(4 * noise.planeCovariance[0], 10)
  expect(variance).toBe(noise.variance)
})

test('sizes that are asked for are tried, and no other', () => {
  const asked = finish(gradientNoise(lines(), { ...question, sizes: [4, 200] }))
  expect([...asked.sizes]).toEqual([4, 200])
  expect(asked.withReplacement[0]).toBe(noise.withReplacement[2])
  expect(asked.withoutReplacement[1]).toBe(noise.withoutReplacement[8])
})
