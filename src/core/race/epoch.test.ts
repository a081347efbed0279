import { expect, test } from 'vitest'
import { samplers } from '../catalogue/samplers'
import { samplerOfAll, stepsOfEpoch } from './epoch'

test('the sampler of all examples is the only one whose batch has no size', () => {
  expect(samplers.filter(({ takes }) => takes === 'all').map(({ id }) => id)).toEqual([samplerOfAll])
})

test('an epoch has as many steps as batches that it begins, and one on all examples', () => {
  expect(stepsOfEpoch({ sampler: 'sequential', size: 4 }, 41)).toBe(11)
  expect(stepsOfEpoch({ sampler: samplerOfAll, size: 4 }, 41)).toBe(1)
  expect(stepsOfEpoch({ sampler: samplerOfAll }, 41)).toBe(1)
  expect(stepsOfEpoch(undefined, 41)).toBe(1)
})

test('an epoch whose last batch is dropped has only whole ones', () => {
  expect(stepsOfEpoch({ sampler: 'sequential', size: 4, dropLast: true }, 41)).toBe(10)
  expect(stepsOfEpoch({ sampler: 'reshuffle', size: 41, dropLast: true }, 41)).toBe(1)
})

test('an epoch of listed batches is over when as many examples were seen as there are', () => {
  const listed = (lengths: readonly number[], examples: number) =>
    stepsOfEpoch({ sampler: 'listed', batches: lengths.map((length) => Array<number>(length).fill(0)) }, examples)
  expect(listed([2, 1, 3], 6)).toBe(3)
  expect(listed([2, 1, 3], 2)).toBe(1)
  expect(listed([2, 1, 3], 7)).toBe(4)
  expect(listed([2, 1, 3], 3000)).toBe(1500)
  expect(listed([5], 1)).toBe(1)
})
