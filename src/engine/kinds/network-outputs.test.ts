import { describe, expect, test } from 'vitest'
import { computeDirectly } from '../../../test/links/compute-directly'

const moons = { id: 'moons', examples: 40, split: [0.5, 0.25, 0.25], seed: 3 }
const network = {
  kind: 'network',
  widths: [2, 3, 1],
  loss: 'binary-cross-entropy',
  data: moons,
  dimension: 13,
  seed: 1,
}
const theta = [0.3, -0.8, 1.1, 0.4, -0.2, 0.9, 0.1, -0.5, 0.2, 1.3, -0.7, 0.6, 0.25]

/** What the network of two inputs and three tanh units gives, and its units, written out. */
function byHand(x: number, y: number): { readonly output: number; readonly units: readonly number[] } {
  const units = [0, 1, 2].map((k) => Math.tanh(theta[2 * k]! * x + theta[2 * k + 1]! * y + theta[6 + k]!))
  return { units, output: units.reduce((sum, unit, k) => sum + theta[9 + k]! * unit, theta[12]!) }
}

const place = ([min, max]: readonly [number, number], k: number): number => min + ((max - min) * k) / 4

describe('the outputs of a network', () => {
  test('are those of points that fill the range of its inputs, row by row', () => {
    const { ranges, outputs, width } = computeDirectly('network-outputs', { landscape: network, theta, resolution: 5 })
    expect(width).toBe(1)
    expect(outputs).toHaveLength(25)
    for (let k = 0; k < 25; k++) {
      const { output } = byHand(place(ranges[0]!, k % 5), place(ranges[1]!, Math.floor(k / 5)))
      expect(outputs[k]).toBeCloseTo(output, 12)
    }
  })

  test('are the same of inputs that are standardised, by weights that undo it', () => {
    const standardised = { ...network, widths: [2, 1], dimension: 3, data: { ...moons, standardise: true } }
    const { ranges, outputs } = computeDirectly('network-outputs', {
      landscape: standardised,
      theta: [2, 0, 0],
      resolution: 5,
    })
    const { training } = computeDirectly('network-data', { landscape: standardised })
    const xs = training.inputs.filter((_, k) => k % 2 === 0)
    const mean = xs.reduce((sum, x) => sum + x, 0) / xs.length
    const deviation = Math.sqrt(xs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / xs.length)
    for (let k = 0; k < 5; k++) expect(outputs[k]).toBeCloseTo((2 * (place(ranges[0]!, k) - mean)) / deviation, 10)
  })

  test('of a hidden unit are what it gives after its activation', () => {
    const question = { landscape: network, theta, resolution: 5, unit: { layer: 0, unit: 2 } }
    const { ranges, outputs } = computeDirectly('network-outputs', question)
    for (let k = 0; k < 25; k++)
      expect(outputs[k]).toBeCloseTo(
        byHand(place(ranges[0]!, k % 5), place(ranges[1]!, Math.floor(k / 5))).units[2]!,
        12,
      )
  })

  test('of a unit of tied layers are those of one matrix', () => {
    const { widths: _widths, ...rest } = network
    const tied = { ...rest, loss: 'mse', activation: 'relu', tied: { width: 1, depth: 3 }, dimension: 1 }
    const curve = { ...tied, tied: { width: 2, depth: 3 }, loss: 'cross-entropy', dimension: 4 }
    const matrix = [0.5, -1, 2, 0.25]
    const { ranges, outputs } = computeDirectly('network-outputs', {
      landscape: curve,
      theta: matrix,
      resolution: 5,
      unit: { layer: 1, unit: 1 },
    })
    const layer = ([x, y]: readonly [number, number]): [number, number] => [
      Math.max(0, matrix[0]! * x + matrix[1]! * y),
      Math.max(0, matrix[2]! * x + matrix[3]! * y),
    ]
    for (let k = 0; k < 25; k++) {
      const point = [place(ranges[0]!, k % 5), place(ranges[1]!, Math.floor(k / 5))] as const
      expect(outputs[k]).toBeCloseTo(layer(layer(point))[1], 12)
    }
  })

  test('go by the statistics of all training examples where there is a normalisation', () => {
    const normalised = { ...network, batchNorm: true, activation: 'linear', dimension: 19, widths: [2, 3, 1] }
    const at = [...theta.slice(0, 9), 1, 1, 1, 0, 0, 0, 1, 0, 0, 0]
    const { training } = computeDirectly('network-data', { landscape: normalised })
    const nets = Array.from(
      { length: training.count },
      (_, i) => at[0]! * training.inputs[2 * i]! + at[1]! * training.inputs[2 * i + 1]! + at[6]!,
    )
    const mean = nets.reduce((sum, z) => sum + z, 0) / nets.length
    const variance = nets.reduce((sum, z) => sum + (z - mean) ** 2, 0) / nets.length
    const { ranges, outputs } = computeDirectly('network-outputs', { landscape: normalised, theta: at, resolution: 5 })
    const z = at[0]! * ranges[0]![0] + at[1]! * ranges[1]![0] + at[6]!
    expect(outputs[0]).toBeCloseTo((z - mean) / Math.sqrt(variance + 1e-5), 10)
  })

  test('begin where its parameters do, and follow one input along a line', () => {
    const sine = {
      ...network,
      widths: [1, 4, 1],
      loss: 'mse',
      data: { id: 'sine', examples: 20 },
      init: { id: 'zeros' },
    }
    const { outputs } = computeDirectly('network-outputs', { landscape: { ...sine, dimension: 13 }, resolution: 7 })
    expect(Array.from(outputs)).toEqual([0, 0, 0, 0, 0, 0, 0])
  })

  test('are refused where there is no picture of them, with the reason', () => {
    const ask = (landscape: object, more: object = {}) =>
      computeDirectly('network-outputs', { landscape, resolution: 5, ...more })
    expect(() => ask({ kind: 'catalog', id: 'peaks', parameters: {} })).toThrow('is no network')
    expect(() => ask(network, { theta: [1, 2] })).toThrow('theta has 2 numbers, the network has 13 parameters')
    expect(() => ask(network, { unit: { layer: 0, unit: 3 } })).toThrow('hidden layers of [3] units')
    const wide = {
      inputs: [
        [0, 1, 2],
        [3, 4, 6],
        [1, 0, 1],
      ],
      targets: [0, 1, 1],
    }
    expect(() => ask({ ...network, widths: [3, 1], data: wide, dimension: 4 })).toThrow('outputs over 3 inputs')
  })
})

describe('the data of a network', () => {
  test('are its splits, those whose labels were flipped marked', () => {
    const flipped = { ...network, data: { ...moons, flipFraction: 0.2 } }
    const { training, validation, test: held } = computeDirectly('network-data', { landscape: flipped })
    const clean = computeDirectly('network-data', { landscape: network })
    expect([training.count, validation.count, held.count]).toEqual([20, 10, 10])
    expect(training.corrupted.reduce((sum, mark) => sum + mark, 0)).toBe(4)
    expect(clean.training.corrupted.some(Boolean)).toBe(false)
    expect(held.corrupted.some(Boolean)).toBe(false)
    training.corrupted.forEach((mark, i) => expect(training.targets[i] !== clean.training.targets[i]).toBe(mark === 1))
    expect([...training.rows, ...validation.rows, ...held.rows].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 40 }, (_, i) => i),
    )
  })

  test('lie within the ranges that are drawn, as they are and not standardised', () => {
    const { training, ranges } = computeDirectly('network-data', {
      landscape: { ...network, data: { ...moons, standardise: true } },
    })
    const plain = computeDirectly('network-data', { landscape: network })
    training.inputs.forEach((value, k) => {
      expect(value).toBeCloseTo(plain.training.inputs[k]!, 12)
      expect(value).toBeGreaterThan(ranges[k % 2]![0])
      expect(value).toBeLessThan(ranges[k % 2]![1])
    })
  })

  test('of many inputs are shown by two columns of one’s choice', () => {
    const wide = {
      inputs: [
        [0, 1, 2],
        [3, 4, 6],
        [1, 0, 1],
      ],
      targets: [0, 1, 1],
    }
    const landscape = { ...network, widths: [3, 1], data: wide, dimension: 4 }
    const { training, inputs } = computeDirectly('network-data', { landscape, columns: [2, 0] })
    expect(inputs).toBe(3)
    expect(Array.from(training.inputs)).toEqual([2, 0, 6, 3, 1, 1])
    expect(() => computeDirectly('network-data', { landscape, columns: [3] })).toThrow('column 3 of data with 3 inputs')
  })
})
