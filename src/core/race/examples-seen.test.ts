import { describe, expect, test } from 'vitest'
import { finish } from '../pieces'
import { examplesSeen, seenShare } from './examples-seen'
import type { BatchSetting } from './settings'

const seen = (setting: BatchSetting | undefined, last: number, examples = 10) =>
  finish(examplesSeen(setting, 3, examples, last))

describe('which examples were seen', () => {
  test('in order, up to a step in the middle of an epoch', () => {
    const { all, epoch, ...rest } = seen({ sampler: 'sequential', size: 4 }, 5)
    expect([...all]).toEqual([2, 2, 2, 2, 2, 2, 2, 2, 1, 1])
    expect([...epoch]).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 0, 0])
    expect(rest).toEqual({ index: 1, perEpoch: 3, epochs: 1, meanShare: 1, isNew: false })
  })

  test('shuffled, each once an epoch, and where the last batch is dropped not all', () => {
    expect([...seen({ sampler: 'reshuffle', size: 4 }, 6).all]).toEqual(Array.from({ length: 10 }, () => 2))
    const dropped = seen({ sampler: 'reshuffle', size: 4, dropLast: true }, 2)
    expect([seenShare(dropped.epoch), dropped.meanShare]).toEqual([0.8, 0.8])
  })

  test('with replacement, 1 - (1 - 1/n)^n of them an epoch', () => {
    const { meanShare, epochs } = seen({ sampler: 'with-replacement', size: 1 }, 64 * 400, 64)
    expect(epochs).toBe(400)
    // One epoch's share varies by 0.038: four standard errors of 400.
    expect(Math.abs(meanShare - (1 - (1 - 1 / 64) ** 64))).toBeLessThan(0.008)
  })

  test('all at every step without a sampler, and none of those there are where new ones are drawn', () => {
    expect([...seen(undefined, 2, 3).all]).toEqual([2, 2, 2])
    expect(seen({ sampler: 'fresh', size: 2 }, 5)).toMatchObject({ isNew: true, meanShare: 0 })
  })

  test('of none before the first step', () => {
    expect(seen({ sampler: 'reshuffle', size: 4 }, 0)).toMatchObject({ index: 0, epochs: 0, meanShare: NaN })
  })
})
