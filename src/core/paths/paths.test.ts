import { beforeAll, describe, expect, test } from 'vitest'
import { findOptimizer } from '../catalogue/optimizers'
import { checkHyperparameters } from '../definitions/hyperparameters'
import type { Network } from '../networks/network'
import type { Objective } from '../objectives/objective'
import { finish } from '../pieces'
import { createRacer } from '../race/create-racer'
import { noNoise } from '../race/noise'
import { landscapeSpec } from '../scene/landscape'
import { resolveLandscape } from '../scene/landscape-kinds'
import { checkScene } from '../scene/parse'
import { matchUnits } from '../symmetry/match-units'
import { orbitOf } from '../symmetry/orbit'
import { type Symmetry, twinOf } from '../symmetry/symmetry'
import { type CurveId, pointOn, shares } from './curve'
import { findBend } from './find-bend'
import { barrierOf, lossAlong } from './loss-along'

interface Trained {
  readonly objective: Objective
  readonly network: Network
  /** One for each seed. */
  readonly ends: readonly Float64Array[]
}

function resolved(landscape: object) {
  const scene = checkScene({ basin: 1, landscape })
  expect(scene.problems).toEqual([])
  return resolveLandscape(landscapeSpec(scene.value!.landscape), () => expect.fail('no grid is asked for')).value!
}

/** A network trained by Adam on all examples, from initialisations of several seeds. */
function trained(landscape: object, lr: number, steps: number, seeds: readonly number[]): Trained {
  const { objective, network } = resolved(landscape)
  const optimizer = findOptimizer('adam')!
  const { value: hyper } = checkHyperparameters(optimizer, { lr }, 'adam')
  const ends = seeds.map((seed) => {
    const spec = { optimizer, hyper: hyper!, start: network!.initialBy(seed) }
    const racer = createRacer(spec, objective(), { steps, record: steps, stop: {}, seed, noise: noNoise })
    racer.advance(Infinity)
    return Float64Array.from(racer.ending!.lastFinite!.theta)
  })
  return { objective: objective(), network: network!.network, ends }
}

function barrierBetween(objective: Objective, a: Float64Array, b: Float64Array, points = 41) {
  return barrierOf(finish(lossAlong(objective, { curve: 'straight', a, b }, points)))
}

// shared/reference: scenarios, S9. 2-3-2 tanh on 100 moons, Adam lr .05, 2000 steps.
describe('the twins of a trained 2-3-2 tanh network', () => {
  let net: Trained
  let twins: readonly Float64Array[]
  beforeAll(() => {
    const data = { id: 'moons', examples: 100, noise: 0.15, seed: 1 }
    net = trained({ kind: 'network', widths: [2, 3, 2], loss: 'cross-entropy', data }, 0.05, 2000, [1])
    twins = allTwins(net.network, net.ends[0]!)
  })

  test('are 48, and differ in J by less than 1e-12', () => {
    expect(twins).toHaveLength(48)
    expect(finish(orbitOf(net.network, net.ends[0]!, 0)).count).toBe('48')
    const values = twins.map((twin) => net.objective.value(twin))
    expect(Math.max(...values) - Math.min(...values)).toBeLessThan(1e-12)
  })

  test('lie behind barriers above .05, each of the 47', () => {
    const [own, ...others] = twins
    for (const twin of others) {
      const { height, aboveEnds } = barrierBetween(net.objective, own!, twin)
      expect(height).toBeGreaterThan(0.05)
      expect(height).toBeCloseTo(aboveEnds, 10)
    }
  })

  test('are matched to each other exactly, and the barrier is gone', () => {
    const [own, ...others] = twins
    for (const twin of others) {
      const matched = finish(matchUnits(net.network, own!, twin))
      expect(matched.theta).toEqual(own)
    }
  })
})

function allTwins(network: Network, theta: Float64Array): readonly Float64Array[] {
  const moves: readonly Symmetry[] = [
    { kind: 'swap', layer: 0, units: [0, 1] },
    { kind: 'swap', layer: 0, units: [1, 2] },
    { kind: 'flip', layer: 0, unit: 0 },
  ]
  const found = new Map<string, Float64Array>([[theta.join(), theta]])
  for (const point of found.values())
    for (const move of moves) {
      const twin = twinOf(network, point, [move]).map((entry) => entry + 0)
      if (!found.has(twin.join())) found.set(twin.join(), twin)
    }
  return [...found.values()]
}

// shared/reference: scenarios, X7. 2-32-32-2 tanh on 200 moons, Adam .01, 1500 steps; curve of 2000 Adam steps.
describe('two trained 2-32-32-2 tanh networks', () => {
  let net: Trained
  beforeAll(() => {
    const data = { id: 'moons', examples: 200, noise: 0.15, seed: 1 }
    net = trained({ kind: 'network', widths: [2, 32, 32, 2], loss: 'cross-entropy', data }, 0.01, 1500, [1, 2])
  }, 60_000)

  test.each(['bezier', 'polygonal'] as const)(
    'are joined by a %s curve at a fifth of the straight barrier at most',
    (curve) => {
      const [a, b] = net.ends as [Float64Array, Float64Array]
      const straight = barrierBetween(net.objective, a, b)
      const { bend } = finish(untimed(findBend(net.objective, a, b, curve, { steps: 2000, lr: 0.01, seed: 1 })))
      const along = barrierOf(finish(lossAlong(net.objective, { curve, a, b, bend }, 41)))
      expect(straight.height).toBeGreaterThan(0.3)
      expect(along.height).toBeLessThan(straight.height / 5)
    },
    60_000,
  )

  test('are nearer once their units are matched, and no order or sign of one layer is nearer still', () => {
    const [a, b] = net.ends as [Float64Array, Float64Array]
    const { theta, symmetries, rounds } = finish(matchUnits(net.network, a, b))
    expect(rounds).toBeGreaterThan(1)
    expect(net.objective.value(theta)).toBeCloseTo(net.objective.value(b), 12)
    expect(distance(a, theta)).toBeLessThan(0.6 * distance(a, b))
    const [before, after] = [b, theta].map((end) => barrierBetween(net.objective, a, end).height)
    expect(after).toBeLessThan(before! / 5)
    expect(symmetries.map(({ order }) => new Set(Array.from(order)).size)).toEqual([32, 32])
    for (const layer of [0, 1]) {
      for (let i = 0; i < 31; i++) {
        const swapped = twinOf(net.network, theta, [{ kind: 'swap', layer, units: [i, i + 1] }])
        const flipped = twinOf(net.network, theta, [{ kind: 'flip', layer, unit: i }])
        for (const other of [swapped, flipped]) expect(distance(a, other)).toBeGreaterThanOrEqual(distance(a, theta))
      }
    }
  })
})

test('matching leaves relu units on their scale, and a normalised row with its sign', () => {
  const data = { id: 'moons', examples: 50, noise: 0.15, seed: 1 }
  for (const more of [{ activation: 'relu' }, { batchNorm: true }, { activation: 'gelu', batchNorm: true }]) {
    const landscape = { kind: 'network', widths: [2, 6, 5, 2], loss: 'cross-entropy', data, ...more }
    const { network } = resolved(landscape)
    const theta = network!.initialBy(3).map((entry) => entry + 0.01)
    const twin = twinOf(network!.network, theta, [{ kind: 'shuffle', seed: 4 }])
    expect(twin).not.toEqual(theta)
    expect(finish(matchUnits(network!.network, theta, twin)).theta).toEqual(theta)
  }
})

function distance(a: Float64Array, b: Float64Array): number {
  return Math.hypot(...a.map((entry, j) => entry - b[j]!))
}

function* untimed<Result>(search: Generator<unknown, Result, void>): Generator<undefined, Result, void> {
  for (let step = search.next(); ; step = search.next()) {
    if (step.done === true) return step.value
    yield
  }
}

// shared/reference: scenarios, S9.4: sharpness c^2 + 1/c^2 at (c, 1/c) of (1 - x y)^2 / 2, where J is 0.
describe('(1 - x y)^2 / 2', () => {
  const landscape = { kind: 'expression', expression: '(1-x*y)^2/2', domain: { x: [-3, 3], y: [-3, 3] } }
  const objective = resolved(landscape).objective()

  test.each([
    [1, 2],
    [2, 4.25],
    [4, 16.0625],
    [10, 100.01],
  ])('is 0 at (%d, 1 / %d) and as sharp as %d', (c, sharpness) => {
    const at = Float64Array.of(c, 1 / c)
    expect(objective.value(at)).toBeLessThan(1e-30)
    const hessian = new Float64Array(4)
    objective.hessian(at, hessian)
    // The eigenvalues are 0 and their sum.
    expect(hessian[0]! + hessian[3]!).toBeCloseTo(sharpness, 10)
    expect(hessian[0]! * hessian[3]! - hessian[1]! * hessian[2]!).toBeCloseTo(0, 10)
  })

  test('has a barrier between twins on the straight line, and none along a curve that is found', () => {
    const [a, b] = [Float64Array.of(3, 1 / 3), Float64Array.of(1 / 3, 3)]
    // In the middle x = y = 5/3.
    const middle = 1 - 25 / 9
    expect(barrierBetween(objective, a, b)).toEqual({
      height: expect.closeTo((middle * middle) / 2, 12) as number,
      at: 0.5,
      aboveEnds: expect.closeTo((middle * middle) / 2, 12) as number,
    })
    const { bend } = finish(untimed(findBend(objective, a, b, 'bezier', { steps: 2000, lr: 0.01, seed: 1 })))
    const found = barrierOf(finish(lossAlong(objective, { curve: 'bezier', a, b, bend }, 101)))
    expect(found.height).toBeLessThan(0.1)
    // By symmetry the bend lies on the diagonal, nearer to the origin than the hyperbola.
    expect(bend[0]).toBeCloseTo(bend[1]!, 1)
    expect(bend[0]).toBeLessThan(1)
  })

  test.each(['bezier', 'polygonal'] as const)('the expected loss of a %s curve that was found is level', (curve) => {
    const [a, b] = [Float64Array.of(3, 1 / 3), Float64Array.of(1 / 3, 3)]
    const { bend } = finish(untimed(findBend(objective, a, b, curve, { steps: 4000, lr: 0.01, seed: 1 })))
    // The slope of E J in the bend along the diagonal, by the midpoint rule; and without the bend's share of a point.
    let [slope, unweighted] = [0, 0]
    const [nodes, point, gradient] = [400, new Float64Array(2), new Float64Array(2)]
    for (let k = 0; k < nodes; k++) {
      const t = (k + 0.5) / nodes
      pointOn({ curve, a, b, bend }, t, point)
      objective.valueGrad(point, gradient)
      const along = (gradient[0]! + gradient[1]!) / nodes
      slope += shares(curve, t)[1] * along
      unweighted += along
    }
    expect(Math.abs(slope)).toBeLessThan(0.2 * Math.abs(unweighted))
  })

  test('a search that meets what is not finite says how far it came', () => {
    const cut = resolved({ kind: 'expression', expression: 'log(x)', domain: { x: [-3, 3], y: [-3, 3] } }).objective()
    const [a, b] = [Float64Array.of(-1, 0), Float64Array.of(-2, 0)]
    const { steps } = finish(untimed(findBend(cut, a, b, 'bezier', { steps: 10, lr: 0.01, seed: 1 })))
    expect(steps).toBe(0)
    expect(barrierBetween(cut, a, b)).toEqual({ height: NaN, at: 0, aboveEnds: NaN })
  })
})

describe('a curve', () => {
  const [a, b, bend] = [Float64Array.of(0, 1), Float64Array.of(4, 3), Float64Array.of(2, 8)]
  const at = (curve: CurveId, t: number): readonly number[] => {
    const out = new Float64Array(2)
    pointOn({ curve, a, b, bend }, t, out)
    return [...out]
  }

  test.each(['straight', 'bezier', 'polygonal'] as const)('%s goes from end to end, its shares 1 in sum', (curve) => {
    expect([at(curve, 0), at(curve, 1)]).toEqual([
      [0, 1],
      [4, 3],
    ])
    for (let t = 0; t <= 1; t += 0.125) expect(shares(curve, t).reduce((sum, share) => sum + share, 0)).toBe(1)
  })

  test('has its middle where the formula says', () => {
    expect(at('straight', 0.5)).toEqual([2, 2])
    expect(at('bezier', 0.5)).toEqual([2, 5])
    expect(at('polygonal', 0.5)).toEqual([2, 8])
    expect(at('polygonal', 0.25)).toEqual([1, 4.5])
  })
})

describe('the barrier', () => {
  test('is above the line between the ends, and the rise above the higher one', () => {
    const t = Float64Array.of(0, 0.25, 0.5, 0.75, 1)
    expect(barrierOf({ t, loss: Float64Array.of(1, 1.5, 3, 2.75, 2) })).toEqual({ height: 1.5, at: 0.5, aboveEnds: 1 })
    expect(barrierOf({ t, loss: Float64Array.of(2, 1, 0.5, 0.25, 1) })).toEqual({ height: 0, at: 0, aboveEnds: 0 })
    expect(barrierOf({ t, loss: Float64Array.of(2, 1, NaN, 9, 1) })).toEqual({ height: NaN, at: 0.5, aboveEnds: NaN })
  })
})
