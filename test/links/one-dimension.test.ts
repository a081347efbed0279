import { describe, expect, test } from 'vitest'
import { optimizers } from '../../src/core/catalogue/optimizers'
import type { ProbeResult } from '../../src/core/analysis/region/probe-result'
import { landscapeSpec } from '../../src/core/scene/landscape'
import type { RacePart } from '../../src/engine/accumulations/race'
import type { SweepPart } from '../../src/engine/accumulations/sweep'
import { basinsSpec, pointsSpec, raceSpec } from '../../src/engine/scene-specs'
import { scene } from '../support/scenes'
import { computeDirectly } from './compute-directly'

const formula = { kind: 'expression', expression: 'x^4 - x^2 + 0.3*sin(5*x)' }
const curve = { ...formula, dimension: 1 }

/** A formula's race along x, and in the plane of x and y from y = 0: what every recorded row says of x. */
function both(settings: object, landscape: object = formula) {
  return [
    { landscape, start: [1.3, 0] },
    { landscape: { ...landscape, dimension: 1 }, start: [1.3] },
  ].map((where) => {
    const rows: number[][] = []
    let outcome: string | undefined
    const spec = raceSpec(scene({ basin: 1, steps: 60, ...settings, ...where }))
    computeDirectly('race', spec, ({ rows: { step, theta, loss, gradientNorm, evaluations }, end }: RacePart) => {
      const n = theta.length / step.length
      for (let row = 0; row < step.length; row++)
        rows.push([theta[row * n]!, loss[row]!, gradientNorm[row]!, evaluations[row]!])
      outcome ??= end?.ending.outcome
    })
    return { rows, outcome }
  })
}

/** In the plane the Hessian of a formula in x is singular: there they end at once. */
const undefinedInPlane = ['newton', 'saddle-free-newton']

describe('a formula in one variable', () => {
  test.each(optimizers.map(({ id }) => id))('%s takes the steps along x that it takes in the plane', (optimizer) => {
    const [plane, line] = both({ racers: [{ optimizer }] })
    if (!undefinedInPlane.includes(optimizer)) expect(line).toEqual(plane)
    expect(line!.rows.length).toBeGreaterThan(3)
    expect(line!.rows.at(-1)![1]).toBeLessThan(line!.rows[0]![1]!)
  })

  test.each(optimizers.filter(({ rule }) => rule !== undefined).map(({ id }) => id))(
    '%s by coordinates: under noise, clipped, with a schedule, forked and with rows left out too',
    (optimizer) => {
      const [plane, line] = both({
        record: 3,
        racers: [
          {
            optimizer,
            noise: { kind: 'gaussian', scale: 0.1 },
            clip: { kind: 'value', value: 2 },
            schedule: { id: 'cosine' },
            fork: { at: 20, lr: 0.001 },
          },
        ],
      })
      expect(line).toEqual(plane)
    },
  )

  test('is a mean over examples, in batches, as it is in the plane', () => {
    const sum = { kind: 'expression', expression: 'h/2*(x - a)^2', examples: { a: [1, 2, 4, 8], h: [1, 0.5, 2, 1] } }
    const [plane, line] = both(
      { batch: { sampler: 'reshuffle', size: 2 }, racers: [{ optimizer: 'sgd', lr: 0.1 }] },
      sum,
    )
    expect(line).toEqual(plane)
    expect(new Set(line!.rows.map(([x]) => x)).size).toBeGreaterThan(50)
  })

  test('has theta of one number in every row, and lies nowhere off the line', () => {
    const parts: RacePart[] = []
    const spec = raceSpec(scene({ basin: 1, landscape: curve, start: [1.3], steps: 5, racers: [{ optimizer: 'sgd' }] }))
    computeDirectly('race', spec, (part: RacePart) => parts.push(part))
    const [{ rows, plane, distance, lengths }] = parts as [RacePart]
    expect(rows.theta).toHaveLength(6)
    expect([...plane!]).toEqual([...rows.theta].flatMap((x) => [x, 0]))
    expect([distance, lengths]).toEqual([undefined, undefined])
  })

  test('is probed with a gradient of one number and a Hessian of one', () => {
    const { landscape } = scene({ basin: 1, landscape: curve })
    const spec = { landscape: landscapeSpec(landscape), domain: landscape.domain, at: [0.7] }
    const probe: ProbeResult = computeDirectly('probe', spec)
    const { gradient, hessian, eigenvalues, eigenvectors, stableLearningRate } = probe
    const slope = 4 * 0.343 - 1.4 + 1.5 * Math.cos(3.5)
    const curvature = 12 * 0.49 - 2 - 7.5 * Math.sin(3.5)
    expect([...gradient]).toEqual([expect.closeTo(slope, 14)])
    expect([...hessian]).toEqual([expect.closeTo(curvature, 13)])
    expect([...eigenvalues]).toEqual([...hessian])
    expect([...eigenvectors]).toEqual([1])
    expect(stableLearningRate).toBeCloseTo(2 / curvature, 14)
  })

  test('is swept over the learning rate as it is in the plane', () => {
    const [plane, line] = [
      { landscape: formula, start: [1.3, 0] },
      { landscape: curve, start: [1.3] },
    ].map((where) => {
      const parts: SweepPart[] = []
      const race = raceSpec(scene({ basin: 1, steps: 40, racers: [{ optimizer: 'momentum' }], ...where }))
      const x = { hyperparameter: 'lr', values: [0.001, 0.01, 0.1, 1] }
      computeDirectly('sweep', { race, x }, (part: SweepPart) => parts.push(part))
      return parts
    })
    expect(line).toEqual(plane)
  })

  test.each(['basins', 'field'] as const)('has no %s, and says why', (kind) => {
    const read = scene({ basin: 1, landscape: curve, racers: [{ optimizer: 'sgd' }] })
    const { landscape, domain } = pointsSpec(read)
    const { thresholds } = read.view
    const specs = {
      basins: { ...basinsSpec(read, 0, 8), racer: { ...basinsSpec(read, 0, 8).racer, start: [0, 0] } },
      field: { landscape, domain, wholeDomain: domain, resolution: [4, 4], thresholds },
    }
    expect(() => computeDirectly(kind, specs[kind])).toThrow('of a line, expected a plane')
  })
})
