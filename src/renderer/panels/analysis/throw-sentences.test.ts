import { expect, test } from 'vitest'
import { throwSentence } from './throw-sentences'

test.each([
  [{ step: 1, isThrow: true, ratio: NaN }, {}, 'A throw: the first step of gd leaves the domain.'],
  [{ step: 8, isThrow: true, ratio: 120.31 }, {}, 'A throw: step 8 of gd is 120 times as long as any before it.'],
  [
    { step: 3, isThrow: false, ratio: 1.5 },
    {},
    'No throw: no step of gd is 10 times as long as those before it. Its longest is marked, step 3.',
  ],
  [{ step: 3, isThrow: false, ratio: 1.5 }, { step: 3 }, 'Step 3 of gd, 1.5 times the longest before it.'],
  [{ step: 1, isThrow: false, ratio: NaN }, { step: 1 }, 'Step 1 of gd, its first.'],
  [{ step: 0, isThrow: false, ratio: NaN }, {}, 'gd has taken no step.'],
])('%j', (result, asked, sentence) => {
  expect(throwSentence('gd', result, { ratio: 10, ...asked })).toBe(sentence)
})
