import { describe, expect, test } from 'vitest'
import { pointKernel } from '../calculus'
import type { LossId } from './loss-ids'
import { lossSlopes } from './losses'
import { jumpOf, marginThreshold, surrogateCurves, type SurrogateId } from './surrogates'

const margins = Float64Array.from({ length: 2001 }, (_, k) => (k - 1000) / 100)
const probabilities = Float64Array.from({ length: 199 }, (_, k) => (k + 1) / 200)
const curveOf = (id: SurrogateId, ...of: Parameters<typeof surrogateCurves>) =>
  surrogateCurves(...of).find((curve) => curve.id === id)!
const overMargin = (threshold = 0.5) => ({ over: 'margin', target: 1, threshold }) as const

describe('over the margin', () => {
  test.each([
    ['0-1', '0-1'],
    ['cross-entropy', 'binary-cross-entropy'],
    ['hinge', 'hinge'],
    ['squared', 'mse'],
  ] as const satisfies readonly (readonly [SurrogateId, LossId])[])('%s is what networks train on', (id, loss) => {
    const { value, slope } = curveOf(id, overMargin(), margins)
    const evaluate = pointKernel(lossSlopes(loss, 1))
    const out = new Float64Array(2)
    margins.forEach((m, k) => {
      evaluate(Float64Array.of(m, 1), out)
      expect(value[k]).toBe(out[0])
      // A network takes 0 where there is no derivative.
      const isKink = (id === '0-1' && m === 0) || (id === 'hinge' && m === 1)
      if (isKink) expect(slope[k]).toBeNaN()
      else expect(slope[k]! + 0).toBe(out[1]! + 0)
    })
  })

  test('base 2 bounds the 0-1 loss from above, base e does not: ln 2 < 1 at m = 0', () => {
    const wrong = curveOf('0-1', overMargin(), margins).value
    const two = curveOf('cross-entropy-2', overMargin(), margins)
    const e = curveOf('cross-entropy', overMargin(), margins)
    expect(wrong.every((value, k) => two.value[k]! >= value)).toBe(true)
    expect(wrong.every((value, k) => e.value[k]! >= value)).toBe(false)
    expect(e.value[1000]).toBe(Math.LN2)
    expect([two.leastWrong, e.leastWrong]).toEqual([1, Math.LN2])
  })

  test.each([0.1, 0.5, 0.731, 0.99])(
    'at a threshold of %d each says the least it is where a decision is wrong',
    (threshold) => {
      for (const target of [1, 0] as const) {
        const decision = { over: 'margin', target, threshold } as const
        const jump = jumpOf(decision)
        const upToJump = Float64Array.of(...margins.filter((m) => m < jump), jump)
        for (const { id, value, leastWrong } of surrogateCurves(decision, upToJump)) {
          const least = value.reduce((a, b) => Math.min(a, b))
          if (id === '0-1') expect(value.every((each) => each === 1)).toBe(true)
          // The least of the parabola may lie between two places.
          else expect(least - leastWrong, id).toBeGreaterThanOrEqual(0)
          expect(least - leastWrong, id).toBeLessThan(1e-4)
        }
      }
    },
  )

  test('the threshold of a margin is the output that gives class 1 this probability', () => {
    expect(marginThreshold(0.5)).toBe(0)
    expect(1 / (1 + Math.exp(-marginThreshold(0.8)))).toBeCloseTo(0.8, 15)
    expect(jumpOf({ over: 'margin', target: 0, threshold: 0.8 })).toBe(-marginThreshold(0.8))
  })
})

describe('over the probability', () => {
  test('the 0-1 loss jumps at the threshold, and is wrong on it, for either class', () => {
    for (const [target, isWrong] of [
      [1, (p: number) => p <= 0.25],
      [0, (p: number) => p >= 0.25],
    ] as const) {
      const { value } = curveOf('0-1', { over: 'probability', target, threshold: 0.25 }, probabilities)
      expect(Array.from(value)).toEqual(Array.from(probabilities, (p) => Number(isWrong(p))))
    }
  })

  test('cross-entropy is -log p and Brier’s (1 - p)^2, those of class 0 mirrored', () => {
    const curve = (id: SurrogateId, target: 0 | 1) =>
      curveOf(id, { over: 'probability', target, threshold: 0.5 }, probabilities)
    probabilities.forEach((p, k) => {
      expect(curve('cross-entropy', 1).value[k]).toBeCloseTo(-Math.log(p), 14)
      expect(curve('cross-entropy-2', 0).value[k]).toBeCloseTo(-Math.log2(1 - p), 13)
      expect(curve('squared', 0).value[k]).toBeCloseTo(p * p, 14)
    })
    expect(curve('squared', 1).leastWrong).toBe(0.25)
    expect(curve('cross-entropy-2', 1).leastWrong).toBe(1)
  })

  test('derivatives are those of differences', () => {
    const h = 1e-6
    const inner = probabilities.filter((p) => Math.abs(p - 0.3) > 0.01)
    for (const target of [1, 0] as const) {
      const decision = { over: 'probability', target, threshold: 0.3 } as const
      const curves = surrogateCurves(decision, inner)
      const [below, above] = [-h, h].map((step) =>
        surrogateCurves(
          decision,
          inner.map((p) => p + step),
        ),
      )
      curves.forEach(({ id, slope }, c) =>
        slope.forEach((each, k) => {
          const difference = (above![c]!.value[k]! - below![c]!.value[k]!) / (2 * h)
          // Of a difference over 2e-6: a truncation of h^2 / 6 times the third derivative, up to 2 / p^3 = 1.6e7.
          expect(Math.abs(each - difference), `${id} at ${inner[k]}`).toBeLessThan(3e-5)
        }),
      )
    }
  })
})
