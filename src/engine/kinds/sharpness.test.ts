import { describe, expect, test } from 'vitest'
import { computeDirectly } from '../../../test/links/compute-directly'
import { crossings } from '../../core/analysis/stability/crossings'
import { findOptimizer } from '../../core/catalogue/optimizers'
import { checkHyperparameters } from '../../core/definitions/hyperparameters'
import type { StabilityLimit } from '../../core/definitions/optimizer'
import type { RaceRacerSpec } from '../../core/scene/racer'
import type { RaceSpec } from './race-specs'
import type { SharpnessResult } from './sharpness'

const domain = { x: [-2, 2], y: [-2, 2] } as const
/** Its Hessian is [[4, 1], [1, 2]], whose largest eigenvalue is 3 + sqrt 2. */
const quadratic = { kind: 'expression', expression: '2*x^2 + y^2 + x*y', parameters: {} } as const
const largestOfQuadratic = 3 + Math.sqrt(2)

function raceOf(racer: Omit<RaceRacerSpec, 'id' | 'start'>, more: Partial<RaceSpec> = {}): RaceSpec {
  return {
    landscape: quadratic,
    domain,
    racers: [{ id: 'a', start: [1, -0.5], ...racer }],
    steps: 1000,
    record: 1000,
    stop: {},
    seed: 0,
    noise: { kind: 'gaussian', scale: 0 },
    ...more,
  }
}

const sharpnessOf = (race: RaceSpec, steps: readonly number[]): SharpnessResult =>
  computeDirectly('sharpness', { race, racer: 0, steps })

const ratiosOf = ({ largest, threshold }: SharpnessResult): Float64Array =>
  largest.map((value, i) => value / threshold[i]!)

/** |theta| at the end of a race; the minimum is at 0. */
function lengthAtEnd(race: RaceSpec): number {
  const { theta } = computeDirectly('path', race)
  return Math.hypot(...theta.slice(-2))
}

/** Hyperparameters, and the sharpest curvature at rate 1, by formulas written down here. */
const rules = [
  { optimizer: 'sgd', hyper: {}, bears: 2 },
  { optimizer: 'sgd', hyper: { weightDecay: 0.5 }, bears: 2 - 0.5 },
  { optimizer: 'momentum', hyper: { momentum: 0.9 }, bears: 2 * 1.9 },
  { optimizer: 'momentum', hyper: { momentum: 0.8, dampening: 0.5 }, bears: (2 * 1.8) / 0.5 },
  { optimizer: 'nesterov', hyper: { momentum: 0.9 }, bears: (2 * 1.9) / (1 + 2 * 0.9) },
  { optimizer: 'heavy-ball', hyper: { momentum: 0.6 }, bears: (2 * 1.6) / 0.4 },
] as const

describe('the limit of stability of a rule', () => {
  test.each(rules)(
    '$optimizer $hyper: what is below dies out on a quadratic, what is above grows',
    ({ optimizer, hyper, bears }) => {
      const { weightDecay = 0 } = { weightDecay: 0, ...hyper }
      // lr at which lambda + weight decay is the limit.
      const edge = (bears + weightDecay) / (largestOfQuadratic + weightDecay)
      for (const share of [0.99, 1.01]) {
        const race = raceOf({ optimizer, hyper: { ...hyper, lr: share * edge } })
        const found = sharpnessOf(race, [0, 10])
        expect([...found.step]).toEqual([0, 10])
        expect(found.largest[0]).toBeCloseTo(largestOfQuadratic + weightDecay, 9)
        expect(ratiosOf(found)[1]).toBeCloseTo(share, 9)
        expect(Math.max(...found.residual)).toBeLessThan(1e-12)
        const length = lengthAtEnd(race)
        if (share < 1) expect(length).toBeLessThan(1e-3)
        else expect(length).toBeGreaterThan(1e3)
      }
    },
  )

  test.each([
    ['adam', { betas: [0.9, 0.999] }],
    ['adam', { betas: [0.5, 0.99], weightDecay: 0.2 }],
    ['adamw', { betas: [0.9, 0.999], weightDecay: 0.3 }],
    ['amsgrad', { betas: [0.8, 0.999] }],
  ] as const)('%s: its step with the preconditioner held dies out below and grows above, %o', (optimizer, given) => {
    const definition = findOptimizer(optimizer)!
    const race = raceOf({ optimizer, hyper: { ...given, lr: 0.01 } })
    const { largest, threshold, isPreconditioned } = sharpnessOf(race, [50])
    expect(isPreconditioned).toBe(true)
    const { checkpoint } = computeDirectly('checkpoint', { race, every: 50, step: 50 })
    const hyper = checkHyperparameters(definition, { ...given, lr: 0.01 }, '').value!
    const { preconditioner, shift } = definition.stability!(hyper, 0.01, checkpoint!.state) as Required<StabilityLimit>
    expect(preconditioner[0]).not.toBeCloseTo(preconditioner[1]!, 3)
    const [beta1] = given.betas
    const decoupled = optimizer === 'adamw' ? given.weightDecay : 0
    // At this rate the eigenvalue would be the limit: both fall as 1 / lr but for the decay.
    const edge = (2 * (1 + beta1)) / (largest[0]! * (1 - beta1) + decoupled * (1 + beta1))
    expect(threshold[0]).toBeCloseTo(((2 - 0.01 * decoupled) * (1 + beta1)) / ((1 - beta1) * 0.01), 6)
    for (const share of [0.99, 1.01]) {
      const lr = share * edge
      let [x, y, mx, my] = [1, -0.5, 0, 0]
      for (let t = 0; t < 3000; t++) {
        mx = beta1 * mx + (1 - beta1) * ((4 + shift) * x + y)
        my = beta1 * my + (1 - beta1) * (x + (2 + shift) * y)
        x = (1 - lr * decoupled) * x - (lr * mx) / preconditioner[0]!
        y = (1 - lr * decoupled) * y - (lr * my) / preconditioner[1]!
      }
      if (share < 1) expect(Math.hypot(x, y)).toBeLessThan(1e-3)
      else expect(Math.hypot(x, y)).toBeGreaterThan(1e3)
    }
  })

  test('of Adam is about P^-1 H, P of the averages that the path’s own gradients make', () => {
    const [beta1, beta2, eps] = [0.9, 0.99, 1e-3]
    const race = {
      ...raceOf({ optimizer: 'adam', hyper: { lr: 0.05, betas: [beta1, beta2], eps } }),
      record: 1,
      steps: 3,
    }
    const { theta } = computeDirectly('path', race)
    let [vx, vy] = [0, 0]
    for (let t = 0; t < 3; t++) {
      const [x, y] = [theta[2 * t]!, theta[2 * t + 1]!]
      vx = beta2 * vx + (1 - beta2) * (4 * x + y) ** 2
      vy = beta2 * vy + (1 - beta2) * (x + 2 * y) ** 2
    }
    const [px, py] = [vx, vy].map((v) => (1 - beta1 ** 3) * (Math.sqrt(v / (1 - beta2 ** 3)) + eps))
    // Of [[4 / px, 1 / px], [1 / py, 2 / py]] by its trace and determinant.
    const [half, determinant] = [(4 / px! + 2 / py!) / 2, 7 / (px! * py!)]
    const { largest, threshold } = sharpnessOf(race, [3])
    expect(largest[0]! / (half + Math.sqrt(half * half - determinant))).toBeCloseTo(1, 10)
    expect(threshold[0]).toBeCloseTo((2 * 1.9) / (0.1 * 0.05), 8)
  })

  test('of Adam whose eps outweighs the gradients is met by the race itself', () => {
    for (const share of [0.99, 1.01]) {
      const hyper = { lr: (share * 1e3 * 2 * 1.9) / (0.1 * largestOfQuadratic), betas: [0.9, 0.999], eps: 1e3 } as const
      const race = raceOf({ optimizer: 'adam', hyper })
      // So near the minimum that the first steps, whose P is smaller, lead to no gradient that counts.
      const small = { ...race, racers: [{ ...race.racers[0]!, start: [1e-40, 1e-40] }] }
      const ratios = ratiosOf(sharpnessOf(small, [0, 1, 200]))
      // Before its first step it has no preconditioner.
      expect(ratios[0]).toBeNaN()
      // After 200 steps 1 - beta1^t is 1 to a billionth.
      expect(ratios[2]).toBeCloseTo(share, 5)
      const length = lengthAtEnd(small)
      if (share < 1) expect(length).toBeLessThan(1e-41)
      else expect(length).toBeGreaterThan(1e-15)
    }
  })

  test('is of the rate that the schedule has at a step, and of a fork from there on', () => {
    const schedule = { id: 'step', warmup: 0, hyper: { stepSize: 10, gamma: 0.5 } } as const
    const halving = sharpnessOf(raceOf({ optimizer: 'sgd', hyper: { lr: 0.1 }, schedule }), [0, 10, 11, 21])
    expect([...halving.threshold].map((value) => Math.round(1e6 * value) / 1e6)).toEqual([NaN, 20, 40, 80])
    const fork = { at: 5, hyper: { momentum: 0.5 } } as const
    const forked = sharpnessOf(raceOf({ optimizer: 'momentum', hyper: { lr: 0.1, momentum: 0 }, fork }), [5, 6])
    expect([...forked.threshold]).toEqual([20, 30])
  })

  test('is none where none is known: the curvature alone is told', () => {
    const rule = (optimizer: string, hyper: RaceRacerSpec['hyper']) => ({ optimizer, hyper: { ...hyper, lr: 0.001 } })
    for (const racer of [rule('sgd', { maximize: true }), rule('lion', {})]) {
      const { threshold, largest } = sharpnessOf(raceOf(racer, { steps: 20 }), [0, 10])
      expect([...threshold]).toEqual([NaN, NaN])
      expect(largest[1]).toBeCloseTo(largestOfQuadratic, 9)
    }
  })

  test('says what of a race it knows nothing of, and where the racer has ended', () => {
    const racer = { optimizer: 'sgd', hyper: { lr: 0.3 }, clip: { kind: 'norm', value: 1 } } as const
    const noise = { kind: 'gaussian', scale: 1e-3 } as const
    expect(sharpnessOf(raceOf(racer, { noise }), [1]).unaccounted).toEqual(['noise', 'clipping'])
    const ended = sharpnessOf(
      raceOf({ optimizer: 'sgd', hyper: { lr: 0.3 } }, { stop: { gradientNorm: 1e-6 } }),
      [0, 10, 999],
    )
    expect([...ended.step]).toEqual([0, 10])
  })

  test.each([
    [{ steps: [] }, 'steps'],
    [{ steps: [3, 3] }, 'step 3 comes after 3, expected ascending steps'],
    [{ racer: 4 }, 'racer is 4, expected the index of one of 1 racers'],
  ])('refuses %o', (wrong, message) => {
    const race = raceOf({ optimizer: 'sgd', hyper: {} })
    expect(() => computeDirectly('sharpness', { race, racer: 0, steps: [1], ...wrong })).toThrow(message)
  })
})

describe('the edge of stability', () => {
  const count = 40
  const examples = Array.from({ length: count }, (_, i) => [Math.cos(i), Math.sin(1.7 * i)] as const)
  const network = {
    kind: 'network',
    widths: [2, 16, 16, 1],
    activation: 'tanh',
    loss: 'mse',
    data: { inputs: examples, targets: examples.map(([x, y]) => Math.sin(3 * x + 4 * y)) },
    dimension: 337,
    seed: 1,
  } as const
  const trained = (optimizer: string, lr: number, more: Partial<RaceSpec> = {}): SharpnessResult => {
    const race = raceOf({ optimizer, hyper: { lr } }, { landscape: network, steps: 4000, ...more })
    return sharpnessOf(
      { ...race, racers: [{ ...race.racers[0]!, start: [0, 0] }] },
      Array.from({ length: 41 }, (_, i) => 100 * i),
    )
  }

  // J. Cohen et al., 2021 and 2022: sharpness rises until it is at the limit, and stays about it.
  test.each([
    ['sgd', 0.1],
    ['sgd', 0.05],
    ['adam', 0.003],
  ] as const)('%s at rate %f on all examples comes to its limit and stays there', (optimizer, lr) => {
    const found = trained(optimizer, lr)
    const ratios = ratiosOf(found)
    expect(ratios.find((ratio) => !Number.isNaN(ratio))).toBeLessThan(0.4)
    const [crossing] = crossings(found.step, ratios)
    expect(crossing![0]).toBeGreaterThanOrEqual(500)
    expect(crossing![1]).toBeLessThanOrEqual(3000)
    expect(crossing![1] - crossing![0]).toBe(100)
    const late = ratios.slice(-8)
    expect(Math.min(...late)).toBeGreaterThan(0.9)
    expect(Math.max(...late)).toBeLessThan(1.1)
    for (const [i, residual] of found.residual.entries())
      if (!Number.isNaN(residual)) expect(residual / found.largest[i]!).toBeLessThan(1e-6)
    expect(found.unaccounted).toEqual([])
  })

  test('with batches the limit is one of training on all examples, which is said', () => {
    const found = trained('sgd', 0.1, { batch: { sampler: 'reshuffle', size: 8 }, steps: 100 })
    expect(found.unaccounted).toEqual(['batches'])
  })
})

test('a crossing is told by the steps between which the ratio rises through 1', () => {
  expect(crossings([0, 10, 20, 30, 40], [0.5, 1.5, 0.9, NaN, 1])).toEqual([
    [0, 10],
    [20, 40],
  ])
  expect(crossings([0, 1], [1.2, 1.3])).toEqual([])
})
