import { describe, expect, it } from 'vitest'
import { scaleTicks, scaleUnit, valueScale } from './value-scale'

describe('the scale of values', () => {
  it('is logarithmic where it can be', () => {
    expect(valueScale([{ y: [10, 0.1, 0] }])).toMatchObject({ kind: 'log', max: 15 })
    expect(valueScale([{ y: [10, 0.1] }]).min).toBeCloseTo(0.1 / 1.5, 12)
  })

  it('is symmetric below zero', () => {
    expect(valueScale([{ y: [200, -1] }])).toMatchObject({ kind: 'symlog', min: -1.2, max: 240 })
  })

  it('is linear where all losses are negative, or about as far above zero as below', () => {
    expect(valueScale([{ y: [-3, -3.5, -4] }])).toMatchObject({ kind: 'linear', min: -4.06, max: -2.94 })
    expect(valueScale([{ y: [5, -1] }]).kind).toBe('linear')
    const flat = valueScale([{ y: [-3, -3] }])
    expect(flat.max).toBeGreaterThan(flat.min)
  })

  it('is not squeezed by a racer that blew up', () => {
    expect(valueScale([{ y: [10, 1] }, { y: [10, 1e30] }]).max).toBe(15)
  })
})

describe('the scale of values that a person or a quantity wants otherwise', () => {
  it('is linear for a range of positive values', () => {
    expect(valueScale([{ y: [0.5, 1] }], { kind: 'linear' })).toMatchObject({ kind: 'linear', min: 0.47, max: 1.03 })
    const level = valueScale([{ y: [0, 0] }], { kind: 'linear' })
    expect(level.max).toBeGreaterThan(level.min)
  })

  it('is a logarithm, symmetric where there are negative values', () => {
    expect(valueScale([{ y: [5, -1] }], { kind: 'log' }).kind).toBe('symlog')
    expect(valueScale([{ y: [-3, -4] }], { kind: 'log' })).toMatchObject({ kind: 'symlog', max: 0.01 })
    expect(valueScale([{ y: [0, 1, 100] }], { kind: 'log', isLoss: false })).toMatchObject({ kind: 'log', max: 150 })
  })

  it('reaches to what is usual where values rise from nothing, and not to what blew up', () => {
    const distances = [0, ...Array.from({ length: 50 }, (_, k) => 1 + k)]
    expect(valueScale([{ y: distances }], { kind: 'linear', isLoss: false }).max).toBeCloseTo(53, 12)
    expect(valueScale([{ y: [...distances, 1e30] }], { kind: 'linear', isLoss: false }).max).toBeCloseTo(53, 12)
  })
})

describe('a place on a scale', () => {
  it('is even in decades, and does not leave the scale', () => {
    const scale = { kind: 'log', min: 1e-4, max: 1e4, linearBelow: 1 } as const
    // Powers of ten are even parts of eight decades, but for the rounding of logarithms.
    for (const [loss, place] of [
      [1e-4, 0],
      [1e-2, 0.25],
      [1, 0.5],
      [1e4, 1],
    ] as const)
      expect(scaleUnit(scale, loss)).toBeCloseTo(place, 12)
    expect([0, 1e9].map((loss) => scaleUnit(scale, loss))).toEqual([0, 1])
  })

  it('is even on a linear scale', () => {
    const scale = { kind: 'linear', min: -4, max: -3, linearBelow: 1 } as const
    expect([-5, -4, -3.5, -3].map((loss) => scaleUnit(scale, loss))).toEqual([0, 0, 0.5, 1])
  })

  it('tells signs apart', () => {
    const scale = { kind: 'symlog', min: -8, max: 8, linearBelow: 0.01 } as const
    expect(scaleUnit(scale, 0)).toBe(0.5)
    expect(scaleUnit(scale, -1)).toBeLessThan(0.5)
    // Odd about 0 on a scale that is symmetric about it.
    expect(scaleUnit(scale, 1) + scaleUnit(scale, -1)).toBeCloseTo(1, 12)
  })
})

describe('ticks', () => {
  it('are round numbers on a linear scale', () => {
    expect(scaleTicks({ kind: 'linear', min: -4.06, max: -2.94, linearBelow: 1 }, 100)).toEqual([
      -4, -3.8, -3.6, -3.4, -3.2, -3,
    ])
  })

  it('are powers of ten', () => {
    expect(scaleTicks({ kind: 'log', min: 0.05, max: 2000, linearBelow: 1 }, 400)).toEqual([0.1, 1, 10, 100, 1000])
  })

  it('count by 1, 2, 5 where there are fewer than two decades', () => {
    expect(scaleTicks({ kind: 'log', min: 14, max: 140, linearBelow: 1 }, 400)).toEqual([20, 50, 100])
  })

  it('count so in a low chart too', () => {
    expect(scaleTicks({ kind: 'log', min: 0.06, max: 3, linearBelow: 1 }, 92)).toEqual([0.1, 0.2, 0.5, 1, 2])
  })

  it('are more than one on a linear scale', () => {
    expect(scaleTicks({ kind: 'linear', min: -3.2, max: 4.4, linearBelow: 1 }, 64).length).toBeGreaterThan(1)
  })

  it('are thinned to what can be read', () => {
    const ticks = scaleTicks({ kind: 'log', min: 1e-16, max: 10, linearBelow: 1 }, 120)
    expect(ticks.length).toBeLessThanOrEqual(5)
    expect(ticks.length).toBeGreaterThan(2)
  })

  it('mirror below zero', () => {
    expect(scaleTicks({ kind: 'symlog', min: -1.2, max: 12, linearBelow: 0.1 }, 400)).toEqual([-1, -0.1, 0, 0.1, 1, 10])
  })
})
