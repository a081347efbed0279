import { expect, test } from 'vitest'
import { computeDirectly } from '../../../test/links/compute-directly'

const six = {
  kind: 'expression',
  expression: 'log(1 + exp(-s*(x*a + y*b)))',
  parameters: {},
  examples: { a: [2, 1, 1.5, -2, -1, -0.5], b: [1, 2, 0.5, -1, -1.5, -2], s: [1, 1, 1, -1, -1, -1] },
} as const

const network = (loss: string, outputs: number, classes: readonly number[]) => ({
  kind: 'network',
  widths: [1, outputs],
  loss,
  data: { inputs: [[-1], [0.5], [2]], targets: classes },
  dimension: 2 * outputs,
  seed: 0,
})

test('the margins of a formula over examples are what its margin says at the point', () => {
  const { margin, target, probability } = computeDirectly('margins', {
    landscape: six,
    at: [-2, 2],
    margin: 's*(x*a + y*b)',
  })
  expect(Array.from(margin)).toEqual([-2, 2, -2, -2, 1, 3])
  expect(target).toBeUndefined()
  expect(probability[1]).toBeCloseTo(1 / (1 + Math.exp(-2)), 15)
})

test('those of a network of one output are of its output’s side', () => {
  // z = 2 x - 0.5
  const { margin, target, probability } = computeDirectly('margins', {
    landscape: network('binary-cross-entropy', 1, [0, 0, 1]),
    at: [2, -0.5],
  })
  expect(Array.from(margin)).toEqual([2.5, -0.5, 3.5])
  expect(Array.from(target!)).toEqual([0, 0, 1])
  expect(probability[1]).toBeCloseTo(1 / (1 + Math.exp(-0.5)), 15)
})

test('of two outputs the difference counts, of more the lead over the next best', () => {
  // z = (x, 1)
  const two = computeDirectly('margins', { landscape: network('cross-entropy', 2, [0, 1, 0]), at: [1, 0, 0, 1] })
  expect(Array.from(two.margin)).toEqual([-2, 0.5, 1])
  expect(Array.from(two.target!)).toEqual([0, 1, 0])
  // z = (x, 1, 0)
  const three = computeDirectly('margins', {
    landscape: network('cross-entropy', 3, [0, 1, 2]),
    at: [1, 0, 0, 0, 1, 0],
  })
  expect(Array.from(three.margin)).toEqual([-2, 0.5, -2])
  expect(three.target).toBeUndefined()
})

test.each([
  [{ landscape: six, at: [1, 1] }, 'no margin is given'],
  [{ landscape: six, at: [1, 1], margin: 's*(x*c)' }, 'c'],
  [{ landscape: six, at: [1], margin: 's*x' }, 'point has 1 coordinates'],
  [{ landscape: network('mse', 1, [0, 0, 1]), at: [1, 0] }, 'targets are numbers'],
  [{ landscape: network('cross-entropy', 2, [0, 1, 0]), at: [1, 0, 0, 1], margin: 'x' }, 'margin is a formula'],
])('refused: %#', (spec, message) => {
  expect(() => computeDirectly('margins', spec)).toThrow(message)
})
