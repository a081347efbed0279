import { describe, expect, it } from 'vitest'
import { spacedValues, sweepScale } from './sweep-scale'

const ratios = { isLog: true, isWhole: false }
const even = { isLog: false, isWhole: false }

describe('swept values', () => {
  it('are in equal ratios or evenly spaced, their ends exact', () => {
    expect(spacedValues([1e-4, 1], 5, ratios)).toEqual([1e-4, 1e-3, 1e-2, 0.1, 1])
    expect(spacedValues([0, 0.9], 4, even)).toEqual([0, 0.3, 0.6, 0.9])
    const [first, ...rest] = spacedValues([1 / 3, 2 / 3], 3, even)
    expect([first, rest.at(-1)]).toEqual([1 / 3, 2 / 3])
  })

  it('can be typed again: six digits, each value once', () => {
    for (const value of spacedValues([1e-6, 3e3], 64, ratios).slice(1, -1))
      expect(Number(value.toPrecision(6))).toBe(value)
    expect(spacedValues([1, 4], 20, { isLog: false, isWhole: true })).toEqual([1, 2, 3, 4])
    expect(spacedValues([2, 2], 9, even)).toEqual([2])
  })
})

describe('the axis of a sweep', () => {
  it('goes from its first value to its last', () => {
    for (const isLog of [true, false]) {
      const { position, ticks } = sweepScale([0.001, 0.01, 10], isLog)
      expect([position(0.001), position(10)]).toEqual([0, 1])
      expect(ticks.every(({ unit }) => unit >= 0 && unit <= 1)).toBe(true)
      expect(ticks.length).toBeGreaterThan(1)
    }
  })

  it('is ticked at powers of ten, no more than can be read', () => {
    expect(sweepScale([0.001, 10], true).ticks.map(({ label }) => label)).toEqual(['0.001', '0.01', '0.1', '1', '10'])
    const wide = sweepScale([1e-12, 1e3], true).ticks.map(({ label }) => label)
    expect(wide).toEqual(['10⁻¹²', '10⁻⁸', '10⁻⁴', '10⁰'])
  })

  it('is ticked within a decade too', () => {
    expect(sweepScale([0.2, 0.9], true).ticks.length).toBeGreaterThan(1)
    const labels = (from: number, to: number) =>
      sweepScale([from, to], true)
        .ticks.toSorted((a, b) => a.unit - b.unit)
        .map(({ label }) => label)
    expect(labels(0.0005, 0.005)).toEqual(['5e−4', '0.001', '0.002', '0.005'])
    expect(labels(0.01, 0.05)).toEqual(['0.01', '0.02', '0.03', '0.05'])
  })
})
