import { describe, expect, test } from 'vitest'
import { samplers } from '../../../src/core/catalogue/samplers'

/** Examples that the batch size divides, and that it does not; one that is all of them. */
const inputs = [
  { seed: 7, size: 8, examples: 32 },
  { seed: 7, size: 5, examples: 32 },
  { seed: 7, size: 32, examples: 32 },
  { seed: 7, size: 1, examples: 3 },
]

function batches(
  create: (typeof samplers)[number]['create'],
  input: (typeof inputs)[number],
  steps: readonly number[],
) {
  const at = create(input)
  return steps.map((step) => {
    const batch = at(step)
    return batch === undefined ? undefined : [...batch]
  })
}

describe.each(samplers.map((sampler) => [sampler.id, sampler] as const))('the sampler %s', (_id, sampler) => {
  const { create, takes } = sampler

  test.each(inputs)('is a function of seed and step alone: $size of $examples', (input) => {
    const forwards = Array.from({ length: 30 }, (_, k) => k + 1)
    const inOrder = batches(create, input, forwards)
    expect(batches(create, input, forwards.toReversed())).toEqual(inOrder.toReversed())
    expect(batches(create, input, [17])).toEqual([inOrder[16]])
  })

  test.each(inputs)('keeps to its range and its size: $size of $examples', (input) => {
    const { size, examples } = input
    for (const batch of batches(create, input, [1, 2, 3, 4, 5, 6, 7, 8, 9])) {
      expect(batch === undefined).toBe(takes === 'all')
      if (batch === undefined) continue
      const [low, high] = takes === 'new' ? [examples, examples + size] : [0, examples]
      expect(batch.every((index) => index >= low && index < high)).toBe(true)
      expect(batch.length).toBeLessThanOrEqual(size)
      expect(batch.length).toBeGreaterThan(0)
    }
  })
})

describe.each(['without-replacement', 'cyclic'])('an epoch of %s', (id) => {
  const { create } = samplers.find((sampler) => sampler.id === id)!

  test.each(inputs)('shows every example once, what is left in its last batch: $size of $examples', (input) => {
    const { size, examples } = input
    const perEpoch = Math.ceil(examples / size)
    for (let epoch = 0; epoch < 3; epoch++) {
      const steps = Array.from({ length: perEpoch }, (_, k) => epoch * perEpoch + k + 1)
      const seen = batches(create, input, steps).map((batch) => batch!)
      expect(seen.flat().toSorted((a, b) => a - b)).toEqual(Array.from({ length: examples }, (_, i) => i))
      expect(seen.map(({ length }) => length)).toEqual(
        steps.map((_, k) => (k === perEpoch - 1 ? examples - k * size : size)),
      )
    }
  })
})

test('epochs are shuffled each in its own way, by the seed', () => {
  const { create } = samplers.find(({ id }) => id === 'without-replacement')!
  const order = (seed: number, step: number) => [...create({ seed, size: 32, examples: 32 })(step)!]
  expect(order(1, 1)).not.toEqual(order(1, 2))
  expect(order(1, 1)).not.toEqual(order(2, 1))
  expect(order(1, 1)).not.toEqual(Array.from({ length: 32 }, (_, i) => i))
})

test('draws with replacement show each example about as often, and some twice in an epoch', () => {
  const { create } = samplers.find(({ id }) => id === 'with-replacement')!
  const at = create({ seed: 3, size: 10, examples: 10 })
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
