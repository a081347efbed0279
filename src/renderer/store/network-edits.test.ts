import { describe, expect, test } from 'vitest'
import { dataSetCards } from '../../core/cards'
import { lossIds } from '../../core/networks/loss-ids'
import type { NetworkLandscape } from '../../core/scene/landscape-kinds/network'
import { checkScene } from '../../core/scene/parse'
import type { Scene } from '../../core/scene/scene'
import { sceneDocument } from '../../core/scene/write'
import { computeDirectly } from '../../../test/links/compute-directly'
import { landscapeSpec } from '../../core/scene/landscape'
import {
  changeNetwork,
  chooseDataSet,
  dataShape,
  hiddenWidths,
  lossProblem,
  moveExample,
  type NetworkChange,
  ownData,
  setData,
  setHiddenWidths,
  setInit,
  setTied,
  setTiedDepth,
} from './network-edits'

const cards = { dataSetCards }
const moons = { id: 'moons', examples: 60, split: [0.5, 0.25, 0.25] }
const network = { kind: 'network', widths: [2, 5, 2], loss: 'cross-entropy', data: moons }

function sceneOf(landscape: object = network, more: object = {}): Scene {
  const { value, problems } = checkScene({ basin: 1, landscape, racers: [{ optimizer: 'adam' }], ...more })
  expect(problems).toEqual([])
  return value!
}

/** The scene after changes, which is the very one that its file gives again: all that follows has followed. */
function changed(scene: Scene, ...changes: readonly NetworkChange[]): Scene {
  const after = changes.reduce((now, change) => changeNetwork(change, cards)(now), scene)
  const { value, problems } = checkScene(sceneDocument(after))
  expect(problems).toEqual([])
  expect(after.landscape).toEqual(value!.landscape)
  return after
}

const networkOf = (scene: Scene) => scene.landscape as NetworkLandscape

describe('what follows from a change of a network', () => {
  test('parameters are counted anew, and so is what is drawn of them', () => {
    const own = {
      slice: { origin: new Array(27).fill(0), u: [1, ...new Array(26).fill(0)], v: [0, 1, ...new Array(25).fill(0)] },
    }
    const scene = sceneOf({ ...network, ...own })
    const wider = networkOf(changed(scene, setHiddenWidths([6])))
    expect(wider.dimension).toBe(32)
    expect(wider.slice).toBeUndefined()
    expect(networkOf(changed(scene, (given) => ({ ...given, l2: 0.1 }))).slice).toEqual(own.slice)
  })

  test('widths of inputs and outputs are those of data and loss', () => {
    const scene = sceneOf()
    const widthsAfter = (...changes: readonly NetworkChange[]) => networkOf(changed(scene, ...changes)).widths
    expect(widthsAfter(chooseDataSet('blobs', cards))).toEqual([2, 5, 3])
    expect(widthsAfter(chooseDataSet('blobs', cards), setData({ classes: 5 }))).toEqual([2, 5, 5])
    expect(widthsAfter(chooseDataSet('sine', cards))).toEqual([1, 5, 1])
    expect(widthsAfter((given) => ({ ...given, loss: 'hinge' }))).toEqual([2, 5, 1])
    // Of two classes the number of outputs that it has is one of those that 0-1 may have.
    expect(widthsAfter((given) => ({ ...given, loss: '0-1' }))).toEqual([2, 5, 2])
  })

  test('a loss that has no meaning on other data gives way', () => {
    const scene = sceneOf({ ...network, widths: [2, 5, 1], loss: 'hinge' })
    expect(networkOf(changed(scene, chooseDataSet('blobs', cards))).loss).toBe('cross-entropy')
    expect(networkOf(changed(scene, chooseDataSet('sine', cards))).loss).toBe('mse')
    expect(networkOf(changed(scene, chooseDataSet('xor', cards))).loss).toBe('hinge')
  })

  test('classes after numbers have the loss of classes again, and one chosen for classes stays with other classes', () => {
    const sine = changed(sceneOf(), chooseDataSet('sine', cards))
    expect(networkOf(sine).loss).toBe('mse')
    const moonsAgain = networkOf(changed(sine, chooseDataSet('moons', cards)))
    expect([moonsAgain.loss, moonsAgain.widths]).toEqual(['cross-entropy', [2, 5, 2]])
    const squares = changed(sceneOf(), (given) => ({ ...given, loss: 'half-mse' }))
    expect(networkOf(changed(squares, chooseDataSet('xor', cards))).loss).toBe('half-mse')
    expect(networkOf(changed(squares, chooseDataSet('sine', cards))).loss).toBe('mse')
  })

  test('another set keeps what both have', () => {
    const scene = sceneOf({ ...network, data: { ...moons, flipFraction: 0.1, noise: 0.5, seed: 9, standardise: true } })
    expect(networkOf(changed(scene, chooseDataSet('xor', cards))).data).toEqual({
      id: 'xor',
      examples: 60,
      flipFraction: 0.1,
      split: [0.5, 0.25, 0.25],
      seed: 9,
      standardise: true,
    })
    expect(networkOf(changed(scene, chooseDataSet('sine', cards))).data).not.toHaveProperty('flipFraction')
  })

  test('activations are as many as hidden layers', () => {
    const scene = sceneOf({ ...network, widths: [2, 5, 4, 2], activation: ['relu', 'tanh'] })
    expect(networkOf(changed(scene, setHiddenWidths([5, 4, 3]))).activation).toEqual(['relu', 'tanh', 'tanh'])
    expect(networkOf(changed(scene, setHiddenWidths([5]))).activation).toEqual(['relu'])
  })

  test('a normalisation goes with the last hidden layer, and comes with no batch of one', () => {
    const scene = sceneOf({ ...network, batchNorm: true })
    expect(networkOf(changed(scene, setHiddenWidths([]))).batchNorm).toBeUndefined()
    const batch = { sampler: 'reshuffle', size: 1 }
    const after = changed(sceneOf(network, { batch }), (given) => ({ ...given, batchNorm: true }))
    expect(after.batch).toEqual({ sampler: 'reshuffle', size: 2 })
    // 30 training examples in batches of 29 would leave one over.
    const left = changed(sceneOf(network, { batch: { ...batch, size: 29 } }), (given) => ({
      ...given,
      batchNorm: true,
    }))
    expect(left.batch).toEqual({ sampler: 'reshuffle', size: 29, dropLast: true })
  })

  test('batches are no larger than the training set, and what is not held out is not measured', () => {
    const scene = sceneOf(network, {
      batch: { sampler: 'reshuffle', size: 20 },
      measure: { every: 5, what: ['test', 'accuracy'] },
      stop: { patience: 3 },
    })
    const after = changed(scene, setData({ examples: 10, split: undefined }))
    expect(after.batch?.size).toBe(10)
    expect(after.measure).toEqual({ every: 5, what: ['accuracy'] })
    expect(after.stop.patience).toBeUndefined()
  })

  test('listed batches go where the examples that they name are no more, or fewer than a normalisation takes', () => {
    const batch = { sampler: 'listed', batches: [[0, 9], [3]] } // prettier-ignore
    const after = (examples: number, batchNorm = false) =>
      changed(sceneOf(network, { batch }), setData({ examples, split: undefined }), (given) => ({
        ...given,
        ...(batchNorm && { batchNorm }),
      })).batch
    expect(after(10)).toEqual(batch)
    expect(after(9)).toBeUndefined()
    expect(after(10, true)).toBeUndefined()
  })

  test('of two parameters the plane is that of both', () => {
    const after = changed(sceneOf(), chooseDataSet('sine', cards), setHiddenWidths([]))
    expect(networkOf(after).dimension).toBe(2)
    expect(after.landscape.domain).toEqual({ x: [-3, 3], y: [-3, 3] })
    expect(changed(after, setHiddenWidths([3])).landscape.domain).toEqual({ x: [-1, 1], y: [-1, 1] })
  })
})

describe('tied weights', () => {
  test('are one matrix as deep as the network was, and let go again', () => {
    const tied = changed(sceneOf(), setTied(true))
    expect(networkOf(tied)).toMatchObject({ tied: { width: 2, depth: 2 }, dimension: 4 })
    expect(networkOf(changed(tied, setTiedDepth(4))).tied).toEqual({ width: 2, depth: 4 })
    expect(networkOf(changed(tied, setTied(false))).widths).toEqual([2, 2, 2])
  })

  test('end where data have other inputs than outputs', () => {
    const tied = changed(sceneOf(), setTied(true), chooseDataSet('blobs', cards))
    expect(networkOf(tied)).toMatchObject({ widths: [2, 2, 3] })
    expect(networkOf(tied).tied).toBeUndefined()
  })
})

describe('losses', () => {
  test.each(lossIds)('%s is said to fit data where a scene may have it', (loss) => {
    for (const id of ['moons', 'blobs', 'sine']) {
      const shape = dataShape({ id }, cards)
      const widths = [shape.inputs, loss === 'cross-entropy' || loss === '0-1' ? (shape.classes ?? 1) : 1]
      const { value } = checkScene({
        basin: 1,
        landscape: { kind: 'network', widths: [widths[0], 3, widths[1]], loss, data: { id } },
      })
      expect(lossProblem(loss, shape) === undefined, `${loss} on ${id}`).toBe(value !== undefined)
    }
  })
})

describe('a person’s own data', () => {
  test('are those that were drawn, split as they were, flips among them', () => {
    const scene = sceneOf({ ...network, data: { ...moons, flipFraction: 0.2 } })
    const before = computeDirectly('network-data', { landscape: landscapeSpec(scene.landscape) })
    const after = changed(scene, ownData(before))
    const shown = computeDirectly('network-data', { landscape: landscapeSpec(after.landscape) })
    for (const split of ['training', 'validation', 'test'] as const)
      for (const column of ['inputs', 'targets', 'rows'] as const)
        expect(shown[split][column]).toEqual(before[split][column])
    expect(networkOf(after).data).not.toHaveProperty('id')
  })

  test('are moved one by one', () => {
    const line = {
      kind: 'network',
      widths: [1, 1],
      loss: 'mse',
      data: { inputs: [[0], [1], [2]], targets: [1, 2, 4] },
      theta: [0, 0],
    }
    const after = networkOf(changed(sceneOf(line), moveExample(1, [1.5], 3)))
    expect(after.data).toEqual({ inputs: [[0], [1.5], [2]], targets: [1, 3, 4] })
    expect(after.theta).toEqual([0, 0])
    expect(networkOf(changed(sceneOf(line), moveExample(2, [5], undefined))).data).toEqual({
      inputs: [[0], [1], [5]],
      targets: [1, 2, 4],
    })
  })

  test('parameters that were given give way to an initialiser', () => {
    const line = {
      kind: 'network',
      widths: [1, 1],
      loss: 'mse',
      data: { inputs: [[0], [1]], targets: [1, 2] },
      theta: [0, 0],
    }
    expect(networkOf(changed(sceneOf(line), setInit({ id: 'zeros' })))).toMatchObject({ init: { id: 'zeros' } })
  })
})

test('the hidden layers of tied weights are as wide as the matrix', () => {
  expect(hiddenWidths(networkOf(sceneOf({ ...network, widths: undefined, tied: { width: 2, depth: 3 } })))).toEqual([
    2, 2,
  ])
})
