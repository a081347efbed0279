import { describe, expect, test } from 'vitest'
import { scene } from '../../../../test/support/scenes'
import type { TwinChoice } from '../../store/session'
import { pathsQuestion, twinSetting, twinWays } from './paths-question'

const network = (more: object) =>
  scene({
    basin: 1,
    landscape: { kind: 'network', widths: [2, 4, 1, 3, 2], loss: 'cross-entropy', data: { id: 'moons' }, ...more },
  })
const choice: TwinChoice = { kind: 'swap', layer: 0, unit: 0, other: 1, factor: 4, seed: 1 }
const ways = (more: object) => twinWays(network(more).landscape).map(({ kind, layers }) => [kind, ...layers])

describe('the ways to a twin', () => {
  test('are those that the activation of a layer allows', () => {
    expect(ways({ activation: 'tanh' })).toEqual([
      ['shuffle', 0, 1, 2],
      ['swap', 0, 2],
      ['flip', 0, 1, 2],
    ])
    expect(ways({ activation: ['relu', 'gelu', 'linear'] })).toEqual([
      ['shuffle', 0, 1, 2],
      ['swap', 0, 2],
      ['flip', 2],
      ['rescale', 0, 2],
    ])
  })

  test('of a tied network are its negative, and of what has no hidden units none', () => {
    const tied = (depth: number) => ({ widths: undefined, tied: { width: 2, depth } })
    expect(ways(tied(4))).toEqual([['negate']])
    expect(ways(tied(3))).toEqual([])
    expect(ways({ widths: [2, 2] })).toEqual([])
    const formula = { kind: 'catalog', id: 'rosenbrock-n', dimension: 4 }
    expect(twinWays(scene({ basin: 1, landscape: formula }).landscape)).toEqual([])
  })
})

test('a choice keeps to the ways, layers and units that there are', () => {
  const { landscape } = network({ activation: ['relu', 'gelu', 'tanh'] })
  const setting = (change: Partial<TwinChoice>) => twinSetting(twinWays(landscape), { ...choice, ...change }, [4, 1, 3])
  expect(setting({ layer: 1 })).toMatchObject({ layer: 0, unit: 0, other: 1 })
  expect(setting({ layer: 2, unit: 9, other: 7 })).toMatchObject({ layer: 2, unit: 2, other: 0 })
  expect(setting({ kind: 'negate' })).toMatchObject({ kind: 'shuffle' })
})

test('a question is of the landscape whatever is drawn of it, and asks for sharpness where that may change', () => {
  const given = network({ activation: 'relu', slice: { kind: 'random' } })
  const theta = Array<number>(given.landscape.dimension!).fill(0.1)
  const swapped = pathsQuestion(given, theta, choice, ['match'])
  expect(swapped).toMatchObject({ to: [{ kind: 'swap', layer: 0, units: [0, 1] }], paths: ['match'] })
  expect(swapped.landscape).not.toHaveProperty('slice')
  expect(swapped).not.toHaveProperty('sharpness')
  expect(pathsQuestion(given, theta, { ...choice, kind: 'rescale' }, [])).toMatchObject({ sharpness: true })
})
