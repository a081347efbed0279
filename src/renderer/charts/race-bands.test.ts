import { describe, expect, it } from 'vitest'
import { bandOutline, seedsBand } from './race-bands'
import type { RaceContent } from './race-content'
import { racePlot } from './race-plot'

const step = Float64Array.of(0, 10, 20, 30)
const quantiles = [Float64Array.of(4, 1, NaN, 0.1), Float64Array.of(4, 2, NaN, 0.5), Float64Array.of(4, 3, NaN, 1)]
const mean = Float64Array.of(4, 2.2, NaN, 0.6)
const band = seedsBand({ id: 'a', step, quantiles, mean }, '#ff0000', Number)
const box = { left: 10, top: 20, width: 300, height: 100 }

describe('a band of losses', () => {
  it('holds the steps where its quantiles are finite', () => {
    expect(band).toEqual({
      id: 'a',
      color: '#ff0000',
      x: [0, 10, 30],
      low: [4, 1, 0.1],
      middle: [4, 2, 0.5],
      high: [4, 3, 1],
      mean: [4, 2.2, 0.6],
    })
  })

  it('is outlined along its upper edge and back along its lower one', () => {
    expect(bandOutline(band, { x: (clock) => 2 * clock, y: (loss) => -loss })).toEqual([
      [0, -4],
      [20, -3],
      [60, -1],
      [60, -0.1],
      [20, -1],
      [0, -4],
    ])
  })

  it('is outlined as far as a playhead', () => {
    const until = bandOutline({ ...band, at: [0, 1, 2] }, { x: Number, y: Number }, 1)
    expect(until.map(([x]) => x)).toEqual([0, 10, 10, 0])
  })

  it('lies where the steps do on another axis, and ends with the last that has a place', () => {
    const placed = seedsBand({ id: 'a', step, quantiles, mean }, '', (at) => (at > 20 ? NaN : 4 * at))
    expect([placed.x, placed.low]).toEqual([
      [0, 40],
      [4, 1],
    ])
  })

  it('without a step has no outline', () => {
    const none = seedsBand(
      { id: 'a', step: step.subarray(2, 3), mean, quantiles: quantiles.map((column) => column.subarray(2, 3)) },
      '',
      Number,
    )
    expect(bandOutline(none, { x: Number, y: Number })).toEqual([])
  })

  it('lies within the chart, whose scale reaches as far as it', () => {
    const curve = { id: 'a', color: '#ff0000', x: [0, 30], y: [4, 2], at: [0, 30] }
    const content = (bands: readonly (typeof band)[]): RaceContent => ({
      sides: [{ quantity: 'loss', curves: [curve], bands }],
      against: 'step',
      length: 30,
      isPlayheads: true,
    })
    const [alone] = racePlot(content([]), box).sides
    const plot = racePlot(content([band]), box)
    const scale = { x: plot.x, y: plot.sides[0]!.y }
    expect(alone!.y(0.1)).toBe(120)
    expect(scale.y(0.1)).toBeLessThan(120)
    for (const [px, py] of bandOutline(band, scale)) {
      expect(px).toBeGreaterThanOrEqual(10)
      expect(px).toBeLessThanOrEqual(310)
      expect(py).toBeGreaterThan(20)
      expect(py).toBeLessThan(120)
    }
  })
})
