import { describe, expect, test } from 'vitest'
import { findSchedule } from '../catalogue/schedules'
import { checkHyperparameters } from '../definitions/hyperparameters'
import { finish } from '../pieces'
import { rateSums, stepsForBothScales } from './rate-sums'
import type { WarmedUp } from './warmup'

function schedule(id: string, given = {}, warmup = 0): WarmedUp {
  const definition = findSchedule(id)!
  return { definition, hyper: checkHyperparameters(definition, given, id).value!, warmup }
}

const last = (column: Float64Array): number => column.at(-1)!

describe('partial sums of a learning rate', () => {
  test('of 1/t are harmonic numbers, and of its square on their way to pi^2 / 6', () => {
    const { rate, sum, squares } = finish(
      rateSums({ lr: 1, schedule: schedule('inverse-time') }, 10_000, Float64Array.of(1, 10, 10_000)),
    )
    expect([...rate]).toEqual([1, 0.1, 1 / 10_000])
    expect(sum[1]).toBeCloseTo(7381 / 2520, 14)
    // ln n + Euler's constant + 1 / (2 n) - 1 / (12 n^2)
    expect(last(sum)).toBeCloseTo(9.787606036044382, 11)
    expect(last(squares)).toBeCloseTo(Math.PI ** 2 / 6 - 1 / 10_000 + 0.5e-8, 10)
  })

  test('of 0.5 0.8^t come to an end that is not far: 2.5 and 0.694', () => {
    const { sum, squares } = finish(
      rateSums({ lr: 0.5, schedule: schedule('exponential', { gamma: 0.8 }) }, 400, Float64Array.of(400)),
    )
    expect(last(sum)).toBeCloseTo(2.5, 12)
    expect(last(squares)).toBeCloseTo(0.25 / 0.36, 12)
  })

  test('go by warm-up and fork', () => {
    const warm = finish(rateSums({ lr: 2, schedule: schedule('constant', {}, 4) }, 6, stepsForBothScales(6, 512)))
    expect([...warm.rate]).toEqual([0.5, 1, 1.5, 2, 2, 2])
    const forked = finish(rateSums({ lr: 2, fork: { at: 2, lr: 1 } }, 4, stepsForBothScales(4, 512)))
    expect([...forked.sum]).toEqual([2, 4, 5, 6])
    expect([...forked.squares]).toEqual([4, 8, 9, 10])
  })

  test('are told at steps that suit either scale', () => {
    const at = stepsForBothScales(100_000, 512)
    expect([at[0], at.at(-1)]).toEqual([1, 100_000])
    expect(at.every((step, k) => k === 0 || step > at[k - 1]!)).toBe(true)
    expect(at.length).toBeLessThanOrEqual(512)
    expect(at.filter((step) => step <= 100).length).toBeGreaterThan(50)
    expect(at.filter((step) => step > 50_000).length).toBeGreaterThan(100)
  })
})
