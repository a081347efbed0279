import { expect, test } from 'vitest'
import { samplers } from '../catalogue/samplers'
import { samplerOfAll, stepsOfEpoch } from './epoch'

test('the sampler of all examples is the only one whose batch has no size', () => {
  expect(samplers.filter(({ takes }) => takes === 'all').map(({ id }) => id)).toEqual([samplerOfAll])
})

test('an epoch has as many steps as batches that it begins, and one on all examples', () => {
  expect(stepsOfEpoch({ sampler: 'cyclic', size: 4 }, 41)).toBe(11)
  expect(stepsOfEpoch({ sampler: samplerOfAll, size: 4 }, 41)).toBe(1)
  expect(stepsOfEpoch(undefined, 41)).toBe(1)
})
