import { describe, expect, test } from 'vitest'
import { networkCases, networkLandscape } from '../../../../test/support/torch-networks'
import { formatProblem } from '../../problem'
import { createRacer } from '../../race/create-racer'
import { noNoise } from '../../race/noise'
import { checkHyperparameters } from '../../definitions/hyperparameters'
import { findOptimizer } from '../../catalogue/optimizers'
import { landscapeSpec } from '../landscape'
import { resolveLandscape } from '../landscape-kinds'
import { checkScene } from '../parse'
import type { ResolvedLandscape } from '../resolved-landscape'
import type { Scene } from '../scene'
import { sceneDocument } from '../write'
import type { SurfaceMean } from '../overlays'
import { drawnSpec, surfaceMeansOf } from '../surface-of'
import type { SumObjective } from '../../objectives/objective'
import { finish } from '../../pieces'

const moons = { id: 'moons', examples: 200, noise: 0.15, split: [0.7, 0.15, 0.15] }
const network = { kind: 'network', widths: [2, 8, 2], loss: 'cross-entropy', data: moons }
const noGrid = () => expect.fail('no grid is asked for')

function sceneOf(landscape: object, more: object = {}): Scene {
  const { value, problems } = checkScene({ basin: 1, landscape, ...more })
  expect(problems).toEqual([])
  return value!
}

function resolved(landscape: object, more: object = {}): ResolvedLandscape {
  const { value, problems } = resolveLandscape(landscapeSpec(sceneOf(landscape, more).landscape), noGrid)
  expect(problems).toEqual([])
  return value!
}

function resolvedOver(landscape: object, surfaceOf: SurfaceMean): ResolvedLandscape {
  const { value, problems } = resolveLandscape(drawnSpec(sceneOf(landscape, { view: { surfaceOf } })), noGrid)
  expect(problems).toEqual([])
  return value!
}

describe('a network', () => {
  test('begins where its initialiser says, which is (0, 0) of its plane', () => {
    const { place, project, dimension, slice } = resolved({ ...network, init: { id: 'constant', scale: 0.5 } })
    expect(dimension).toBe(42)
    const theta = place([0, 0])
    expect(Array.from(theta)).toEqual(slice!.origin)
    expect(new Set(theta.subarray(0, 16))).toEqual(new Set([theta[0]]))
    expect(project(theta)).toEqual([0, 0])
    expect(sceneOf(network).start).toEqual([0, 0])
  })

  test('is drawn along two random directions at right angles, as long as what it begins with', () => {
    const { origin, u, v } = resolved(network, { seed: 4 }).slice!
    const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, j) => sum + x * b[j]!, 0)
    expect(dot(u, v!) / dot(u, u)).toBeCloseTo(0, 12)
    expect(dot(u, u) / dot(origin, origin)).toBeCloseTo(1, 12)
    expect(dot(v!, v!) / dot(origin, origin)).toBeCloseTo(1, 12)
  })

  test.each(['validation', 'test'] as const)('is drawn as the mean over %s examples, without its penalty', (mean) => {
    const landscape = { ...network, l2: 0.1 }
    const over = resolvedOver(landscape, mean)
    const trained = resolved(landscape).objective() as SumObjective
    const theta = over.place([0.3, -0.2])
    const [measured] = finish(trained.measures!.measure([mean], theta, undefined))
    expect(over.objective().value(theta)).toBeCloseTo(measured!, 12)
    expect(over.sum).toMatchObject({ examples: 30, isDrawn: false })
  })

  test.each([
    [{ ...network, data: { id: 'blobs', classes: 2, examples: 20 } }, 0.08],
    [{ kind: 'network', widths: [1, 8, 1], loss: 'mse', data: { id: 'sine', examples: 9, noise: 0.3 } }, 0.005],
    [{ kind: 'network', widths: [1, 8, 1], loss: 'half-mse', data: { id: 'sine', examples: 9, noise: 0.3 } }, 0.005],
  ])('is drawn as about its risk: %#', (landscape, share) => {
    const over = resolvedOver(landscape, 'risk')
    const trained = resolved(landscape).objective() as SumObjective
    for (const at of [
      [0, 0],
      [1, -1],
      [3, 2],
    ] as const) {
      const theta = over.place(at)
      const [risk] = finish(trained.measures!.measure(['risk'], theta, undefined))
      expect(Math.abs(over.objective().value(theta) - risk!)).toBeLessThan(share * risk!)
    }
  })

  test('has no mean over what it does not have, nor one that rests on how it was trained', () => {
    const given = {
      ...network,
      data: {
        inputs: [
          [0, 1],
          [1, 0],
        ],
        targets: [0, 1],
      },
    }
    for (const landscape of [given, { ...network, batchNorm: true }]) {
      const scene = sceneOf(landscape)
      const { problems } = resolveLandscape({ ...landscapeSpec(scene.landscape), meanOver: 'risk' }, noGrid)
      expect(problems.map(formatProblem)).toEqual([expect.stringContaining('landscape.meanOver: meanOver is "risk"')])
      expect(surfaceMeansOf(scene.landscape)).toEqual(['training'])
      const view = { ...scene.view, surfaceOf: 'risk' as const }
      expect(drawnSpec({ ...scene, view })).toEqual(landscapeSpec(scene.landscape))
    }
    expect(surfaceMeansOf(sceneOf(network).landscape)).toEqual(['training', 'validation', 'test', 'risk'])
  })

  test('ends no training for what is drawn of it, or for beginning small', () => {
    const domain = { x: [-1e-3, 1e-3], y: [-1e-3, 1e-3] } as const
    const init = { id: 'constant', val: 1e-5 }
    const drawn = { slice: { kind: 'axes', axes: [1, 2] }, domain }
    for (const more of [{}, drawn, { init }, { ...drawn, init }]) {
      const { box, network: { initial = [] } = {} } = resolved({ ...network, ...more })
      const cube = box(domain)
      expect(cube).toHaveLength(42)
      for (const [i, [least, most]] of cube.entries()) {
        expect((least + most) / 2).toBeCloseTo(initial[i]!, 12)
        expect((most - least) / 2).toBeCloseTo(1000, 9)
      }
    }
    const [[least, most] = []] = resolved({ ...network, theta: Array<number>(42).fill(3000) }).box(domain)
    expect([least, most]).toEqual([0, 6000])
  })

  test('of two parameters is its own plane', () => {
    const line = {
      kind: 'network',
      widths: [1, 1],
      loss: 'mse',
      data: { inputs: [[0], [1], [2]], targets: [1, 3, 5] },
      theta: [0.5, -0.5],
    }
    const { plane, dimension } = resolved(line)
    expect(dimension).toBe(2)
    expect(plane().value(Float64Array.of(2, 1))).toBe(0)
    expect(plane().value(Float64Array.of(2, 2))).toBe(1)
    expect(sceneOf(line).start).toEqual([0.5, -0.5])
  })

  test('draws data and parameters by the scene’s seed where they have none of their own', () => {
    const thetas = [0, 1].map((seed) => resolved(network, { seed }).place([0, 0]))
    expect(thetas[0]).not.toEqual(thetas[1])
    const own = { ...network, init: { id: 'xavier', seed: 7 }, data: { ...moons, seed: 7 } }
    const values = [0, 1].map((seed) => {
      const { place, objective } = resolved(own, { seed })
      return objective().value(place([0, 0]))
    })
    expect(values[0]).toBe(values[1])
  })

  test('has as many examples as its training split, and others from the same source', () => {
    const { sum } = sceneOf(network, { batch: { sampler: 'fresh', size: 8 } }).landscape
    expect(sum).toMatchObject({ examples: 140, isDrawn: true })
    const { objective, place } = resolved(network)
    const optimizer = findOptimizer('sgd')!
    const spec = { optimizer, hyper: checkHyperparameters(optimizer, {}, 'sgd').value!, start: place([0, 0]) }
    const batch = { sampler: 'fresh', size: 8 }
    const racer = createRacer({ ...spec, batch }, objective(), raceOf(5))
    racer.advance(5)
    expect(racer.ending?.lastFinite?.step).toBe(5)
  })

  test('is written as it was read', () => {
    const landscapes = [
      network,
      { ...network, activation: ['relu'], l2: 0.01, batchNorm: true, init: { id: 'he', scale: 2 } },
      { ...network, widths: undefined, tied: { width: 2, depth: 3 }, data: moons, loss: '0-1' },
    ].map((each) => JSON.parse(JSON.stringify(each)) as object)
    for (const landscape of landscapes) expect(sceneDocument(sceneOf(landscape)).landscape).toEqual(landscape)
  })
})

function raceOf(steps: number) {
  return { record: 1, steps, stop: {}, seed: 0, noise: noNoise, box: [] }
}

const rules = [
  ['sgd', { lr: 0.1 }, 'sgd(lr=0.1)'],
  ['momentum', { lr: 0.05, momentum: 0.9 }, 'momentum(lr=0.05,momentum=0.9)'],
  ['adam', { lr: 0.02 }, 'adam(lr=0.02)'],
] as const
const runs = networkCases
  .filter(({ training }) => training !== undefined)
  .flatMap((given) => rules.map(([id, hyper, name]) => ({ given, id, hyper, name, of: given.name })))

test.each(runs)('$of: a run of PyTorch’s $name is replayed by its batches', ({ given, id, hyper, name }) => {
  const { theta, batches } = given
  const { objective } = resolved(networkLandscape(given))
  const optimizer = findOptimizer(id)!
  const spec = {
    optimizer,
    hyper: checkHyperparameters(optimizer, hyper, id).value!,
    start: theta,
    batch: { sampler: 'listed', batches: batches! },
  }
  const racer = createRacer({ ...spec, start: Float64Array.from(theta) }, objective(), {
    ...raceOf(40),
    measure: { every: 1 },
  })
  racer.advance(40)
  const { loss: losses, sampled } = racer.takeRows()
  expect(losses).toHaveLength(41)
  for (const { step, batchLoss, batchGradientNorm, fullLossAfter } of given.training![name]!) {
    expect(Math.abs(losses[step]! - fullLossAfter)).toBeLessThan(1e-9)
    expect(Math.abs(sampled!.batchLoss[step]! - batchLoss)).toBeLessThan(1e-9)
    expect(Math.abs(sampled!.batchGradientNorm[step]! - batchGradientNorm)).toBeLessThan(1e-9)
  }
})

test.each<[landscape: object, where: string, message: string]>([
  [{ loss: 'mse', widths: undefined }, 'landscape.widths', 'network without widths'],
  [{ tied: { width: 2, depth: 2 } }, 'landscape.widths', 'network with widths and tied weights'],
  [{ widths: [3, 4, 2] }, 'landscape.widths', 'network takes 3 inputs, the data have 2'],
  [{ widths: [2, 4, 3] }, 'landscape.widths', 'network gives 3 outputs, cross-entropy on these data wants 2'],
  [{ loss: 'hinge' }, 'landscape.widths', 'network gives 2 outputs, hinge on these data wants 1'],
  [{ activation: ['tanh', 'relu'] }, 'landscape.activation', 'activations of 2 layers, the network has 1 hidden ones'],
  [{ widths: [2, 4000, 4000, 2] }, 'landscape.widths', 'network of 16024002 parameters, expected at most 262144'],
  [{ widths: [2, 2], batchNorm: true }, 'landscape.batchNorm', 'batchNorm of a network without hidden layers'],
  [
    { batchNorm: true, data: { id: 'moons', examples: 3, split: [0.4, 0.3, 0.3] } },
    'landscape.batchNorm',
    'batchNorm with 1 training example, expected at least 2',
  ],
  [{ theta: [1, 2] }, 'landscape.theta', 'theta has 2 numbers, the network has 42 parameters'],
  [{ theta: [1], init: { id: 'xavier' } }, 'landscape.theta', 'network with init and theta'],
  [{ init: { id: 'xavir' } }, 'landscape.init.id', 'xavir'],
  [{ init: { id: 'xavier', scales: 1 } }, 'landscape.init.scales', 'scales'],
  [{ data: { id: 'moon' } }, 'landscape.data.id', 'moon'],
  [{ data: { inputs: [[0, 'a']], targets: [1] } }, 'landscape.data.inputs[0][1]', 'a'],
  [{ data: { id: 'sine' } }, 'landscape.data.id', 'targets of sine are numbers, the loss wants classes'],
  [{ slice: { origin: [1], u: [1] } }, 'landscape.slice', '42'],
])('%j is refused', (wrong, where, message) => {
  const landscape = JSON.parse(JSON.stringify({ ...network, ...wrong })) as object
  const { problems } = checkScene({ basin: 1, landscape })
  const found = problems.find((problem) => problem.where?.startsWith(where) === true)
  expect(problems.map(formatProblem).join('\n')).toContain(message)
  expect(found?.remedy, problems.map(formatProblem).join('\n')).toBeDefined()
})

describe('a network with data of its own', () => {
  const values = Array.from({ length: 200 }, (_, k) => (k * 37) % 101)
  const rows = Array.from({ length: 100 }, (_, i) => values.slice(2 * i, 2 * i + 2))
  const labels = rows.map(([x]) => Number(x! > 50))
  const names = { inputs: ['a', 'b'], targets: ['y'], classes: ['low', 'high'] }
  const vectors = {
    inputs: { shape: [100, 2], values },
    targets: { shape: [100, 1], values: labels },
    names,
    standardise: true,
  }

  test('has them in rows or in vectors, to the same bits, and keeps their names', () => {
    const [listed, whole] = [{ inputs: rows, targets: labels, standardise: true }, vectors].map((data) =>
      resolved({ ...network, data }),
    )
    const theta = listed!.place([0.5, -0.25])
    expect(whole!.objective().value(theta)).toBe(listed!.objective().value(theta))
    const scene = sceneOf({ ...network, data: vectors })
    const written = JSON.parse(JSON.stringify(sceneDocument(scene))) as { landscape: { data: typeof vectors } }
    expect(written.landscape.data.inputs.values).toEqual({ float64: expect.any(String) })
    expect(written.landscape.data.names).toEqual(names)
    expect(checkScene(written).value).toEqual(scene)
  })

  test('of thousands of examples is a scene', () => {
    const many = Array.from({ length: 3000 }, (_, k) => [k % 7, (k * k) % 11])
    const data = { inputs: many, targets: many.map(([x]) => x! % 2) }
    expect(resolved({ ...network, data }).sum?.examples).toBe(3000)
  })

  test.each([
    [
      { ...vectors, inputs: { shape: [100, 3], values } },
      'landscape.data.inputs.values: values are 200 numbers, expect',
    ],
    [
      { ...vectors, targets: { shape: [99, 1], values: labels.slice(1) } },
      'landscape.data.targets: targets of 99 exam',
    ],
    [{ ...vectors, names: { classes: ['one'] } }, 'landscape.data.names.classes: names of 1 classes, the data have 2'],
    [{ file: 'own.csv' }, 'landscape.data.file: file "own.csv" of the data was not read'],
  ])('is refused where they do not go together: %#', (data, message) => {
    const { problems } = checkScene({ basin: 1, landscape: { ...network, data } })
    expect(problems.map(formatProblem)).toEqual([expect.stringContaining(message)])
  })

  test('is refused where a file of its parameters was not read, or they are of another length', () => {
    const problemsOf = (more: object) => checkScene({ basin: 1, landscape: { ...network, ...more } }).problems
    expect(problemsOf({ theta: { file: 'w.npz' } }).map(formatProblem)).toEqual([
      'landscape.theta: file "w.npz" of theta was not read; run basin on this scene, which reads files beside it',
    ])
    expect(problemsOf({ running: [0, 1] })[0]?.message).toBe('running statistics without batchNorm')
    expect(problemsOf({ batchNorm: true, running: [0, 1] })[0]?.message).toBe(
      'running has 2 numbers, expected 16, a mean and a variance for each unit',
    )
  })
})
