import { describe, expect, test } from 'vitest'
import { outcomes } from '../../src/core/race/trace'
import type { EnsembleSpec, RaceSpec } from '../../src/engine'
import { jobKinds } from '../../src/engine/kinds'
import { computeDirectly } from './compute-directly'

const race: RaceSpec = {
  landscape: { kind: 'expression', expression: '(x^2 + 10*y^2)/2', parameters: {} },
  domain: { x: [-2, 2], y: [-2, 2] },
  racers: [
    { id: 'sgd', optimizer: 'sgd', hyper: { lr: 0.05 }, start: [1, 1] },
    { id: 'lost', optimizer: 'sgd', hyper: { lr: 0.5 }, start: [1, 1] },
  ],
  steps: 60,
  record: 7,
  stop: {},
  seed: 99,
  noise: { kind: 'gaussian', scale: 0.5 },
}
const spec: EnsembleSpec = { race, seeds: 9, quantiles: [0, 0.5, 1], predicate: { loss: { below: 0.015 } } }

/** The recorded losses of the race itself, by step, and its end. */
function raced(seed: number, racer: number) {
  const { traces } = computeDirectly('race', { ...race, seed })
  const { step, loss, count, ending } = traces[racer]!
  return { step: [...step.subarray(0, count)], loss: [...loss.subarray(0, count)], ending: ending! }
}

describe('an ensemble', () => {
  const { racers } = computeDirectly('ensemble', spec)
  const races = Array.from({ length: 9 }, (_, seed) => raced(seed, 0))

  test('is the race with each of the seeds, to the last bit', () => {
    const [sgd] = racers
    expect([...sgd!.step]).toEqual(races[0]!.step)
    expect(sgd!.step.at(-1)).toBe(60)
    sgd!.step.forEach((_, row) => {
      const losses = races.map(({ loss }) => loss[row]!).sort((a, b) => a - b)
      expect(sgd!.quantiles.map((column) => column[row])).toEqual([losses[0], losses[4], losses[8]])
      expect(sgd!.mean[row]).toBeCloseTo(losses.reduce((sum, loss) => sum + loss, 0) / 9, 14)
      expect(sgd!.count[row]).toBe(9)
    })
    expect(sgd!.standardError[0]).toBe(0)
    expect(sgd!.standardError[3]).toBeGreaterThan(0)
  })

  test('counts the seeds that meet the predicate, and how they ended', () => {
    const met = races.filter(({ ending }) => ending.lastFinite!.loss < 0.015).length
    expect(met).toBeGreaterThan(0)
    expect(met).toBeLessThan(9)
    expect(racers[0]!.met).toBe(met)
    expect(racers[0]!.outcomes[outcomes.indexOf('max-steps')]).toBe(9)
    expect(racers[1]!.met).toBe(0)
    expect(computeDirectly('ensemble', { ...spec, predicate: undefined }).racers[0]).not.toHaveProperty('met')
  })

  test('lets a racer that ended before rest at its last loss', () => {
    const lost = racers[1]!
    const { step, loss, ending } = raced(0, 1)
    expect(ending.step).toBeLessThan(60)
    expect(lost.outcomes[outcomes.indexOf(ending.outcome)]).toBe(9)
    const [one] = computeDirectly('ensemble', { ...spec, seeds: 1 }).racers.slice(1)
    expect(one!.mean.at(-1)).toBe(loss.at(-1))
    expect(step.length).toBeLessThan(one!.step.length)
  })

  test('is asked for with the race’s own seed left aside', () => {
    const { value } = jobKinds.ensemble.validate({ ...spec, race: { ...race, seed: 3 } })
    expect(value).toEqual(jobKinds.ensemble.validate(spec).value)
  })

  test.each([
    [{ seeds: 0 }, 'seeds'],
    [{ quantiles: [1.5] }, 'quantiles'],
    [{ predicate: { loss: { above: 1 } } }, 'predicate'],
    [{ race: { ...race, racers: [] } }, 'race.racers'],
  ])('refuses %j', (change, where) => {
    expect(() => computeDirectly('ensemble', { ...spec, ...change })).toThrow(where)
  })

  test('of too many is told what would do', () => {
    const { work, smaller } = jobKinds.ensemble.cost({ ...spec, race: { ...race, steps: 1e7 }, seeds: 1000 })
    expect([work, smaller]).toEqual([2e10, 'take fewer seeds or fewer steps, or record fewer of them'])
  })
})
