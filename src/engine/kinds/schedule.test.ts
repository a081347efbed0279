import { expect, test } from 'vitest'
import { computeDirectly } from '../../../test/links/compute-directly'
import type { ScheduleSpec } from './schedule'

const curve = (schedule: object, steps: number) => computeDirectly('schedule', { schedule, steps } as ScheduleSpec)

test('a schedule’s curve has the factor of every step, the warm-up included', () => {
  const { at, factors, followsLoss } = curve({ id: 'inverse-time', warmup: 2, hyper: {} }, 6)
  expect([...at]).toEqual([1, 2, 3, 4, 5, 6])
  expect([...factors]).toEqual([1 / 2, 1, 1, 1 / 2, 1 / 3, 1 / 4])
  expect(followsLoss).toBe(false)
  expect([...curve({ id: 'cosine', warmup: 0, hyper: {} }, 1).factors]).toEqual([1])
})

test('that of a long race is thinned, its ends kept', () => {
  const { at, factors } = curve({ id: 'linear', warmup: 0, hyper: { endFactor: 0 } }, 1e6)
  expect(at).toHaveLength(512)
  expect([at[0], at[511]]).toEqual([1, 1e6])
  at.forEach((step, i) => expect(factors[i]).toBe(1 - (step - 1) / 1e6))
})

test('that of a schedule that looks at the loss says so, and is what it is while the loss improves', () => {
  const { factors, followsLoss } = curve({ id: 'reduce-on-plateau', warmup: 4, hyper: {} }, 8)
  expect([...factors]).toEqual([1 / 4, 2 / 4, 3 / 4, 1, 1, 1, 1, 1])
  expect(followsLoss).toBe(true)
})

test.each([
  [{ id: 'cosin', warmup: 0, hyper: {} }, 'schedule.id: unknown schedule: "cosin" (did you mean "cosine"?)'],
  [{ id: 'cosine', warmup: 0, hyper: { tMax: -1 } }, 'schedule.tMax'],
  [{ id: 'cosine', warmup: -1, hyper: {} }, 'schedule.warmup'],
])('%j is refused', (schedule, message) => {
  expect(() => curve(schedule, 10)).toThrow(message)
})
