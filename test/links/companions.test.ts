import { describe, expect, test } from 'vitest'
import type { Trace } from '../../src/engine'
import { raceKind } from '../../src/engine/kinds/race'
import { raceSpec } from '../../src/engine/scene-specs'
import { scene } from '../support/scenes'
import { computeDirectly } from './compute-directly'

const rosenbrock = {
  kind: 'expression',
  expression: '(1-x)^2 + 100*(y-x^2)^2',
  domain: { x: [-2, 2], y: [-1, 3] },
}
const base = { basin: 1, landscape: rosenbrock, start: [-1.5, 2], steps: 500 }

function traces(document: object, withCompanions = true): Record<string, Trace> {
  const result = computeDirectly('race', raceSpec(scene(document), withCompanions))
  return Object.fromEntries(result.traces.map((trace) => [trace.id, trace]))
}

/** The largest distance between points of the plane in the same row. */
function farthest(a: Float64Array, b: Float64Array, count: number): number {
  let most = 0
  for (let k = 0; k < 2 * count; k += 2) most = Math.max(most, Math.hypot(a[k]! - b[k]!, a[k + 1]! - b[k + 1]!))
  return most
}

describe('companions in traces', () => {
  test('both forms of Nesterov’s momentum are each other’s companion', () => {
    const { book, torch } = traces({
      ...base,
      racers: [
        { id: 'book', optimizer: 'nesterov-lookahead', lr: 0.001, momentum: 0.9 },
        { id: 'torch', optimizer: 'nesterov', lr: 0.001, momentum: 0.9 },
      ],
    })
    // The paths differ by up to .3958, and the points that belong together by their roundings.
    expect(farthest(book!.points, torch!.points, 501)).toBeCloseTo(0.3958, 4)
    expect(farthest(book!.companion!.points, torch!.points, 501)).toBeLessThan(1e-12)
    expect(farthest(torch!.companion!.points, book!.points, 501)).toBeLessThan(1e-12)
  })

  test('change no bit of the race, and rules without one have none', () => {
    const document = {
      ...base,
      record: 7,
      noise: 0.1,
      racers: [{ optimizer: 'asgd', lr: 0.001, t0: 50 }, { optimizer: 'adam' }],
    }
    const plain = traces(document, false)
    const { asgd, adam } = traces(document)
    for (const [id, trace] of Object.entries({ asgd: asgd!, adam: adam! })) {
      const { companion, ...rest } = trace
      const { companion: none, ...before } = plain[id]!
      expect(none).toBeUndefined()
      expect(rest).toEqual(before)
      expect(companion === undefined).toBe(id === 'adam')
    }
    // Before t0 the average is the point.
    expect(asgd!.companion!.points.slice(0, 14)).toEqual(asgd!.points.slice(0, 14))
    expect(farthest(asgd!.companion!.points, asgd!.points, asgd!.count)).toBeGreaterThan(1e-3)
  })

  test('end where a racer does, that of the step before where the last one led out of the finite numbers', () => {
    const racers = [{ optimizer: 'nesterov-lookahead', lr: 0.1, momentum: 0.9 }]
    const { 'nesterov-lookahead': trace } = traces({ ...base, record: 1000, stop: { escape: 1e300 }, racers })
    expect(trace!.ending!.outcome).toBe('non-finite')
    expect(trace!.count).toBe(2)
    expect(trace!.companion!.points.slice(0, 4).every(Number.isFinite)).toBe(true)
  })

  test('off a plane have all coordinates and their place on it; of a sum a point for each measured row too', () => {
    const landscape = { kind: 'network', widths: [2, 3, 1], loss: 'mse', data: { id: 'moons', examples: 20 } }
    const { 'nesterov-lookahead': book, nesterov } = traces({
      basin: 1,
      landscape,
      steps: 24,
      record: 5,
      batch: { sampler: 'reshuffle', size: 5 },
      racers: [
        { optimizer: 'nesterov-lookahead', lr: 0.05, momentum: 0.9 },
        { optimizer: 'nesterov', lr: 0.05, momentum: 0.9 },
      ],
    })
    expect(book!.step.slice(0, book!.count)).toEqual(Float64Array.of(0, 4, 5, 8, 10, 12, 15, 16, 20, 24))
    expect(farthest(book!.companion!.theta!, nesterov!.theta!, 65)).toBeLessThan(1e-14)
    expect(farthest(nesterov!.companion!.points, book!.points, 10)).toBeLessThan(1e-13)
  })

  test('of a fork go by its momentum after it', () => {
    const racers = [{ optimizer: 'nesterov', lr: 0.001, momentum: 0.5, fork: { at: 200, momentum: 0.9 } }]
    const { points, companion } = traces({ ...base, racers }).nesterov!
    const race = raceSpec(scene({ ...base, racers }))
    for (const [step, momentum] of [
      [200, 0.5],
      [201, 0.9],
    ] as const) {
      const { checkpoint } = computeDirectly('checkpoint', { race, every: step, step })
      const buffer = checkpoint!.state['buffer'] as Float64Array
      for (const i of [0, 1])
        expect(companion!.points[2 * step + i]).toBeCloseTo(points[2 * step + i]! + 0.001 * momentum * buffer[i]!, 15)
    }
  })

  test('are in the tile’s name of those racers alone that have one', () => {
    const racers = [{ optimizer: 'nesterov' }, { optimizer: 'adam' }]
    const [plain, asked] = [false, true].map((withCompanions) => raceSpec(scene({ ...base, racers }), withCompanions))
    expect(raceKind.alone!(asked!, 1)).toEqual(raceKind.alone!(plain!, 1))
    expect(raceKind.alone!(asked!, 0)).toEqual({ ...raceKind.alone!(plain!, 0), companions: true })
  })
})
