import { describe, expect, test } from 'vitest'
import { stream } from '../../random/stream'
import { labelBasins, noAttractor } from './basin-labels'

const domain = { x: [-1, 1], y: [-10, 10] } as const
const never = (): boolean => false

describe('labelBasins', () => {
  test('gathers ends about two places, the better first, each where its least loss is', () => {
    const ends = Float64Array.of(0.5, 5, -0.5, -5, 0.501, 5.01, -0.502, -5.01, 0.5005, 5)
    const losses = Float64Array.of(2, 1, 1.5, 1.25, 3)
    const { attractors, labels } = labelBasins(ends, losses, never, domain)
    expect(attractors).toEqual([
      { at: [-0.5, -5], value: 1, starts: 2 },
      { at: [0.501, 5.01], value: 1.5, starts: 3 },
    ])
    expect([...labels]).toEqual([1, 0, 1, 0, 1])
  })

  test('links a string of ends into one place, and keeps a gap of two squares apart', () => {
    const xs = [...Array(20).keys()].map((i) => 0.0001 + 0.009 * i)
    const far = 0.0001 + 0.009 * 19 + 0.025
    const ends = Float64Array.from([...xs, far].flatMap((x) => [x, 0]))
    const { attractors, labels } = labelBasins(ends, new Float64Array(21), never, domain)
    expect(attractors.map(({ starts }) => starts)).toEqual([20, 1])
    expect(labels[20]).toBe(1)
  })

  test('has no label for lost runs and for ends that are not finite', () => {
    const ends = Float64Array.of(0, 0, 0, 0, NaN, 0)
    const { labels } = labelBasins(ends, new Float64Array(3), (run) => run === 1, domain)
    expect([...labels]).toEqual([0, noAttractor, noAttractor])
  })

  test('does not depend on the order of the runs', () => {
    const draws = stream(5, 'labels')
    const runs = Array.from({ length: 400 }, () => [draws.normal(), 10 * draws.normal(), draws.normal()] as const)
    const label = (order: readonly number[]) => {
      const ends = Float64Array.from(order.flatMap((i) => [runs[i]![0], runs[i]![1]]))
      return labelBasins(
        ends,
        Float64Array.from(order, (i) => runs[i]![2]),
        never,
        domain,
      )
    }
    const forwards = label([...runs.keys()])
    const backwards = label([...runs.keys()].reverse())
    expect(backwards.attractors).toEqual(forwards.attractors)
    expect([...backwards.labels].reverse()).toEqual([...forwards.labels])
    expect(forwards.attractors.length).toBeGreaterThan(50)
  })
})
