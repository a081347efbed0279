import { describe, expect, test } from 'vitest'
import { alikeUnits } from './alike-units'
import { layersOf, type Network } from './network'

const network: Network = { widths: [2, 4, 1], activations: ['tanh'], loss: 'mse', batchNorm: false, isTied: false }

/** Theta with these rows in its first layer: two weights and a bias a unit. */
function withRows(rows: readonly (readonly [number, number, number])[], of: Network = network): Float64Array {
  const [layer] = layersOf(of)
  const theta = new Float64Array(64)
  rows.forEach(([a, b, bias], unit) => {
    theta.set([a, b], layer!.weight + 2 * unit)
    theta[layer!.bias! + unit] = bias
  })
  return theta
}

describe('units that are alike', () => {
  test('are numbered by group, in the order in which groups begin; a lonely one is in none', () => {
    const theta = withRows([
      [1, 2, 0],
      [3, 4, 5],
      [3, 4, 5],
      [1, 2, 0],
    ])
    expect([...alikeUnits(theta, layersOf(network)[0]!)]).toEqual([0, 1, 1, 0])
    theta[0] = 7
    expect([...alikeUnits(theta, layersOf(network)[0]!)]).toEqual([-1, 0, 0, -1])
  })

  test('have the same bits: one in the last place, a bias or the sign of a zero tells them apart', () => {
    const row = [0.3, 0, 0.1] as const
    const others = [
      [0.3 + 2 ** -54, 0, 0.1],
      [0.3, -0, 0.1],
      [0.3, 0, 0.2],
    ] as const
    expect(others[0][0]).not.toBe(0.3)
    expect([...alikeUnits(withRows([row, ...others]), layersOf(network)[0]!)]).toEqual([-1, -1, -1, -1])
    expect([...alikeUnits(withRows([row, row, row, row]), layersOf(network)[0]!)]).toEqual([0, 0, 0, 0])
  })

  test('share their normalisation too', () => {
    const normalised: Network = { ...network, batchNorm: true }
    const [layer] = layersOf(normalised)
    const row = [1, 1, 1] as const
    const theta = withRows([row, row, row, row], normalised)
    theta[layer!.shift! + 2] = 1e-300
    expect([...alikeUnits(theta, layer!)]).toEqual([0, 0, -1, 0])
  })

  test('of a layer without inputs to tell, such as one of zeros, are all one group', () => {
    expect([...alikeUnits(new Float64Array(64), layersOf(network)[0]!)]).toEqual([0, 0, 0, 0])
    expect([...alikeUnits(new Float64Array(64), layersOf(network)[1]!)]).toEqual([-1])
  })
})
