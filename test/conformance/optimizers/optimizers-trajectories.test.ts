import { describe, expect, it } from 'vitest'
import { optimizers } from '../../../src/core/catalogue/optimizers'
import matrices from '../second-order/second-order-matrices.golden.json'
import secondOrder from '../second-order/second-order.golden.json'
import { compiled, deviations, goldenTrajectories, handWritten, torchTrajectories } from './optimizers-reference'
import type { Trajectory } from './optimizers-reference'

/**
 * 200 steps of rounding, at 1e-16 each, and what the functions' curvatures make of it; so says the reference's own
 * comparison.
 */
const tolerance = 1e-11

/** The rules alone, on gradients that owe nothing to our calculus; and all together, as a person runs them. */
const suites = [
  ['PyTorch’s trajectories by a gradient written by hand', torchTrajectories, handWritten],
  ['PyTorch’s trajectories by the formula', torchTrajectories, compiled],
  ['trajectories in 50-digit arithmetic by the formula', goldenTrajectories, compiled],
] as const

describe.each(suites)('%s', (_title, trajectories, objectiveOf) => {
  const named = trajectories.map((trajectory): [string, Trajectory] => [
    `${trajectory.name} on ${trajectory.function}`,
    trajectory,
  ])
  it.each(named)('%s', (_name, trajectory) => {
    const measured = deviations(trajectory, objectiveOf(trajectory))
    expect(measured.map(({ step }) => step)).toEqual([1, 2, 3, 5, 10, 20, 50, 100, 200])
    for (const { step, ...deviation } of measured)
      for (const [part, size] of Object.entries(deviation))
        expect(size, `${part} at step ${step}`).toBeLessThanOrEqual(tolerance)
  })
})

describe('every rule of the catalogue has a trajectory that its definition did not compute', () => {
  // The tests beside each golden file race every one of its rows.
  const rows = [
    torchTrajectories,
    goldenTrajectories,
    secondOrder.trajectories,
    secondOrder.trustRegion,
    matrices.trajectories,
  ].flat()
  const proven = new Set(rows.map(({ optimizer }) => optimizer))
  it.each(optimizers.map(({ id }) => id))('%s', (id) => {
    expect(proven.has(id), `${id}: no reference trajectory; CONTRIBUTING.md tells where to add one`).toBe(true)
  })
})
