import { describe, expect, test } from 'vitest'
import { project } from '../../src/core/slice/slice'
import { landscapeOf } from '../../src/engine/kinds/landscapes'
import { landscapeSpec } from '../../src/core/scene/landscape'
import { raceSpec, sliceSpec } from '../../src/engine/scene-specs'
import { scene } from '../support/scenes'
import { networkCases, networkLandscape } from '../support/torch-networks'
import { computeDirectly } from './compute-directly'

const moons = {
  kind: 'network',
  widths: [2, 4, 2],
  loss: 'cross-entropy',
  data: { id: 'moons', examples: 40, noise: 0.1 },
}
const race = {
  basin: 1,
  seed: 3,
  batch: { sampler: 'reshuffle', size: 8 },
  steps: 60,
  racers: [
    { id: 'adam', optimizer: 'adam', lr: 0.05 },
    { id: 'sgd', optimizer: 'sgd', lr: 0.5 },
  ],
}

function sliceOf(slice: object, more: object = {}) {
  const given = scene({ ...race, landscape: { ...moons, slice }, ...more })
  return computeDirectly('slice', sliceSpec(given) ?? { landscape: landscapeSpec(given.landscape) })
}

describe('principal directions of a path', () => {
  const withPaths = networkCases.filter((each) => each.pcaOfAdamPathAboutItsEnd !== undefined)

  // From PyTorch: Adam at lr 0.02 on the listed batches.
  test.each(withPaths.map((each) => [each.name, each] as const))('are those of PyTorch’s run: %s', (_, given) => {
    const { batches, pcaOfAdamPathAboutItsEnd: expected } = given
    const raced = scene({
      basin: 1,
      landscape: { ...networkLandscape(given), slice: { kind: 'pca', of: 'adam' } },
      batch: { sampler: 'listed', batches },
      steps: batches!.length,
      racers: [{ optimizer: 'adam', lr: 0.02 }],
    })
    const { slice, shares } = computeDirectly('slice', sliceSpec(raced)!)
    shares!.forEach((share, i) => expect(share).toBeCloseTo(expected!.varianceExplained[i]!, 9))
    const cosine = slice!.u.reduce((sum, entry, i) => sum + entry * expected!.firstDirectionUpToSign[i]!, 0)
    expect(Math.abs(cosine)).toBeCloseTo(1, 9)
  })

  test('lie about the end, the mean or the start of the path, and hold its points', () => {
    const given = scene({ ...race, landscape: moons })
    const { traces } = computeDirectly('race', raceSpec(given))
    const { theta, dimension: n, count } = traces[0]!
    const row = (k: number) => theta!.subarray(k * n, (k + 1) * n)
    const mean = Float64Array.from({ length: n }, (_, i) => {
      let sum = 0
      for (let k = 0; k < count; k++) sum += row(k)[i]!
      return sum / count
    })
    const about = { end: row(count - 1), start: row(0), mean }
    for (const [name, point] of Object.entries(about)) {
      const { slice, shares } = sliceOf({ kind: 'pca', of: 'adam', about: name })
      point.forEach((entry, i) => expect(slice!.origin[i]).toBeCloseTo(entry, 12))
      // What the plane leaves of the squared distances is what its shares leave.
      let [outside, all] = [0, 0]
      const nearest = new Float64Array(3)
      for (let k = 0; k < count; k++) {
        project(slice!, row(k), nearest)
        outside += nearest[2]! * nearest[2]!
        row(k).forEach((entry, i) => (all += (entry - point[i]!) ** 2))
      }
      expect(1 - outside / all).toBeCloseTo(shares![0]! + shares![1]!, 9)
    }
  })

  test('of all racers are those of their points together', () => {
    const { slice, shares } = sliceOf({ kind: 'pca', of: 'all', about: 'start' })
    const alone = sliceOf({ kind: 'pca', of: 'sgd', about: 'start' })
    expect(slice!.origin).toEqual(alone.slice!.origin)
    expect(slice!.u).not.toEqual(alone.slice!.u)
    expect(shares).toHaveLength(2)
    expect(() => scene({ ...race, landscape: { ...moons, slice: { kind: 'pca', of: 'al' } } })).toThrow('unknown racer')
  })

  test('of a path of one step are a line, and no plane', () => {
    expect(sliceOf({ kind: 'pca', of: 'sgd', line: true }, { steps: 1 }).shares).toEqual([expect.closeTo(1, 12)])
    expect(() => sliceOf({ kind: 'pca', of: 'sgd' }, { steps: 1 })).toThrow(
      'path of sgd has 2 points, and a plane of principal directions needs 3',
    )
  })
})

describe('eigenvectors', () => {
  const withVectors = networkCases.filter((each) => each.topEigenvector !== undefined && each.widths !== undefined)

  // From PyTorch: the ends of the dense Hessian's spectrum.
  test.each(withVectors.map((each) => [each.name, each] as const))('are those of PyTorch’s Hessian: %s', (_, given) => {
    const landscape = { ...networkLandscape(given), slice: { kind: 'eigenvectors', which: ['top', 'bottom'] } }
    const found = computeDirectly('slice', sliceSpec(scene({ basin: 1, landscape }))!)
    const values = given.hessianEigenvalues
    const size = Math.abs(values.at(-1)!)
    ;[values.at(-1)!, values[0]!].forEach((value, i) =>
      expect(Math.abs(found.eigenvalues![i]! - value)).toBeLessThanOrEqual(1e-8 * size),
    )
    const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, entry, i) => sum + entry * b[i]!, 0)
    expect(Math.abs(dot(found.slice!.u, given.topEigenvector!))).toBeCloseTo(1, 8)
    expect(Math.abs(dot(found.slice!.v!, given.bottomEigenvector!))).toBeCloseTo(1, 8)
    found.residuals!.forEach((residual) => expect(residual).toBeLessThanOrEqual(1e-12 * size))
  })

  test('beyond 128 dimensions, by products alone, are those of a quadratic', () => {
    const landscape = { kind: 'catalog', id: 'quadratic-n', dimension: 200, slice: { kind: 'eigenvectors' } }
    const given = scene({ basin: 1, landscape })
    const { slice, eigenvalues } = computeDirectly('slice', sliceSpec(given)!)
    const objective = landscapeOf({ ...landscapeSpec(given.landscape), slice: slice! }).objective()
    for (const [i, direction] of [slice!.u, slice!.v!].entries()) {
      const image = new Float64Array(200)
      objective.hessianVector(Float64Array.from(slice!.origin), Float64Array.from(direction), image)
      image.forEach((entry, k) => expect(entry).toBeCloseTo(eigenvalues![i]! * direction[k]!, 6))
    }
    expect(eigenvalues![0]).toBeGreaterThan(eigenvalues![1]!)
  })

  test('lie at the end of a racer, and are no slice for other jobs before they are found', () => {
    const slice = { kind: 'eigenvectors', which: ['bottom'], origin: { kind: 'end', of: 'adam' } }
    const given = scene({ ...race, landscape: { ...moons, slice } })
    const found = computeDirectly('slice', sliceSpec(given)!)
    expect(found.slice!.v).toBeUndefined()
    const { racers } = computeDirectly('race', raceSpec(scene({ ...race, landscape: moons })))
    expect(found.slice!.origin).toEqual(racers[0]!.ending.lastFinite!.theta)
    const landscape = landscapeSpec(
      scene({ ...race, landscape: { ...moons, slice: { kind: 'eigenvectors' } } }).landscape,
    )
    expect(() => computeDirectly('spectrum', { landscape, at: [0, 0], top: 1, density: false, seed: 0 })).toThrow(
      'slice is made from derivatives, expected its vectors',
    )
  })

  test('are named by what the Hessian has, and not twice', () => {
    const problems = (which: readonly string[]) => () =>
      scene({ ...race, landscape: { ...moons, slice: { kind: 'eigenvectors', which } } })
    expect(problems(['top', 'top'])).toThrow('which names one eigenvector twice')
    expect(problems(['first'])).toThrow('which is "first", expected one of "top", "top-2"')
  })
})

describe('a plane of two parameters', () => {
  test('takes them by the names of a state_dict, with indices from 0', () => {
    const named = sliceOf({ kind: 'axes', parameters: ['2.weight[1,3]', '0.bias[2]'] }).slice
    // 4 x 2 weights and 4 biases stand before the second layer's.
    expect(named).toEqual(sliceOf({ kind: 'axes', axes: [12 + 4 + 3 + 1, 8 + 2 + 1] }).slice)
    expect(sliceOf({ kind: 'axes', parameters: ['0.bias[0]'] }).slice!.v).toBeUndefined()
    const formula = { kind: 'expression', expression: 'x1^2 + x2 + x3', dimension: 3 }
    const given = scene({ basin: 1, landscape: { ...formula, slice: { kind: 'axes', parameters: ['x3', 'x1'] } } })
    expect(computeDirectly('slice', { landscape: landscapeSpec(given.landscape) }).slice).toMatchObject({
      u: [0, 0, 1],
    })
  })

  test.each(['0.weight[4,0]', '0.weight[1]', '0.bias', '1.weight[0,0]', '0.weight[-1,0]', ''])(
    'there is none called %j',
    (name) => {
      expect(() => sliceOf({ kind: 'axes', parameters: ['0.bias[0]', name] })).toThrow(
        `no parameter is called "${name}"`,
      )
      expect(() => sliceOf({ kind: 'axes', parameters: [name, '0.bias[0]'] })).toThrow(
        `no parameter is called "${name}"`,
      )
    },
  )

  test('is by number or by name, and of two', () => {
    const problems = (slice: object) => () =>
      scene({ ...race, landscape: { ...moons, slice: { kind: 'axes', ...slice } } })
    expect(problems({})).toThrow('axes by number and by name, or not at all')
    expect(problems({ axes: [1], parameters: ['0.bias[0]'] })).toThrow('axes by number and by name, or not at all')
    expect(problems({ parameters: ['0.bias[0]', '0.bias[0]'] })).toThrow('given twice')
  })
})

describe('a plane along the gradient', () => {
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, entry, i) => sum + entry * b[i]!, 0)
  const end = { kind: 'end', of: 'adam' }

  test('has the gradient that a probe tells, and the eigenvector that a spectrum does', () => {
    const found = sliceOf({ kind: 'gradient', origin: end })
    const { origin, u, v } = found.slice!
    const landscape = landscapeSpec(scene({ ...race, landscape: { ...moons, slice: found.slice! } }).landscape)
    const domain = { x: [-1, 1], y: [-1, 1] } as const
    const { fullGradient } = computeDirectly('probe', { landscape, domain, at: [0, 0], full: true })
    const length = Math.hypot(...fullGradient!)
    u.forEach((entry, i) => expect(entry).toBeCloseTo(fullGradient![i]! / length, 12))
    const { eigenvalues } = computeDirectly('spectrum', { landscape, at: [...origin], top: 1, density: false, seed: 0 })
    expect(found.eigenvalues![0]).toBeCloseTo(eigenvalues.at(-1)!, 9)
    expect(dot(v!, v!)).toBeCloseTo(1, 12)
  })

  test('has the last update of the racer that ends there', () => {
    const { origin, v } = sliceOf({ kind: 'gradient', with: 'update', origin: end }).slice!
    const {
      theta,
      dimension: n,
      count,
    } = computeDirectly('race', raceSpec(scene({ ...race, landscape: moons }))).traces[0]!
    const update = origin.map((entry, i) => entry - theta![(count - 2) * n + i]!)
    const length = Math.hypot(...update)
    v!.forEach((entry, i) => expect(entry).toBeCloseTo(update[i]! / length, 12))
    expect(() => scene({ ...race, landscape: { ...moons, slice: { kind: 'gradient', with: 'update' } } })).toThrow(
      'last update is a racer’s, and origin is not where one has come to',
    )
  })

  test('that is 0 spans none', () => {
    const landscape = {
      kind: 'expression',
      expression: 'x1^2 + 2*x2^2 + x3^2',
      dimension: 3,
      slice: { kind: 'gradient' },
    }
    expect(() => computeDirectly('slice', sliceSpec(scene({ basin: 1, landscape }))!)).toThrow(
      'gradient at the origin is 0',
    )
  })
})

describe('random directions', () => {
  test('are drawn by their seed, or the scene’s, and start at the initialisation', () => {
    const one = sliceOf({ kind: 'random' }).slice!
    expect(sliceOf({ kind: 'random', seed: 3 }).slice).toEqual(one)
    expect(sliceOf({ kind: 'random', seed: 4 }).slice!.u).not.toEqual(one.u)
    const { network } = landscapeOf(landscapeSpec(scene({ ...race, landscape: moons }).landscape))
    expect(one.origin).toEqual(network!.initial)
  })

  test('are orthonormal where asked for, and one along a line', () => {
    const { u, v } = sliceOf({ kind: 'random', orthonormal: true }).slice!
    const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, entry, i) => sum + entry * b[i]!, 0)
    expect([dot(u, u), dot(v!, v!), dot(u, v!)].map((each) => Number(each.toFixed(12)))).toEqual([1, 1, 0])
    expect(sliceOf({ kind: 'random', line: true }).slice!.v).toBeUndefined()
  })

  test('lead away from where a racer ends', () => {
    const { origin } = sliceOf({ kind: 'random', origin: { kind: 'end', of: 'sgd' } }).slice!
    const { racers } = computeDirectly('race', raceSpec(scene({ ...race, landscape: moons })))
    expect(origin).toEqual(racers[1]!.ending.lastFinite!.theta)
  })

  test('as long as parameters that are all 0 are refused', () => {
    expect(() => sliceOf({ kind: 'random', origin: Array<number>(22).fill(0) })).toThrow('have no length')
  })
})

test('a race on a plane of its own path starts at the initialisation', () => {
  const given = scene({ ...race, landscape: { ...moons, slice: { kind: 'pca', of: 'adam' } } })
  expect(given.start).toEqual({ kind: 'initialisation' })
  const vectors = computeDirectly('slice', sliceSpec(given)!).slice!
  const seen = computeDirectly('race', raceSpec(scene({ ...race, landscape: { ...moons, slice: vectors } })))
  const plain = computeDirectly('race', raceSpec(scene({ ...race, landscape: moons })))
  expect(seen.traces[0]!.theta).toEqual(plain.traces[0]!.theta)
  const { points, count } = seen.traces[0]!
  // It ends at the origin, which is its end.
  expect(Math.hypot(points[2 * count - 2]!, points[2 * count - 1]!)).toBeLessThan(1e-12)
})

test('a start at the initialisation may have a seed of its own, as another race would begin', () => {
  const startedBy = (seed: number, own?: number) => {
    const start = { kind: 'initialisation', ...(own !== undefined && { seed: own }) }
    const given = scene({ ...race, seed, start, landscape: { ...moons, data: { ...moons.data, seed: 1 } } })
    return computeDirectly('race', { ...raceSpec(given), steps: 0 }).racers[0]!.ending.lastFinite!.theta
  }
  expect(startedBy(3, 7)).not.toEqual(startedBy(3))
  expect(startedBy(3, 3)).toEqual(startedBy(3))
  expect(startedBy(3, 7)).toEqual(startedBy(4, 7))
})

test('a start at the initialisation may have an initialiser of its own, as a landscape with that one would begin', () => {
  const init = { id: 'normal', std: 0.01 }
  const theta = (given: object) =>
    computeDirectly('race', { ...raceSpec(scene({ ...race, ...given })), steps: 0 }).racers[0]!.ending.lastFinite!.theta
  const own = theta({ landscape: moons, start: { kind: 'initialisation', init } })
  expect(own).toEqual(theta({ landscape: { ...moons, init } }))
  expect(own).not.toEqual(theta({ landscape: moons }))
  const wrong = { kind: 'initialisation', init: { id: 'normal', std: -1 } }
  expect(() => scene({ ...race, landscape: moons, start: wrong })).toThrow('start.init')
})
