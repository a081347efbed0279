import { describe, expect, it } from 'vitest'
import type { StepInput } from '../../definitions/optimizer'
import { finish, type Pieces, type Rest } from '../../pieces'
import { backtracking } from './backtracking'
import { lineAlong } from './line'
import { search } from './search'
import type { Line } from './line'
import { mostWolfeTrials, strongWolfe } from './strong-wolfe'

/** The half-line from 0 along +1 under phi, which gives value and slope, and how many trials were made on it. */
function lineOf(phi: (t: number) => readonly [number, number], isSlow = false): { line: Line; trials: () => number } {
  let trials = 0
  const [loss, slope] = phi(0)
  const oracle = {
    value: NaN,
    gradient: new Float64Array(1),
    valueGrad([t]: Float64Array): Rest {
      trials++
      if (isSlow) return slowly(t)
      answer(t)
      return undefined
    },
  }
  const answer = (t: number) => ([oracle.value, oracle.gradient[0]] = phi(t))
  function* slowly(t: number): Pieces<void> {
    yield
    answer(t)
  }
  const input = {
    theta: Float64Array.of(0),
    gradient: Float64Array.of(slope),
    loss,
    oracle,
    update: new Float64Array(1),
  } as unknown as StepInput
  return { line: lineAlong(input, Float64Array.of(1)), trials: () => trials }
}

/** phi that falls with slope -1 and meets a wall near t = 1: steep on one side, flat on the other. */
const wall = (steepness: number) => (t: number) =>
  [Math.exp(steepness * (t - 1)) - t, steepness * Math.exp(steepness * (t - 1)) - 1] as const

describe('the search for the strong Wolfe conditions', () => {
  it.each([
    ['a parabola', (t: number) => [(t - 3) ** 2, 2 * (t - 3)] as const],
    ['a wall', wall(40)],
    ['a steep wall', wall(300)],
    ['Moré and Thuente’s first function', (t: number) => [-t / (t * t + 2), (t * t - 2) / (t * t + 2) ** 2] as const],
    [
      'Moré and Thuente’s second function',
      (t: number) => [(t + 0.004) ** 5 - 2 * (t + 0.004) ** 4, 5 * (t + 0.004) ** 4 - 8 * (t + 0.004) ** 3] as const,
    ],
    ['a barrier', (t: number) => [-t - 1e-3 * Math.log(1 - t), -1 + 1e-3 / (1 - t)] as const],
  ])('finds them on %s from any first trial, in few trials', (_name, phi) => {
    for (const first of [1e-3, 1e-1, 1, 10, 1e3])
      for (const [c1, c2] of [
        [1e-4, 0.9],
        [1e-4, 0.1],
        [1e-2, 0.1],
      ]) {
        const { line, trials } = lineOf(phi)
        expect(strongWolfe(line, first, c1, c2)).toBe('found')
        const [[start, slope], [value, there]] = [phi(0), phi(line.t)]
        expect([line.value, line.slope]).toEqual([value, there])
        expect(value).toBeLessThanOrEqual(start + c1 * line.t * slope)
        expect(Math.abs(there)).toBeLessThanOrEqual(-c2 * slope)
        // Ten halvings lead from 1000 to 1; growing from 1/1000 takes three trials.
        expect(trials(), `from ${first}, c2 ${c2}`).toBeLessThanOrEqual(20)
      }
  })

  it('tells points apart by their slopes where their values differ by rounding only', () => {
    // The whole fall, 1e-9, is below the spacing of numbers near 1e8.
    const { line, trials } = lineOf((t) => [1e8 + 1e-9 * (t * t - 2 * t), 1e-9 * (2 * t - 2)])
    expect(strongWolfe(line, 0.3, 1e-4, 1e-6)).toBe('found')
    expect(line.t).toBeCloseTo(1, 5)
    // The second trial is where the secant of the slopes, a straight line here, is zero.
    expect(trials()).toBe(2)
  })

  it('halves an interval that interpolation hardly narrows', () => {
    // Seen from afar the wall at 1 is a parabola about 0, whose minimum lies 1e-4 from the low end, again and again.
    const { line, trials } = lineOf((t) => {
      const beyond = Math.max(0, t - 1)
      return [-t + 1e4 * beyond ** 2, -1 + 2e4 * beyond]
    })
    expect(strongWolfe(line, 10, 1e-4, 0.9)).toBe('found')
    // Two trials for each of the 17 halvings from 10 to 1e-4.
    expect(trials()).toBeLessThanOrEqual(2 * 17 + 2)
  })

  it('says that J still falls, or that no point will do', () => {
    expect(strongWolfe(lineOf((t) => [-t, -1]).line, 1, 1e-4, 0.9)).toBe('still-falling')
    const kink = lineOf((t) => (t < 0.3 ? [-t, -1] : [t - 0.6, 1]))
    expect(strongWolfe(kink.line, 1, 1e-4, 0.9)).toBe('none-found')
    expect(kink.trials()).toBeLessThanOrEqual(mostWolfeTrials)
  })
})

describe('backtracking', () => {
  it('shortens to where J decreases enough, between a tenth and a half at a time', () => {
    for (const first of [1, 10, 1e6]) {
      const { line, trials } = lineOf((t) => [(t - 0.01) ** 2, 2 * (t - 0.01)])
      expect(backtracking(line, first, 1e-4)).toBe('found')
      expect(line.value).toBeLessThan(0.01 ** 2)
      // A parabola is met at its minimum, at most a tenth at a time.
      expect(trials()).toBeLessThanOrEqual(2 + Math.log10(first / 0.01))
    }
  })

  it('backs away from where J is not finite, below as above', () => {
    const pole = (t: number) => [Math.log(Math.abs(1 - t)), -1 / (1 - t)] as const
    for (const searchOn of [
      (line: Line) => backtracking(line, 1, 1e-4),
      (line: Line) => strongWolfe(line, 1, 1e-4, 0.9) !== 'still-falling',
    ]) {
      const { line } = lineOf(pole)
      searchOn(line)
      expect(Number.isFinite(line.value)).toBe(true)
    }
  })

  it('gives up where the point no longer moves', () => {
    const { line, trials } = lineOf((t) => [1 + t, -1])
    expect(backtracking(line, 1, 1e-4)).toBe('none-found')
    expect(trials()).toBeLessThanOrEqual(60)
  })
})

describe('a search whose trials take long', () => {
  const far = (t: number) => [Math.log(Math.abs(1 - t)) + 40 * t * t, -1 / (1 - t) + 80 * t - 20] as const
  it.each([
    ['strong-wolfe', wall(300), 1e3],
    ['strong-wolfe', wall(40), 1e-3],
    ['strong-wolfe', (t: number) => [-t, -1] as const, 1],
    ['backtracking', far, 1e3],
    ['backtracking', (t: number) => [1 + t, -1] as const, 1],
  ] as const)('makes the same trials, each once, and ends alike: %s', (lineSearch, phi, first) => {
    const hyper = { lineSearch, c1: 1e-4, c2: 0.1 }
    const [quick, slow] = [lineOf(phi), lineOf(phi, true)]
    const ending = search(quick.line, first, hyper)
    expect(finish(search(slow.line, first, hyper) as Pieces<unknown>)).toEqual(ending)
    expect(slow.trials()).toBe(quick.trials())
    expect(quick.trials()).toBeGreaterThan(2)
    const { t, value, slope } = quick.line
    expect(slow.line).toMatchObject({ t, value, slope })
  })
})
