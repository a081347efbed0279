import { describe, expect, test } from 'vitest'
import { optimizers } from '../catalogue/optimizers'
import { suitedRate, suitedRates } from './suited-rates'

/** Their rates are numbers without a unit: of a step that is whole already, or of a step that curvature measures. */
const unitless = ['adadelta', 'l-bfgs', 'newton', 'saddle-free-newton', 'shampoo']

describe('learning rates that suit a surface', () => {
  test('are known of every rule whose rate has a unit', () => {
    const rates = suitedRates({ curvature: 10, extent: 4 })
    const withRate = optimizers.filter(({ hyperparameters }) => Object.hasOwn(hyperparameters, 'lr'))
    expect(
      withRate
        .map(({ id }) => id)
        .filter((id) => !(id in rates))
        .sort(),
    ).toEqual(unitless)
    for (const id of Object.keys(rates)) expect(withRate.map((each) => each.id)).toContain(id)
  })

  test('are a part of 1 / L, or of the extent', () => {
    const scale = { curvature: 300, extent: 4 }
    expect([suitedRate('sgd', scale), suitedRate('momentum', scale), suitedRate('adam', scale)]).toEqual([
      0.0033, 0.001, 0.08,
    ])
  })

  test('follow the units of loss and length', () => {
    const here = suitedRates({ curvature: 10, extent: 4 })
    const there = suitedRates({ curvature: 1000, extent: 0.4 })
    expect(here['sgd']! / there['sgd']!).toBeCloseTo(100, 9)
    expect(here['adam']! / there['adam']!).toBeCloseTo(10, 9)
  })

  test('are absent where the surface has no curvature or no rule would take them', () => {
    expect(suitedRate('sgd', { curvature: 0, extent: 4 })).toBeUndefined()
    expect(suitedRate('adam', { curvature: 0, extent: 4 })).toBe(0.08)
    expect(suitedRate('newton', { curvature: 1, extent: 4 })).toBeUndefined()
  })
})
