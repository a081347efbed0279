import { describe, expect, test } from 'vitest'
import { compileExpression } from '../../calculus'
import { expressionObjective } from '../../objectives/expression'
import { findOptimizer } from '../../catalogue/optimizers'
import { checkHyperparameters } from '../../definitions/hyperparameters'
import { noNoise } from '../../race/noise'
import { createRacer } from '../../race/create-racer'
import { LossSample } from './loss-sample'
import { fitRate } from './rates'

const steps = (n: number): number[] => Array.from({ length: n }, (_, k) => k)

describe('exact sequences', () => {
  test.each([
    [0.9, 400],
    [0.5, 60],
    [0.999, 5000],
  ])('%d^k is linear with that factor, whether its limit is given or not', (factor, n) => {
    const losses = steps(n).map((k) => 3 + 2 * factor ** k)
    for (const limit of [3, undefined]) {
      const rate = fitRate(steps(n), losses, limit)!
      expect(rate.kind).toBe('linear')
      // Near the end the distance to 3 carries a few digits only: 1e-14 of 3 against 2 factor^k.
      expect((rate as { factor: number }).factor).toBeCloseTo(factor, 3)
      expect(rate.goodness).toBeGreaterThan(0.999)
    }
  })

  test.each([
    [1, 'for 1/k'],
    [0.5, 'for 1/sqrt(k)'],
    [2, 'for 1/k^2'],
  ])('k^-%d is sublinear with that exponent (%s)', (exponent) => {
    const losses = steps(2000).map((k) => 1 + (k + 1) ** -exponent)
    for (const limit of [1, undefined]) {
      const rate = fitRate(steps(2000), losses, limit)!
      expect(rate.kind).toBe('sublinear')
      // (k + 1)^-p is k^-p but for p / k, and the fit rests on steps from some hundred on.
      expect(Math.abs((rate as { exponent: number }).exponent - exponent)).toBeLessThan(0.02)
    }
  })

  test('a fit needs every step no more than it needs the first: every tenth gives the same', () => {
    const kept = steps(2000).filter((k) => k % 10 === 0)
    const rate = fitRate(
      kept,
      kept.map((k) => 0.99 ** k),
      0,
    )!
    expect(rate).toMatchObject({ kind: 'linear', from: 0, to: 1990 })
    expect((rate as { factor: number }).factor).toBeCloseTo(0.99, 12)
  })

  test('squaring is of order 2, and 1.5 of order 1.5', () => {
    for (const order of [2, 1.5]) {
      const logs = steps(6).map((k) => order ** k * Math.log(0.5))
      const rate = fitRate(
        steps(6),
        logs.map((height) => Math.exp(height)),
        0,
      )!
      expect(rate.kind).toBe('superlinear')
      expect((rate as { order: number }).order).toBeCloseTo(order, 10)
    }
  })

  test('what comes before the law is left out, and so is what rounding has taken', () => {
    const losses = steps(400).map((k) => (k < 20 ? 100 - 4 * k : 20 * 0.9 ** (k - 20)) + 1)
    const rate = fitRate(steps(400), losses, 1)!
    expect(rate.kind).toBe('linear')
    expect(rate.from).toBeGreaterThanOrEqual(20)
    // 20 * 0.9^(k - 20) falls below the 1e-14 that can be told from 1 at k = 20 + 334.
    expect(rate.to).toBeLessThanOrEqual(355)
    expect((rate as { factor: number }).factor).toBeCloseTo(0.9, 4)
  })

  test.each<[string, readonly number[]]>([
    ['a constant', steps(50).map(() => 2)],
    ['a rise', steps(50).map((k) => k)],
    ['an oscillation', steps(50).map((k) => 2 + (-1) ** k)],
    ['two points', [2, 1]],
    ['a loss that is lost', [5, 4, NaN, 3]],
    ['a straight line down', steps(50).map((k) => 100 - k)],
  ])('%s has no rate', (_, losses) => {
    expect(fitRate(steps(losses.length), losses)).toBeUndefined()
  })
})

describe('races', () => {
  function losses(text: string, id: string, lr: number, start: readonly [number, number], n: number): number[] {
    const expression = compileExpression(text, { variables: ['x', 'y'], parameters: [] }).value!
    const optimizer = findOptimizer(id)!
    const hyper = checkHyperparameters(optimizer, { lr }, 'test').value!
    const options = { steps: n, record: 1, stop: {}, seed: 0, noise: noNoise }
    const racer = createRacer({ optimizer, hyper, start: [...start] }, expressionObjective(expression, {}), options)
    racer.advance(Infinity)
    return [...racer.takeRows().loss]
  }

  test('gradient descent at its best rate on a quadratic gains (kappa - 1)^2 / (kappa + 1)^2 of the loss a step', () => {
    const found = losses('(x^2 + 9*y^2)/2', 'sgd', 2 / 10, [1, 1], 200)
    const rate = fitRate(steps(201), found)!
    expect(rate.kind).toBe('linear')
    expect((rate as { factor: number }).factor).toBeCloseTo(0.8 * 0.8, 10)
  })

  // The flow x' = -J'(x) falls like k^-2 on x^4, like 1/k on exp(-x) and like 1/sqrt(k) on 1/x^2.
  test.each([
    ['x^4', 0.01, 1, 2],
    ['exp(-x)', 0.5, 0, 1],
    ['1/x^2', 0.05, 1, 0.5],
  ])('gradient descent on %s is sublinear', (text, lr, x, exponent) => {
    const rate = fitRate(steps(5001), losses(text, 'sgd', lr, [x, 0], 5000))!
    expect(rate.kind).toBe('sublinear')
    // The first steps are off the power law by k0 / k, and the fit begins at some hundreds.
    expect(Math.abs((rate as { exponent: number }).exponent - exponent)).toBeLessThan(0.05)
    expect(rate.goodness).toBeGreaterThan(0.999)
  })

  test('Newton is quadratic', () => {
    const rate = fitRate(steps(9), losses('exp(x) - x + y^2', 'newton', 1, [1.5, 1], 8), 1)!
    expect(rate.kind).toBe('superlinear')
    // The distances are 0.3, 2e-2, 2e-4, 2e-8 before rounding takes them: the first pair has not quite come to the law.
    expect(Math.abs((rate as { order: number }).order - 2)).toBeLessThan(0.15)
  })
})

test('a long trace is thinned evenly, and keeps its rate', () => {
  const sample = new LossSample()
  const n = 20_001
  // In pieces of uneven length, as a race delivers them.
  for (let from = 0, length = 7; from < n; from += length, length = (length * 5) % 977) {
    const rows = steps(Math.min(length, n - from)).map((k) => from + k)
    sample.add({ step: Float64Array.from(rows), loss: Float64Array.from(rows, (k) => 1 + 0.999 ** k) })
  }
  const rate = sample.rate()!
  expect(rate.kind).toBe('linear')
  expect((rate as { factor: number }).factor).toBeCloseTo(0.999, 6)
  expect(rate.to).toBeGreaterThan(10_000)
})
