import { describe, expect, test } from 'vitest'
import { computeDirectly } from './compute-directly'

const plane = { kind: 'expression', expression: 'x^2/2', parameters: {} }
const drags = [
  { kind: 'viscous', coefficient: 1 },
  { kind: 'quadratic', coefficient: 1 },
  { kind: 'dry', coefficient: 0.2 },
]

describe('the drag equation as a job', () => {
  test('moves a particle a drag: viscous brings it to rest, the square of the speed hardly, friction too early', () => {
    const { time, motions } = computeDirectly('drag', {
      landscape: plane,
      start: [1, 0],
      drags,
      time: 200,
      samples: 400,
    })
    expect(time[400]).toBe(200)
    const [viscous, quadratic, dry] = motions
    expect(viscous!.energy[400]).toBeLessThan(1e-20)
    expect(quadratic!.energy[400]).toBeGreaterThan(1e-5)
    expect(dry!.position[800]).toBeCloseTo(0.2, 8)
    expect(dry!.speed[400]).toBe(0)
  })

  test('goes by all coordinates off a plane, from a place on it, and tells where it lies there', () => {
    const landscape = { kind: 'catalog', id: 'rosenbrock-n', parameters: {}, dimension: 4 }
    const spec = { landscape, start: [0.5, 0.25], drags: drags.slice(0, 1), time: 2, samples: 4 }
    const { motions } = computeDirectly('drag', spec)
    expect(motions[0]!.position.length).toBe(5 * 4)
    expect(motions[0]!.plane!.slice(0, 2)).toEqual(Float64Array.of(0.5, 0.25))
    const again = computeDirectly('drag', { ...spec, start: [...motions[0]!.position.slice(0, 4)] })
    expect(again.motions[0]!.energy).toEqual(motions[0]!.energy)
  })

  test('refuses what is not in order', () => {
    const refused = (change: object) => () =>
      computeDirectly('drag', { landscape: plane, start: [1, 0], drags, time: 1, samples: 2, ...change })
    expect(refused({ start: [1, 0, 2] })).toThrow(/start has 3 coordinates, expected 2/)
    expect(refused({ drags: [] })).toThrow(/drags/)
    expect(refused({ drags: [{ kind: 'wet', coefficient: 1 }] })).toThrow(/wet|kind/)
    expect(refused({ time: 0 })).toThrow(/time/)
  })
})
