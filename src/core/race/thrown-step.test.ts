import { expect, test } from 'vitest'
import { standingOut } from './thrown-step'

const of = (lengths: readonly number[], firstLeaves = false, ratio = 10) =>
  standingOut(Float64Array.from(lengths), firstLeaves, ratio)

test('a step ten times as long as each before it is a throw', () => {
  expect(of([0.1, 0.12, 0.11, 5, 0.01])).toEqual({ step: 4, isThrow: true, ratio: 5 / 0.12 })
  expect(of([0.1, 0.12, 0.11, 1.1, 0.01])).toEqual({ step: 4, isThrow: false, ratio: 1.1 / 0.12 })
  expect(of([0.1, 0.12, 0.11, 1.1, 0.01], false, 9).isThrow).toBe(true)
})

test('of two throws the first, though the second is longer', () => {
  expect(of([0.1, 5, 0.1, 8])).toEqual({ step: 2, isThrow: true, ratio: 50 })
})

test('what is ten times as long but nothing beside the longest is no throw', () => {
  expect(of([1e-9, 1e-3, 8e-3, 0.04])).toEqual({ step: 4, isThrow: false, ratio: 5 })
})

test('a first step is a throw where it leaves the domain, never by its length alone', () => {
  expect(of([313, 1e-3, 1e-4], true)).toEqual({ step: 1, isThrow: true, ratio: NaN })
  // Descent into a bowl begins with its longest step.
  expect(of([0.5, 0.02, 0.001])).toEqual({ step: 1, isThrow: false, ratio: NaN })
  expect(of([313, 200, 150], true).isThrow).toBe(false)
})

test('a race that diverges, its steps growing one by one, throws nothing', () => {
  expect(of([1, 3, 9, 27, 81, 243])).toEqual({ step: 6, isThrow: false, ratio: 3 })
})

test('without a step, or none that moves, none stands out', () => {
  expect(of([])).toEqual({ step: 0, isThrow: false, ratio: NaN })
  expect(of([0, 0])).toEqual({ step: 1, isThrow: false, ratio: NaN })
  expect(of([NaN, 0.1, 2]).step).toBe(3)
})
