import { describe, expect, test } from 'vitest'
import { regionClasses } from '../../src/core/analysis/region/probe-result'
import { regionThresholds } from '../../src/core/analysis/region/region-class'
import type { FieldColumns } from '../../src/core/analysis/region/field-columns'
import type { FieldSpec, PointsSpec } from '../../src/engine'
import { jobKinds } from '../../src/engine/kinds'
import { computeDirectly, nothingNeeded, partsOf } from './compute-directly'

const himmelblau = { kind: 'catalog', id: 'himmelblau', parameters: {} } as const
const wholeDomain = { x: [-5, 5], y: [-5, 5] } as const

describe('points', () => {
  const spec = { landscape: himmelblau, domain: wholeDomain } satisfies PointsSpec

  test('are found within the domain that is asked about', () => {
    expect(computeDirectly('points', spec)).toMatchObject({ windingNumber: 1, complete: true })
    const quarter = computeDirectly('points', { ...spec, domain: { x: [0, 5], y: [0, 5] } })
    expect(quarter.points.map(({ kind }) => kind)).toEqual(['minimum', 'saddle', 'saddle'])
    expect(quarter).toMatchObject({ windingNumber: -1, windingFound: -1, complete: true })
  })

  test('of a family lie in its plane, and are not proven to be all', () => {
    const landscape = { kind: 'catalog', id: 'styblinski-tang-n', parameters: {}, dimension: 5 }
    const result = computeDirectly('points', { landscape, domain: wholeDomain })
    expect(result.complete).toBe(false)
    expect(result.windingFound).toBe(result.windingNumber)
  })

  test('can be cancelled in many places', () => {
    const run = jobKinds.points.run(spec, 0, nothingNeeded)
    let yields = 0
    while (run.next().done !== true) yields++
    expect(yields).toBeGreaterThan(100)
  })

  test('refuses what it cannot search', () => {
    expect(() => computeDirectly('points', { ...spec, domain: { x: [1, 1], y: [0, 1] } })).toThrow('domain.x')
    expect(() => computeDirectly('points', { ...spec, starts: 5 })).toThrow('starts')
  })
})

describe('field', () => {
  const spec = {
    landscape: himmelblau,
    domain: { x: [2, 4], y: [1, 3] },
    wholeDomain,
    resolution: [33, 17],
    thresholds: regionThresholds,
  } satisfies FieldSpec

  test('of a part is what the probe says there, measured by the whole', () => {
    const { classes, least, resolution } = computeDirectly('field', spec)
    expect(resolution).toEqual([33, 17])
    for (const [i, j] of [
      [0, 0],
      [16, 8],
      [20, 11],
      [32, 16],
    ] as const) {
      const at = [2 + i / 16, 1 + j / 8]
      const { regionClass, eigenvalues } = computeDirectly('probe', { landscape: himmelblau, domain: wholeDomain, at })
      expect(regionClasses[classes[j * 33 + i]!]).toBe(regionClass)
      expect(least[j * 33 + i]).toBe(eigenvalues[0])
    }
    expect(regionClasses[classes[8 * 33 + 16]!]).toBe('minimum')
  })

  test('takes other thresholds, as the probe does', () => {
    const thresholds = { ...regionThresholds, near: 0, here: 0 }
    const { classes } = computeDirectly('field', { ...spec, thresholds })
    expect(regionClasses[classes[8 * 33 + 16]!]).toBe('convex-bowl')
    const probed = computeDirectly('probe', { landscape: himmelblau, domain: wholeDomain, at: [3, 2], thresholds })
    expect(probed.regionClass).toBe('convex-bowl')
    expect(probed.evidence.map(({ threshold }) => threshold)).toContain(thresholds.reach)
  })

  test('is the same in one tile and in many', () => {
    const large = { ...spec, resolution: [256, 300] } satisfies FieldSpec
    const kind = jobKinds.field
    expect(kind.plan(large).length).toBeGreaterThan(2)
    const many = computeDirectly('field', large)
    const one = partsOf(kind, large, { from: 0, to: 300 })[0] as FieldColumns
    for (const column of ['classes', 'least', 'greatest', 'condition', 'gradientNorm'] as const) {
      expect(one[column]).toHaveLength(256 * 300)
      expect(Buffer.compare(bytes(one[column]), bytes(many[column]))).toBe(0)
    }
  })

  test.each([
    [{ resolution: [0, 3] }, 'resolution: resolution is 0 x 3'],
    [{ wholeDomain: { x: [1, -1], y: [0, 1] } }, 'wholeDomain.x'],
    [{ thresholds: { ...regionThresholds, steepness: 1 } }, 'steepness'],
    [{ thresholds: { ...regionThresholds, steep: -1 } }, 'steep'],
  ])('refuses %j', (change, message) => {
    expect(() => computeDirectly('field', { ...spec, ...change })).toThrow(message)
  })
})

function bytes({ buffer }: Uint8Array | Float64Array): Uint8Array {
  return new Uint8Array(buffer)
}
