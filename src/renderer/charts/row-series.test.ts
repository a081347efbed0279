import { describe, expect, it } from 'vitest'
import { rowSeries } from './row-series'

function seriesOf(losses: number[], pace = 1) {
  const clock = Float64Array.from(losses, (_, index) => pace * index)
  return rowSeries(clock, Float64Array.from(losses), losses.length)
}

describe('a series of rows', () => {
  it('are whole while short, on either axis', () => {
    expect(seriesOf([3, 2, 1])).toMatchObject({ x: [0, 1, 2], y: [3, 2, 1] })
    expect(seriesOf([3, 2, 1], 3).x).toEqual([0, 3, 6])
  })

  it('leave out what is not finite', () => {
    expect(seriesOf([3, Infinity, NaN, 1])).toMatchObject({ x: [0, 3], y: [3, 1] })
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

describe('a series of a trace that is measured now and then', () => {
  /** Measured at every `every`-th row: 1 + its place among those measured. */
  const measuredAt = (every: number, count: number): number[] =>
    Array.from({ length: count }, (_, row) => (row % every === 0 ? 1 + row / every : NaN))

  it('hold the measured losses, where they were measured', () => {
    expect(seriesOf(measuredAt(10, 25), 0.1)).toMatchObject({ x: [0, 1, 2], y: [1, 2, 3] })
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

it('a series knows where the playhead is at each of its points, though it count by another clock', () => {
  const [clock, playhead] = [Float64Array.of(0, 2, 4, 6), Float64Array.of(0, 1, 2, 3)]
  const values = Float64Array.of(9, NaN, 5, 4)
  expect(rowSeries(clock, values, 4, playhead)).toEqual({ x: [0, 4, 6], y: [9, 5, 4], at: [0, 2, 3] })
  expect(rowSeries(clock, values, 4).at).toEqual([0, 4, 6])
})
