import { describe, expect, test } from 'vitest'
import { formatProblem } from '../problem'
import { batchProblems, batchSchema, type BatchSetting, racerSettings } from './settings'

const batches = [[0, 1], [7]] as const
const racer = { optimizer: undefined, hyper: undefined, dimension: undefined }

/** As a racer's own, and as the race's over 8 examples. */
function problemsOf(given: BatchSetting): readonly string[] {
  const setting = batchSchema.parse(given)
  const ofRacer = racerSettings.batch.check(setting, racer, 'batch').problems
  const ofRace = batchProblems(setting, { examples: 8, isDrawn: false }, 'batch')
  if (ofRacer.length > 0) expect(ofRace).toEqual(ofRacer)
  return ofRace.map(formatProblem)
}

describe('a batch', () => {
  test.each<BatchSetting>([
    { sampler: 'full' },
    { sampler: 'full', size: 8, seed: 1 },
    { sampler: 'reshuffle', size: 3, dropLast: true },
    { sampler: 'with-replacement', size: 8, dropLast: false },
    { sampler: 'listed', batches },
  ])('is in order: %o', (setting) => {
    expect(problemsOf(setting)).toEqual([])
    expect(racerSettings.batch.write(setting, undefined)).toEqual(setting)
  })

  test.each<[BatchSetting, string]>([
    [{ sampler: 'all' }, 'batch.sampler: sampler "all" is called "full" now; write "full"'],
    [{ sampler: 'cyclic', size: 1 }, 'batch.sampler: sampler "cyclic" is called "sequential" now; write "sequential"'],
    [
      { sampler: 'without-replacement', size: 1 },
      'batch.sampler: sampler "without-replacement" is called "reshuffle" now; write "reshuffle"',
    ],
    [{ sampler: 'shuffle' }, 'batch.sampler: unknown sampler: "shuffle"'],
    [{ sampler: 'toString' }, 'batch.sampler: unknown sampler: "toString"'],
    [{ sampler: 'reshuffle' }, 'batch.size: size of sampler reshuffle is missing; give the number of examples'],
    [{ sampler: 'fresh', size: 2, dropLast: true }, 'batch.dropLast: dropLast is nothing that sampler fresh knows'],
    [{ sampler: 'fresh', size: 2 }, 'batch.sampler: sampler fresh draws new examples, and these were given'],
    [{ sampler: 'full', dropLast: true }, 'batch.dropLast: dropLast is nothing that sampler full knows; remove it'],
    [{ sampler: 'reshuffle', size: 2, batches }, 'batch.batches: batches is nothing that sampler reshuffle knows'],
    [{ sampler: 'listed' }, 'batch.batches: batches of sampler listed is missing; list them'],
    [{ sampler: 'listed', batches, size: 2 }, 'batch.size: size is nothing that sampler listed knows; remove it'],
    [
      { sampler: 'listed', batches: [...batches, [3, 8]] },
      'batch.batches[2][1]: example 8 is listed, the landscape has 8 examples; take indices from 0 to 7',
    ],
    [{ sampler: 'sequential', size: 9 }, 'batch.size: batch of 9, the landscape has 8 examples; take a size from 1'],
  ])('is told what is wrong: %o', (setting, problem) => {
    expect(problemsOf(setting)).toEqual([expect.stringContaining(problem)])
  })

  test('has whole numbers from 0 in its lists, and no empty one', () => {
    for (const bad of [[], [[]], [[-1]], [[0.5]], [['0']]])
      expect(batchSchema.safeParse({ sampler: 'listed', batches: bad }).success).toBe(false)
  })
})
