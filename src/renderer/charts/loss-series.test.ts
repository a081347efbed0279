import { describe, expect, it } from 'vitest'
import { lossScale, lossSeries, lossTicks, lossUnit } from './loss-series'

function seriesOf(losses: number[], pace = 1) {
  const clock = Float64Array.from(losses, (_, index) => pace * index)
  return lossSeries(clock, Float64Array.from(losses), losses.length)
}

describe('loss series', () => {
  it('are whole while short, on either axis', () => {
    expect(seriesOf([3, 2, 1])).toEqual({ x: [0, 1, 2], y: [3, 2, 1] })
    expect(seriesOf([3, 2, 1], 3).x).toEqual([0, 3, 6])
  })

  it('leave out what is not finite', () => {
    expect(seriesOf([3, Infinity, NaN, 1])).toEqual({ x: [0, 3], y: [3, 1] })
  })

  it('keep a lone spike, the start and the end when thinned', () => {
    const losses = Array.from({ length: 100_000 }, () => 1)
    losses[54_321] = 99
    losses[99_999] = 0.5
    const { x, y } = seriesOf(losses)
    expect(x.length).toBeLessThan(2000)
    expect(y[x.indexOf(54_321)]).toBe(99)
    expect([x[0], x.at(-1)]).toEqual([0, 99_999])
    expect(x.every((place, index) => index === 0 || place > x[index - 1]!)).toBe(true)
  })
})

describe('loss series of a trace that is measured now and then', () => {
  /** Measured at every `every`-th row: 1 + its place among those measured. */
  const measuredAt = (every: number, count: number): number[] =>
    Array.from({ length: count }, (_, row) => (row % every === 0 ? 1 + row / every : NaN))

  it('hold the measured losses, where they were measured', () => {
    expect(seriesOf(measuredAt(10, 25), 0.1)).toEqual({ x: [0, 1, 2], y: [1, 2, 3] })
  })

  it('lose none of few when many rows are thinned, wherever they stand in their run', () => {
    const { x, y } = seriesOf([NaN, ...measuredAt(997, 100_000)])
    expect(x).toEqual(Array.from({ length: 101 }, (_, k) => 1 + 997 * k))
    expect(y).toEqual(Array.from({ length: 101 }, (_, k) => 1 + k))
  })

  it('keep a lone spike of many', () => {
    const losses = measuredAt(2, 100_000).map((loss) => (Number.isNaN(loss) ? NaN : 1))
    losses[54_320] = 99
    const { x, y } = seriesOf(losses)
    expect(x.length).toBeLessThan(2000)
    expect(y[x.indexOf(54_320)]).toBe(99)
  })
})

describe('the loss scale', () => {
  it('is logarithmic where it can be', () => {
    expect(lossScale([{ y: [10, 0.1, 0] }])).toMatchObject({ kind: 'log', max: 15 })
    expect(lossScale([{ y: [10, 0.1] }]).min).toBeCloseTo(0.1 / 1.5, 12)
  })

  it('is symmetric below zero', () => {
    expect(lossScale([{ y: [200, -1] }])).toMatchObject({ kind: 'symlog', min: -1.2, max: 240 })
  })

  it('is linear where all losses are negative, or about as far above zero as below', () => {
    expect(lossScale([{ y: [-3, -3.5, -4] }])).toMatchObject({ kind: 'linear', min: -4.06, max: -2.94 })
    expect(lossScale([{ y: [5, -1] }]).kind).toBe('linear')
    const flat = lossScale([{ y: [-3, -3] }])
    expect(flat.max).toBeGreaterThan(flat.min)
  })

  it('is not squeezed by a racer that blew up', () => {
    expect(lossScale([{ y: [10, 1] }, { y: [10, 1e30] }]).max).toBe(15)
  })
})

describe('a place on a loss scale', () => {
  it('is even in decades, and does not leave the scale', () => {
    const scale = { kind: 'log', min: 1e-4, max: 1e4, linearBelow: 1 } as const
    // Powers of ten are even parts of eight decades, but for the rounding of logarithms.
    for (const [loss, place] of [
      [1e-4, 0],
      [1e-2, 0.25],
      [1, 0.5],
      [1e4, 1],
    ] as const)
      expect(lossUnit(scale, loss)).toBeCloseTo(place, 12)
    expect([0, 1e9].map((loss) => lossUnit(scale, loss))).toEqual([0, 1])
  })

  it('is even on a linear scale', () => {
    const scale = { kind: 'linear', min: -4, max: -3, linearBelow: 1 } as const
    expect([-5, -4, -3.5, -3].map((loss) => lossUnit(scale, loss))).toEqual([0, 0, 0.5, 1])
  })

  it('tells signs apart', () => {
    const scale = { kind: 'symlog', min: -8, max: 8, linearBelow: 0.01 } as const
    expect(lossUnit(scale, 0)).toBe(0.5)
    expect(lossUnit(scale, -1)).toBeLessThan(0.5)
    // Odd about 0 on a scale that is symmetric about it.
    expect(lossUnit(scale, 1) + lossUnit(scale, -1)).toBeCloseTo(1, 12)
  })
})

describe('loss ticks', () => {
  it('are round numbers on a linear scale', () => {
    expect(lossTicks({ kind: 'linear', min: -4.06, max: -2.94, linearBelow: 1 }, 100)).toEqual([
      -4, -3.8, -3.6, -3.4, -3.2, -3,
    ])
  })

  it('are powers of ten', () => {
    expect(lossTicks({ kind: 'log', min: 0.05, max: 2000, linearBelow: 1 }, 400)).toEqual([0.1, 1, 10, 100, 1000])
  })

  it('count by 1, 2, 5 where there are fewer than two decades', () => {
    expect(lossTicks({ kind: 'log', min: 14, max: 140, linearBelow: 1 }, 400)).toEqual([20, 50, 100])
  })

  it('are thinned to what can be read', () => {
    const ticks = lossTicks({ kind: 'log', min: 1e-16, max: 10, linearBelow: 1 }, 120)
    expect(ticks.length).toBeLessThanOrEqual(5)
    expect(ticks.length).toBeGreaterThan(2)
  })

  it('mirror below zero', () => {
    expect(lossTicks({ kind: 'symlog', min: -1.2, max: 12, linearBelow: 0.1 }, 400)).toEqual([-1, -0.1, 0, 0.1, 1, 10])
  })
})
