import { describe, expect, test } from 'vitest'
import { gridOf } from '../surface-grid'
import { CurvePlot, curveWidth } from './curve-plot'

const size = { width: 800, height: 500 }

/** f = x^2 - 1 on a band over [-2, 2], three rows of 401 points; a hole where x > 1.5. */
function plotOf(scale: 'linear' | 'log', domain: readonly [number, number] = [-2, 2], leftInset = 0) {
  const nx = 401
  const row = Array.from({ length: nx }, (_, i) => -2 + i / 100).map((x) => (x > 1.5 ? NaN : x * x - 1))
  const band = { x: [-2, 2], y: [-2, 2] } as const
  const surface = gridOf({
    domain: band,
    resolution: [nx, 3],
    values: Float64Array.from([...row, ...row, ...row]),
    range: Float64Array.of(-1, 3),
  })
  return new CurvePlot(
    { surface, domain: { x: domain, y: [-2, 2] }, height: { scale, exaggeration: 1 }, leftInset },
    size,
  )
}

describe('a curve on its canvas', () => {
  test.each(['linear', 'log'] as const)('a picked point is drawn where it was pointed at, %s', (scale) => {
    const plot = plotOf(scale)
    for (const x of [-1.9, -0.7, 0, 1.234]) {
      const place = plot.project(x)!
      const picked = plot.pick(place.px, 200)!
      expect(picked.x).toBeCloseTo(x, 9)
      expect(picked.y).toBe(0)
      // Between points of the grid the curve is straight.
      expect(picked.f).toBeCloseTo(x * x - 1, 4)
      expect(plot.toPy(picked.f + 1)).toBeCloseTo(place.py, 6)
    }
  })

  test('lies between the ends of the plot: the lowest point near its foot, the highest near its top', () => {
    const plot = plotOf('linear')
    const [low, high] = [plot.project(0)!.py, plot.project(-2)!.py]
    expect(low).toBeLessThan(plot.top + plot.height)
    expect(low - high).toBeGreaterThan(0.9 * plot.height)
    expect(high).toBeGreaterThan(plot.top)
    for (const { unit, value } of plot.fTicks) expect(plot.unitToPy(unit)).toBeCloseTo(plot.toPy(value + 1), 0)
  })

  test('has no points in a hole, beyond what is shown, nor beyond its grid', () => {
    const plot = plotOf('linear', [-1, 3])
    expect(plot.project(-1.5)).toBeUndefined()
    expect(plot.project(1.7)).toBeUndefined()
    expect(plot.project(2.5)).toBeUndefined()
    expect(plot.project(1)).toBeDefined()
    expect(plot.pick(plot.toPx(1.7), 200)).toBeUndefined()
    expect(plot.pick(plot.left - 1, 200)).toBeUndefined()
    expect(plot.pick(plot.toPx(1), plot.top - 1)).toBeUndefined()
  })

  test('keeps clear of what something else takes at the left', () => {
    const [whole, part] = [plotOf('linear'), plotOf('linear', [-2, 2], 300)]
    expect(part.left - whole.left).toBe(300)
    expect(whole.width - part.width).toBe(300)
    expect(whole.width).toBe(curveWidth(size.width))
  })

  test('has no more ticks of f than there is room for', () => {
    const low = new CurvePlot(
      { ...emptyOf(plotOf('log')), height: { scale: 'log', exaggeration: 1 } },
      { width: 300, height: 160 },
    )
    expect(low.fTicks.length).toBeLessThanOrEqual(4)
  })
})

function emptyOf(plot: CurvePlot) {
  return (plot as unknown as { readonly content: ConstructorParameters<typeof CurvePlot>[0] }).content
}
