import { expect, test } from 'vitest'
import { scene } from '../../../test/support/scenes'
import { checkScene, parseScene } from './parse'
import { recordedPath } from './trajectories'
import { writeScene } from './write'

const landscape = {
  kind: 'network',
  widths: [2, 3, 2],
  loss: 'cross-entropy',
  data: { id: 'moons', examples: 20 },
}
/** Parameters of the network. */
const n = 17

test('recorded paths are written and read again to the last bit', () => {
  const theta = Array.from({ length: 5 * n }, (_, k) => Math.sin(k) / 3)
  const paths = [
    { id: 'long', theta, step: [0, 1, 2, 3, 10] },
    { id: 'short', theta: theta.slice(0, n) },
  ]
  const before = scene({ basin: 1, landscape: { ...landscape, paths, slice: { kind: 'pca', of: 'long' } } })
  const text = writeScene(before)
  expect(text).toContain('"float64"')
  expect(parseScene(text).value).toEqual(before)
})

test('steps are counted from 0 unless they are given', () => {
  const theta = Array.from({ length: 3 * n }, () => 1)
  expect(recordedPath({ id: 'a', theta }, n).step).toEqual(Float64Array.of(0, 1, 2))
  expect(recordedPath({ id: 'a', theta, step: [0, 5, 9] }, n).step).toEqual(Float64Array.of(0, 5, 9))
})

test.each([
  [[{ id: 'a', theta: [] }], 'landscape.paths[0].theta', 'path has 0 numbers, expected 17 for each of its points'],
  [[{ id: 'a', theta: Array(n).fill(0), step: [1, 2] }], 'landscape.paths[0].step', 'path has 1 points and 2 steps'],
  [
    [{ id: 'a', theta: Array(2 * n).fill(0), step: [2, 1] }],
    'landscape.paths[0].step[1]',
    'step is 1, expected one after that of the point before',
  ],
  [
    [{ id: 'a', theta: Array(n * 130_000).fill(0) }],
    'landscape.paths',
    'recorded paths have 2210000 numbers, expected at most 2097152 in all',
  ],
])('wrong: %#', (paths, where, message) => {
  const { problems } = checkScene({ basin: 1, landscape: { ...landscape, paths } })
  expect(problems.map((each) => [each.where, each.message])).toEqual([[where, message]])
})
