import { expect, test } from 'vitest'
import { exampleTable } from '../objectives/example-table'
import { seeded } from '../scene/seeded'
import { redrawn } from './redrawn'
import { sceneOf } from './scenes'

const drawn = { kind: 'normal', mean: 0, deviation: 1, count: 3 } as const
const formula = sceneOf({
  landscape: {
    kind: 'expression',
    expression: '(x - a - b - c)^2',
    examples: { a: drawn, b: { ...drawn, seed: 7 }, c: [1, 2, 3] },
  },
})
const network = sceneOf({
  landscape: { kind: 'network', widths: [2, 2], loss: 'cross-entropy', data: { id: 'moons', examples: 20 } },
})

test('columns without a seed are drawn by that of the scene; the others stay', () => {
  const columns = (seed: number) => {
    const { examples } = redrawn(seeded(formula, seed)).landscape
    return exampleTable(examples!, ['a', 'b', 'c']).columns
  }
  const [first, other] = [columns(0), columns(1)]
  expect(other[0]).not.toEqual(first[0])
  expect(other.slice(1)).toEqual(first.slice(1))
  expect(exampleTable(formula.landscape.examples!, ['a']).columns[0]).toEqual(first[0])
})

test('a network’s data go with a seed by themselves, and a formula’s do not', () => {
  expect(seeded(network, 3).landscape).toEqual({ ...network.landscape, seed: 3 })
  expect(redrawn(network)).toBe(network)
  expect(seeded(formula, 3)).toEqual({ ...formula, seed: 3 })
})
