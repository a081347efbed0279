import { describe, expect, test } from 'vitest'
import { compileExpression } from '../../calculus'
import { expressionObjective } from '../../objectives/expression'
import { stream } from '../../random/stream'
import { findCriticalPointsOnLine } from './critical-points-on-line'
import type { PointsResult } from './points-result'

function search(text: string, range: readonly [number, number] = [-2, 2], isProven = true): PointsResult {
  const { value: expression, problems } = compileExpression(text, { variables: ['x'], parameters: [] })
  if (expression === undefined) throw new Error(JSON.stringify(problems))
  const formula = isProven ? { expression, parameters: [] } : undefined
  const steps = findCriticalPointsOnLine(expressionObjective(expression, {}), range, formula)
  let last = 0
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    expect(step.value).toBeGreaterThanOrEqual(last)
    expect(step.value).toBeLessThanOrEqual(1)
    last = step.value
  }
}

const summary = ({ points }: PointsResult) =>
  [...points].sort((a, b) => a.at[0] - b.at[0]).map(({ at: [x], kind, winding }) => [x, kind, winding])

describe('critical points along a line', () => {
  test('of a double well: both minima and the maximum, by value, proven to be all', () => {
    const result = search('x^4 - x^2')
    const half = expect.closeTo(Math.SQRT1_2, 15) as number
    expect(result.points).toEqual([
      {
        at: [expect.closeTo(-Math.SQRT1_2, 15), 0],
        value: -0.25,
        kind: 'minimum',
        index: 0,
        eigenvalues: [expect.closeTo(4, 14)],
        winding: 1,
      },
      { at: [half, 0], value: -0.25, kind: 'minimum', index: 0, eigenvalues: [expect.closeTo(4, 14)], winding: 1 },
      { at: [0, 0], value: 0, kind: 'maximum', index: 1, eigenvalues: [-2], winding: -1 },
    ])
    expect(result).toMatchObject({ windingNumber: 1, windingFound: 1, complete: true, separatrices: [] })
    expect(result.note).toMatch(/^complete: interval arithmetic has excluded every other place, in \d+ intervals$/)
  })

  test('of polynomials: every root of the derivative, to rounding, with and without a formula', () => {
    for (let seed = 0; seed < 20; seed++) {
      const draws = stream(seed, 'roots-on-a-line')
      let root = -1.95
      const roots = Array.from({ length: 4 }, () => (root += 0.05 + 0.9 * draws.uniform()))
      // The derivative as a sum of powers, integrated.
      const powers = roots.reduce((sum, r) => [0, ...sum].map((c, k) => c - r * (sum[k] ?? 0)), [1])
      const text = powers.map((c, k) => `(${c / (k + 1)})*x^${k + 1}`).join(' + ')
      for (const isProven of [true, false]) {
        const result = search(text, [-2, 2], isProven)
        expect(result.complete).toBe(isProven)
        expect(summary(result)).toEqual(
          roots.map((r, i) => [expect.closeTo(r, 12), i % 2 === 0 ? 'maximum' : 'minimum', i % 2 === 0 ? -1 : 1]),
        )
        expect(result.windingNumber).toBe(0)
      }
    }
  })

  test.each([
    ['x^4', 1],
    ['-x^4', -1],
    ['x^3', 0],
    ['(x - 0.3)^5', 0],
    ['x^2*abs(x)', 1],
  ])('a degenerate point of %s is told by the signs beside it: %i, and not proven', (text, winding) => {
    for (const isProven of [true, false]) {
      const result = search(text, [-2, 2], isProven)
      expect(result.points).toHaveLength(1)
      expect(result.points[0]).toMatchObject({ kind: 'degenerate', winding })
      expect(result.points[0]!.at[0]).toBeCloseTo(text.includes('0.3') ? 0.3 : 0, 3)
      expect(result).toMatchObject({ windingNumber: winding, complete: false })
    }
    expect(search(text).note).toContain('intervals cannot tell how the landscape is at the degenerate point')
  })

  test('a corner is none, nor a pole, and both are told', () => {
    expect(search('abs(x)').points).toEqual([])
    expect(search('abs(x)').note).toContain('near 0, where it may have a kink or a pole')
    expect(search('abs(x)').note).toContain('the signs of the slope at the ends count 1, the points listed 0')
    expect(search('abs(x)', [-2, 2], false).points).toEqual([])
    expect(search('1/(x - 0.5)').points).toEqual([])
  })

  test('one at an end is listed, and the ends then tell nothing', () => {
    const result = search('x^2', [0, 2])
    expect(summary(result)).toEqual([[0, 'minimum', 1]])
    expect(result.windingNumber).toBeUndefined()
    expect(result.note).toContain('the slope vanishes or breaks at an end')
  })

  test('level ground is told by its ends', () => {
    expect(search('max(0, x)').note).toContain('it is level from -2 to ')
    expect(search('3')).toMatchObject({ points: [], complete: false })
    expect(search('3').note).toContain('it is level from -2 to 2')
  })

  test('a function that falls everywhere has none, proven', () => {
    expect(search('log(1 + exp(-x))')).toMatchObject({ points: [], complete: true, windingNumber: 0 })
  })

  test('scaled and moved, the same points are found', () => {
    const far = search('(1e-9*(x - 3e9))^4 - (1e-9*(x - 3e9))^2', [1e9, 5e9])
    expect(summary(far).map(([x]) => ((x as number) - 3e9) / 1e9)).toEqual([
      expect.closeTo(-Math.SQRT1_2, 12),
      expect.closeTo(0, 12),
      expect.closeTo(Math.SQRT1_2, 12),
    ])
    expect(far.complete).toBe(true)
  })
})
