import { describe, expect, it } from 'vitest'
import type { Layout, Objective } from '../../../src/core/objectives/objective'
import { stream } from '../../../src/core/random/stream'
import { handObjective, layoutOf } from '../optimizers/optimizers-objective'
import reference from './second-order-matrices.golden.json'
import { deviation, objectiveOf, pointOf, raced, racerOf } from './second-order-race'

/**
 * |W2 W1 + b 1' - A|^2 / 2 with W1 3 x 2, W2 2 x 3, b 2 and A = [[2, -1], [1/2, 3]], as the program beside computes it.
 */
function network(): Objective {
  const target = [2, -1, 0.5, 3]
  const objective = handObjective(14, (theta, gradient) => {
    const [w1, w2, b] = [theta.subarray(0, 6), theta.subarray(6, 12), theta.subarray(12)]
    gradient.fill(0)
    let value = 0
    for (let i = 0; i < 2; i++)
      for (let j = 0; j < 2; j++) {
        let error = b[i] - target[2 * i + j]
        for (let k = 0; k < 3; k++) error += w2[3 * i + k] * w1[2 * k + j]
        value += 0.5 * error * error
        for (let k = 0; k < 3; k++) {
          gradient[2 * k + j] += w2[3 * i + k] * error
          gradient[6 + 3 * i + k] += error * w1[2 * k + j]
        }
        gradient[12 + i] += error
      }
    return value
  })
  return { ...objective, layout: layoutOf([3, 2], [2, 3], [2]) }
}

const objectives: Record<string, () => Objective> = {
  network,
  plane: () => objectiveOf('1.5*x^2 + 2*x*y + y^2'),
}

describe('trajectories computed to 50 digits by another program', () => {
  it.each(reference.trajectories.map((row) => [`${row.optimizer} on the ${row.objective}`, row] as const))(
    '%s',
    (_name, { optimizer, objective, hyperparameters, theta }) => {
      const start = reference.starts[objective as 'network' | 'plane']
      const { rows } = raced(optimizer, hyperparameters, start, objectives[objective](), { steps: 35 })
      for (const [step, expected] of Object.entries(theta))
        expect(deviation(pointOf(rows, Number(step)), expected), `step ${step}`).toBeLessThan(1e-11)
    },
  )
})

describe('muon', () => {
  /** The length of its first step on a vector, in learning rates. */
  function lengthOf(nsSteps: number, n: number): number {
    const draws = stream(3, 'vectors', n)
    const start = Float64Array.from({ length: n }, () => draws.normal())
    const bowl = handObjective(n, (theta, gradient) => {
      gradient.set(theta)
      return 0.5 * theta.reduce((sum, x) => sum + x * x, 0)
    })
    const racer = racerOf('muon', { lr: 0.125, weightDecay: 0, nsSteps }, [...start], bowl)
    racer.advance(1)
    return Math.hypot(...racer.snapshot().theta.map((x, i) => x - start[i])) / 0.125
  }

  it('steps the same length along every vector, whatever its gradient: 1, .7010, 1.1136, .7207, 1.0900, .6964', () => {
    for (const n of [1, 2, 7])
      reference.muonLengths.forEach((length, nsSteps) => {
        // The step is read off two points of a size near 1: a few units in their last place.
        expect(Math.abs(lengthOf(nsSteps, n) - length)).toBeLessThan(1e-14)
      })
    expect(reference.muonLengths.map((length) => Number(length.toFixed(4)))).toEqual([
      1, 0.701, 1.1136, 0.7207, 1.09, 0.6964,
    ])
  })
})

describe('soap', () => {
  it('rests in its first step', () => {
    const { rows } = raced('soap', {}, reference.starts.network, network(), { steps: 2 })
    expect(pointOf(rows, 1)).toEqual(pointOf(rows, 0))
    expect(pointOf(rows, 2)).not.toEqual(pointOf(rows, 1))
  })

  it('is Adam, a step late, on a vector that is not preconditioned', () => {
    const bowl = objectives.plane
    const given = { lr: 0.05, betas: [0.9, 0.99], eps: 0 }
    const soap = raced('soap', { ...given, weightDecay: 0 }, [1.5, -2], bowl(), { steps: 41 }).rows
    const adam = raced('adam', given, [1.5, -2], bowl(), { steps: 40 }).rows
    // The same rule in another order of operations, without eps, which the two add in different places.
    for (let step = 0; step <= 40; step++)
      expect(deviation(pointOf(soap, step + 1), pointOf(adam, step))).toBeLessThan(1e-11)
  })
})

describe('shampoo', () => {
  it('does not feel how a quadratic is rotated, where adagrad does', () => {
    const rotated = (angle: number): Objective => {
      const [c, s] = [Math.cos(angle), Math.sin(angle)]
      return handObjective(2, ([x, y], gradient) => {
        const [u, v] = [c * x + s * y, c * y - s * x]
        gradient[0] = 50 * c * u - s * v
        gradient[1] = 50 * s * u + c * v
        return 25 * u * u + 0.5 * v * v
      })
    }
    const lossesOf = (id: string, angle: number): Float64Array => {
      const start = [Math.cos(angle) - 3 * Math.sin(angle), Math.sin(angle) + 3 * Math.cos(angle)]
      return raced(id, { lr: 0.3 }, start, rotated(angle), { steps: 40 }).rows.loss
    }
    for (const angle of [0.3, 0.8]) {
      // The same numbers but for rounding, which the largest loss bounds.
      expect(deviation(lossesOf('shampoo', angle), lossesOf('shampoo', 0))).toBeLessThan(1e-9)
      expect(deviation(lossesOf('adagrad', angle), lossesOf('adagrad', 0))).toBeGreaterThan(0.1)
    }
  })

  it('is AdaGrad where every side is longer than may have a matrix', () => {
    const shampoo = raced('shampoo', { lr: 0.3, eps: 1e-4, maxPrecondDim: 1 }, [1.5, -2], objectives.plane(), {
      steps: 30,
    })
    const given = { lr: 0.3, eps: 0, initialAccumulatorValue: 1e-4 }
    const adagrad = raced('adagrad', given, [1.5, -2], objectives.plane(), { steps: 30 })
    for (let step = 1; step <= 30; step++)
      expect(deviation(pointOf(shampoo.rows, step), pointOf(adagrad.rows, step))).toBeLessThan(1e-12)
  })
})

describe.each(['shampoo', 'soap', 'muon'])('%s', (id) => {
  it('leaves buffers where they are', () => {
    const bowl = handObjective(4, (theta, gradient) => {
      gradient.set(theta)
      return 0.5 * theta.reduce((sum, x) => sum + x * x, 0)
    })
    const layout: Layout = [
      { name: 'weights', role: 'weight', offset: 0, shape: [1, 2] },
      { name: 'running mean', role: 'buffer', offset: 2, shape: [2] },
    ]
    const { rows } = raced(id, { weightDecay: 0.5, lr: 0.1 }, [1, 2, 3, 4], { ...bowl, layout }, { steps: 5 })
    const [a, b, c, d] = pointOf(rows, 5)
    expect([c, d]).toEqual([3, 4])
    expect(a !== 1 && b !== 2).toBe(true)
  })
})
