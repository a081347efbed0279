import { describe, expect, it } from 'vitest'
import { computeDirectly } from '../../../test/links/compute-directly'
import type { RaceSpec } from './race-specs'
import { stableRatesKind } from './stable-rates'

const race: RaceSpec = {
  landscape: { kind: 'expression', expression: '(x^2 + 100*y^2)/2', parameters: {} },
  domain: { x: [-1.5, 1.5], y: [-1.5, 1.5] },
  racers: [
    { id: 'gd', optimizer: 'sgd', hyper: { lr: 0.3 }, start: [1, 1] },
    { id: 'decayed', optimizer: 'sgd', hyper: { lr: 0.3, weightDecay: 60 }, start: [1, 1] },
    { id: 'momentum', optimizer: 'momentum', hyper: { lr: 0.01, momentum: 0.9 }, start: [1, 1] },
    { id: 'nesterov', optimizer: 'nesterov', hyper: { lr: 0.02, momentum: 0.9 }, start: [1, 1] },
    { id: 'adam', optimizer: 'adam', hyper: { lr: 0.02 }, start: [1, 1] },
  ],
  steps: 100,
  record: 1,
  stop: {},
  seed: 0,
  noise: { kind: 'gaussian', scale: 0 },
}

describe('stable rates', () => {
  it('are 2/λmax of gradient descent, 2 + 2β and (2 + 2β)/(1 + 2β) over it of momentum, and none of Adam', () => {
    const { racers } = computeDirectly('stable-rates', { race })
    const rates = racers.map(({ stable }) => stable && [stable.factor, stable.rate].map((each) => each.toPrecision(9)))
    const told = (factor: number, lambda = 100) => [factor.toPrecision(9), (factor / lambda).toPrecision(9)]
    expect(rates).toEqual([told(2), told(2, 160), told(3.8), told(3.8 / 2.8), undefined])
    for (const { minimum } of racers) expect(minimum).toEqual({ at: [0, 0], lambdaMax: 100 })
  })

  it.each([
    // Its four minima are equally low, and differently sharp.
    ['himmelblau', [0, 0], { x: [-6, 6], y: [-6, 6] }, 0.024306],
    ['himmelblau', [-4, -4], { x: [-6, 6], y: [-6, 6] }, 0.014949],
    ['rosenbrock', [-1.2, 1], { x: [-2, 2], y: [-1, 3] }, 0.0019968],
  ] as const)('of %s are those of the lowest minimum that is nearest to the start', (id, start, domain, rate) => {
    const landscape = { kind: 'catalog', id, parameters: {} } as const
    const [racer] = computeDirectly('stable-rates', {
      race: { ...race, landscape, domain, racers: [{ ...race.racers[0]!, start }] },
    }).racers
    expect(Math.abs(racer!.stable!.rate - rate)).toBeLessThan(1e-6)
  })

  it('are not known without a minimum, nor where the landscape is drawn on a plane through it', () => {
    const landscape = { kind: 'expression', expression: 'x', parameters: {} } as const
    for (const racer of computeDirectly('stable-rates', { race: { ...race, landscape } }).racers)
      expect(Object.keys(racer)).toEqual(['id'])
    const inSpace = { kind: 'catalog', id: 'rosenbrock-n', parameters: {}, dimension: 4 } as const
    const { problems } = stableRatesKind.validate({
      race: { ...race, landscape: inSpace, racers: [{ ...race.racers[0]!, start: [1, 1, 1, 1] }] },
    })
    expect(problems.map(({ message }) => message)).toEqual(['landscape has 4 dimensions, of which 2 are drawn'])
  })
})
