import { describe, expect, it } from 'vitest'
import { cancelledText, progressText } from './race-progress'

describe('how far a race is, in words', () => {
  const plain = (text: string): string => text.replaceAll('\u202f', ' ')

  it.each([
    [
      { fraction: 0.256, steps: 250_000, stepsPerEpoch: 500, ended: 3, racers: 6, secondsLeft: 11.2 },
      'step 64 000 of 250 000 · about 12 s left · epoch 128 of 500 · 3 of 6 racers done',
    ],
    [{ fraction: 0.5, steps: 1001, ended: 0, racers: 1 }, 'step 500 of 1 001'],
    [{ fraction: 0.129, ended: 1, racers: 2, secondsLeft: 61 }, '12 % · about 65 s left · 1 of 2 racers done'],
    [{ fraction: 0, steps: 10, ended: 0, racers: 1, secondsLeft: 91 }, 'step 0 of 10 · about 2 min left'],
    [{ fraction: 0, steps: 10, ended: 0, racers: 1, secondsLeft: 9000 }, 'step 0 of 10 · about 2.5 h left'],
  ])('of %o', (progress, text) => {
    expect(plain(progressText(progress))).toBe(text)
  })

  it('once it is cancelled', () => {
    expect(plain(cancelledText(64_000))).toBe('cancelled at step 64 000: what had come stays; racing again starts anew')
    expect(cancelledText(0)).toBe('cancelled before its first rows had come')
  })
})
