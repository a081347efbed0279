import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { axisTicks, heightScale } from './scales'

/** Evenly spread, unlike fast-check's numbers, which crowd around zero and the ends. */
const between = (low: number, high: number) =>
  fc.noBias(fc.integer({ min: 0, max: 1_000_000 })).map((k) => low + ((high - low) * k) / 1_000_000)

const seed = { seed: 20, numRuns: 300 }
const magnitudes = fc.tuple(between(1, 10), fc.integer({ min: -8, max: 12 })).map(([m, k]) => m * 10 ** k)

describe('a height scale', () => {
  it.each(['linear', 'log'] as const)('%s maps [0, span] onto [0, 1], ascending, and back', (kind) => {
    fc.assert(
      fc.property(magnitudes, between(0, 1), between(0, 1), (span, a, b) => {
        const scale = heightScale(kind, 0.3, span)
        expect(scale.toUnit(0)).toBe(0)
        expect(scale.toUnit(span)).toBeCloseTo(1, 12)
        // a few roundings of log1p and expm1, relative to the span
        expect(Math.abs(scale.fromUnit(scale.toUnit(a * span)) / span - a)).toBeLessThan(1e-13)
        if (a < b) expect(scale.toUnit(a * span)).toBeLessThanOrEqual(scale.toUnit(b * span))
      }),
      seed,
    )
  })

  it('log is log1p((f - reference) / softness), four decades deep', () => {
    const scale = heightScale('log', 0, 2500)
    expect(scale.toUnit(10)).toBeCloseTo(Math.log(1 + 10 / 0.25) / Math.log(1 + 1e4), 12)
  })

  it('puts linear levels at round values of f, the majors where the axis has ticks', () => {
    const { levels, ticks } = heightScale('linear', -1.03, 6.5)
    const values = levels.map(({ height }) => height - 1.03)
    expect(values[0]).toBeCloseTo(-1, 12)
    expect(values[1]).toBeCloseTo(-0.8, 12)
    expect(levels.filter(({ major }) => major).map(({ height }) => Math.round((height - 1.03) * 1e9) / 1e9)).toEqual(
      ticks.map(({ value }) => value),
    )
  })

  it('splits a major step of 2 into quarters', () => {
    const { levels } = heightScale('linear', 0, 900)
    const majors = levels.filter(({ major }) => major).map(({ height }) => height)
    expect(majors).toEqual([0, 200, 400, 600, 800])
    expect(levels[1]!.height).toBe(50)
  })

  it('gives the shader a rule that is an integer at every linear level, and at every major line', () => {
    fc.assert(
      fc.property(between(-50, 50), magnitudes, (times, span) => {
        const { levels, rule } = heightScale('linear', times * span, span)
        if (rule.kind !== 'linear') throw new Error('rule of another kind')
        const offInteger = (value: number) => Math.abs(value - Math.round(value))
        // the end levels are clamped into the span by up to a rounding of f
        for (const { height, major } of levels.slice(1, -1)) {
          expect(offInteger(height * rule.frequency + rule.phase)).toBeLessThan(1e-6)
          const onMajor = offInteger((height * rule.frequency) / rule.majorEvery + rule.majorPhase) < 1e-6
          expect(onMajor).toBe(major)
        }
      }),
      seed,
    )
  })

  it('puts log levels at 1, 2, 5 times powers of ten of f, the powers major and labelled', () => {
    const { levels, ticks, title } = heightScale('log', 0, 2500)
    expect(levels.map(({ height }) => height)).toEqual([1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000])
    expect(ticks.map(({ label }) => label)).toEqual(['0', '1', '10', '100', '1000'])
    expect(title).toBe('f')
  })

  it('counts log ticks from the lowest value where that is not nearly zero', () => {
    const { levels, title } = heightScale('log', -1.0316, 100)
    expect(title).toBe('f − min f')
    expect(levels.filter(({ major }) => major).map(({ height }) => height)).toEqual([0.1, 1, 10, 100])
  })

  it('takes a lowest value that is zero but for the grid as zero', () => {
    const { levels } = heightScale('log', 1e-4, 2500)
    expect(levels[0]!.height).toBeCloseTo(1 - 1e-4, 12)
  })

  it('labels a lowest linear value within a pixel of a tick', () => {
    expect(heightScale('linear', 0.0007, 890).ticks[0]).toMatchObject({ label: '0', unit: 0 })
  })

  it('says what its heights are called, a long name once', () => {
    const titles = (name: string): readonly string[] =>
      [heightScale('linear', 3, 1, name), heightScale('log', 3, 1, name), heightScale('log', 3, 0, name)].map(
        ({ title }) => title,
      )
    expect(titles('R')).toEqual(['R', 'R − min R', 'R'])
    expect(titles('J val')).toEqual(['J val', 'J val − min', 'J val'])
  })

  it('survives a flat surface and one without any finite value', () => {
    expect(heightScale('log', 3, 0).toUnit(0)).toBe(0)
    expect(heightScale('linear', 3, 0).ticks.map(({ label }) => label)).toEqual(['3'])
    expect(heightScale('linear', NaN, 0)).toMatchObject({ ticks: [], levels: [] })
  })
})

describe('tick labels', () => {
  const labels = (min: number, max: number) => axisTicks(min, max, 5).map(({ label }) => label)
  it.each([
    [-0.5, 0.5, ['−0.4', '−0.2', '0', '0.2', '0.4']],
    [0, 0.4, ['0', '0.1', '0.2', '0.3', '0.4']],
    [0, 2.5e6, ['0', '0.5×10⁶', '1.0×10⁶', '1.5×10⁶', '2.0×10⁶', '2.5×10⁶']],
    [0, 4e-7, ['0', '10⁻⁷', '2×10⁻⁷', '3×10⁻⁷', '4×10⁻⁷']],
    [1, 1.00004, ['1.00000', '1.00001', '1.00002', '1.00003', '1.00004']],
  ])('of [%d, %d]', (min, max, expected) => {
    expect(labels(min, max)).toEqual(expected)
  })

  it('writes high decades as powers', () => {
    expect(heightScale('log', 0, 3e8).ticks.map(({ label }) => label)).toEqual(['0', '10⁵', '10⁶', '10⁷', '10⁸'])
  })
})
