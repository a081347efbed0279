import { describe, expect, it } from 'vitest'
import { timeLeft } from './time-left'

/** Asks for the time left of work at some pace, every 0.2 s; the answers by the time of each, in seconds. */
function watched(fractionAt: (seconds: number) => number, until: number): Map<number, number | undefined> {
  let now = 5000
  const left = timeLeft(() => now)
  const answers = new Map<number, number | undefined>()
  for (let tick = 1; tick <= 5 * until; tick++) {
    now = 5000 + 200 * tick
    answers.set(tick / 5, left(fractionAt(tick / 5)))
  }
  return answers
}

describe('the time left', () => {
  it('is that of the pace, from the first second on, while more than two are left', () => {
    const answers = watched((seconds) => seconds / 20, 20)
    expect(answers.get(0.8)).toBeUndefined()
    expect(answers.get(1)).toBeCloseTo(19, 9)
    expect(answers.get(10)).toBeCloseTo(10, 9)
    expect(answers.get(17.8)).toBeCloseTo(2.2, 9)
    expect(answers.get(18.2)).toBeUndefined()
  })

  it('does not take for its pace what comes from the cache at once', () => {
    const answers = watched((seconds) => 0.5 + seconds / 200, 20)
    expect(answers.get(2)).toBeCloseTo(98, 9)
  })

  it('follows another pace without a jump', () => {
    const answers = watched((seconds) => (seconds < 10 ? seconds / 40 : 0.25 + (seconds - 10) / 160), 60)
    const ticks = [...answers.values()].slice(60)
    for (const [k, left] of ticks.entries()) {
      if (k > 0) expect(Math.abs(left! - ticks[k - 1]!)).toBeLessThan(3)
    }
    expect(answers.get(10)).toBeCloseTo(30, 9)
    // 0.25 + 50 / 160 is done: at the pace of the last seconds 70 s are left.
    expect(answers.get(60)! / 70).toBeCloseTo(1, 1)
  })

  it('is not told of what does not go on', () => {
    expect([...watched(() => 0, 5).values()].every((left) => left === undefined)).toBe(true)
  })
})
