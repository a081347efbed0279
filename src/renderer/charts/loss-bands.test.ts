import { describe, expect, it } from 'vitest'
import { bandOutline, lossBand } from './loss-bands'
import { lossPlot } from './loss-drawing'

const step = Float64Array.of(0, 10, 20, 30)
const quantiles = [Float64Array.of(4, 1, NaN, 0.1), Float64Array.of(4, 2, NaN, 0.5), Float64Array.of(4, 3, NaN, 1)]
const band = lossBand({ step, quantiles }, '#ff0000', Number)
const box = { left: 10, top: 20, width: 300, height: 100 }

describe('a band of losses', () => {
  it('holds the steps where its quantiles are finite', () => {
    expect(band).toEqual({ color: '#ff0000', x: [0, 10, 30], low: [4, 1, 0.1], middle: [4, 2, 0.5], high: [4, 3, 1] })
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

  it('lies where the steps do on another axis, and ends with the last that has a place', () => {
    const placed = lossBand({ step, quantiles }, '', (at) => (at > 20 ? NaN : 4 * at))
    expect([placed.x, placed.low]).toEqual([
      [0, 40],
      [4, 1],
    ])
  })

  it('without a step has no outline', () => {
    const none = lossBand(
      { step: step.subarray(2, 3), quantiles: quantiles.map((column) => column.subarray(2, 3)) },
      '',
      Number,
    )
    expect(bandOutline(none, { x: Number, y: Number })).toEqual([])
  })

  it('lies within the chart, whose scale reaches as far as it', () => {
    const curve = { color: '#ff0000', x: [0, 30], y: [4, 2] }
    const alone = lossPlot([curve], 30, box)
    const plot = lossPlot([curve], 30, box, [band])
    expect(alone.y(0.1)).toBe(120)
    expect(plot.y(0.1)).toBeLessThan(120)
    for (const [px, py] of bandOutline(band, plot)) {
      expect(px).toBeGreaterThanOrEqual(10)
      expect(px).toBeLessThanOrEqual(310)
      expect(py).toBeGreaterThan(20)
      expect(py).toBeLessThan(120)
    }
  })
})
