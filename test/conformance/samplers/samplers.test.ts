import { describe, expect, test } from 'vitest'
import { findSampler, samplerCard, samplers } from '../../../src/core/catalogue/samplers'
import { batchesOfEpoch } from '../../../src/core/data/epoch'
import type { SamplerDefinition, SamplerInput } from '../../../src/core/definitions/sampler'

/** Examples that the batch size divides, and that it does not; one that is all of them; with and without its last. */
const inputs: readonly SamplerInput[] = [
  { seed: 7, size: 8, examples: 32, dropLast: false },
  { seed: 7, size: 5, examples: 32, dropLast: false },
  { seed: 7, size: 5, examples: 32, dropLast: true },
  { seed: 7, size: 32, examples: 32, dropLast: true },
  { seed: 7, size: 1, examples: 3, dropLast: false },
].map((input) => ({ ...input, batches: [[0, 2], [1], [2, 2, 0]] }))
const [even] = inputs

function batches({ create }: SamplerDefinition, input: SamplerInput, steps: readonly number[]) {
  const at = create(input)
  return steps.map((step) => {
    const batch = at(step)
    return batch === undefined ? undefined : [...batch]
  })
}

function steps(from: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, k) => from + k)
}

test('the catalogue has the samplers', () => {
  expect(samplers.map(({ id }) => id)).toEqual([
    'fresh',
    'full',
    'listed',
    'reshuffle',
    'sequential',
    'shuffle-once',
    'with-replacement',
  ])
  for (const sampler of samplers) expect(JSON.parse(JSON.stringify(samplerCard(sampler)))).toEqual(samplerCard(sampler))
})

describe.each(samplers.map((sampler) => [sampler.id, sampler] as const))('the sampler %s', (_id, sampler) => {
  const { takes } = sampler

  test.each(inputs)('is a function of seed and step alone: $size of $examples, drop $dropLast', (input) => {
    const forwards = steps(1, 30)
    const inOrder = batches(sampler, input, forwards)
    expect(batches(sampler, input, forwards.toReversed())).toEqual(inOrder.toReversed())
    expect(batches(sampler, input, [17])).toEqual([inOrder[16]])
  })

  test.each(inputs)('keeps to its range and its size: $size of $examples, drop $dropLast', (input) => {
    const { size, examples } = input
    for (const batch of batches(sampler, input, steps(1, 40))) {
      expect(batch === undefined).toBe(takes === 'all')
      if (batch === undefined) continue
      const [low, high] = takes === 'new' ? [examples, examples + size] : [0, examples]
      expect(batch.every((index) => index >= low && index < high)).toBe(true)
      expect(batch.length).toBeLessThanOrEqual(takes === 'listed' ? 3 : size)
      expect(batch.length).toBeGreaterThan(0)
    }
  })
})

describe.each(['reshuffle', 'shuffle-once', 'sequential'])('an epoch of %s', (id) => {
  const sampler = findSampler(id)!

  test.each(inputs)(
    'shows every example once, but for what is dropped: $size of $examples, drop $dropLast',
    (input) => {
      const { size, examples, dropLast } = input
      const perEpoch = batchesOfEpoch(input)
      const left = examples % size
      for (let epoch = 0; epoch < 3; epoch++) {
        const seen = batches(sampler, input, steps(epoch * perEpoch + 1, perEpoch)).map((batch) => batch!)
        const shown = seen.flat()
        expect(new Set(shown).size).toBe(shown.length)
        expect(shown.length).toBe(dropLast ? examples - left : examples)
        const lengths = Array.from({ length: Math.floor(examples / size) }, () => size)
        expect(seen.map(({ length }) => length)).toEqual(left === 0 || dropLast ? lengths : [...lengths, left])
      }
    },
  )
})

describe('orders', () => {
  const whole = (id: string, seed: number, step: number) =>
    batches(findSampler(id)!, { ...even!, seed, size: 32 }, [step])[0]

  test('are shuffled for every epoch, by the seed', () => {
    expect(whole('reshuffle', 1, 1)).not.toEqual(whole('reshuffle', 1, 2))
    expect(whole('reshuffle', 1, 1)).not.toEqual(whole('reshuffle', 2, 1))
    expect(whole('reshuffle', 1, 1)).not.toEqual(steps(0, 32))
  })

  test('shuffled once are the same in every epoch, by the seed', () => {
    expect(whole('shuffle-once', 1, 1)).toEqual(whole('shuffle-once', 1, 9))
    expect(whole('shuffle-once', 1, 1)).not.toEqual(whole('shuffle-once', 2, 1))
    expect(whole('shuffle-once', 1, 1)).toEqual(whole('reshuffle', 1, 1))
  })

  test('in sequence are those of the table', () => {
    expect(batches(findSampler('sequential')!, { ...even!, size: 12 }, [1, 2, 3, 4])).toEqual([
      steps(0, 12),
      steps(12, 12),
      steps(24, 8),
      steps(0, 12),
    ])
  })

  test('of a shuffle are all equally likely', () => {
    const counts = new Map<string, number>()
    const at = findSampler('reshuffle')!.create({ ...even!, size: 3, examples: 3 })
    for (let step = 1; step <= 6000; step++) {
      const order = String([...at(step)!])
      counts.set(order, (counts.get(order) ?? 0) + 1)
    }
    // 1000 expected of each of the 6, with a standard deviation of 29.
    expect([...counts.values()].map((count) => Math.abs(count - 1000) < 116)).toEqual(Array(6).fill(true))
  })
})

test('listed batches are replayed as they are, and from the beginning again', () => {
  const listed = [[0, 2], [1], [2, 2, 0]]
  expect(batches(findSampler('listed')!, { ...even!, batches: listed }, steps(1, 7))).toEqual([
    ...listed,
    ...listed,
    listed[0],
  ])
})

test('draws with replacement show each example about as often, and some twice in an epoch', () => {
  const at = findSampler('with-replacement')!.create({ ...even!, seed: 3, size: 10, examples: 10 })
  const counts = new Float64Array(10)
  let isRepeated = false
  for (let step = 1; step <= 1000; step++) {
    const batch = at(step)!
    for (const index of batch) counts[index]!++
    if (new Set(batch).size < batch.length) isRepeated = true
  }
  // 1000 expected of each, with a standard deviation of 30.
  expect(counts.every((count) => Math.abs(count - 1000) < 150)).toBe(true)
  expect(isRepeated).toBe(true)
})
