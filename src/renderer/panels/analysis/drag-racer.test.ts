import { describe, expect, test } from 'vitest'
import type { Inertia } from '../../../core/definitions/optimizer'
import type { SceneRacer } from '../../../core/scene/racer'
import { createTrace } from '../../../engine/accumulations/race'
import { raceSpec } from '../../../engine/scene-specs'
import { computeDirectly } from '../../../../test/links/compute-directly'
import { scene } from '../../../../test/support/scenes'
import { atTimes, racerAsParticle } from './drag-racer'

const ofGradients: Inertia = { coefficient: 'momentum', vector: 'buffer', of: 'gradient' }

/** On x^2 / 2 from 1, where viscous drag of 1 gives the damped oscillator. */
function particle(racer: object, inertia: Inertia, steps: number) {
  const document = scene({
    basin: 1,
    landscape: { kind: 'expression', expression: 'x^2/2', domain: { x: [-2, 2], y: [-2, 2] } },
    start: [1, 0],
    steps,
    racers: [racer],
  })
  const [trace] = computeDirectly('race', raceSpec(document)).traces
  return racerAsParticle(trace!, document.racers[0]!, inertia)
}

const place = (t: number) =>
  Math.exp(-t / 2) * (Math.cos((Math.sqrt(3) / 2) * t) + Math.sin((Math.sqrt(3) / 2) * t) / Math.sqrt(3))

describe('momentum as a particle', () => {
  test.each([
    ['momentum', { optimizer: 'momentum', lr: 1e-6, momentum: 0.999 }, ofGradients],
    ['averaged', { optimizer: 'heavy-ball', lr: 1e-3, momentum: 0.999 }, { ...ofGradients, isAveraged: true }],
  ])('moves by the drag equation, the better the shorter its steps: %s', (_name, racer, inertia) => {
    const { coefficient, time, points, energy, speed } = particle(racer, inertia, 6000)!
    expect(coefficient).toBeCloseTo(1, 9)
    expect(time[6000]).toBeCloseTo(6, 9)
    for (const row of [500, 2000, 6000]) expect(Math.abs(points[2 * row]! - place(row / 1000))).toBeLessThan(1.5e-3)
    expect(energy[0]).toBe(0.5)
    expect(speed[1000]).toBeCloseTo((place(0.999) - place(1.001)) / 0.002, 2)
  })

  test('is none of a racer without a rate', () => {
    const bare = { hyper: {} } as unknown as SceneRacer
    expect(racerAsParticle(createTrace('bare'), bare, ofGradients)).toBeUndefined()
  })

  test('is told at times by its last row before', () => {
    const rows = Float64Array.of(0, 1, 2.5)
    expect(atTimes(Float64Array.of(0, 0.9, 1, 2.4, 2.5, 3), rows, (row) => row)).toEqual(
      Float64Array.of(0, 0, 1, 1, 2, NaN),
    )
  })
})
