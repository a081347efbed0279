import { describe, expect, test } from 'vitest'
import { raceSpec } from '../../src/engine/scene-specs'
import { landscapeSpec } from '../../src/core/scene/landscape'
import { movedSliceKind } from '../../src/engine/kinds/moved-slice'
import { scene } from '../support/scenes'
import { computeDirectly } from './compute-directly'

const u = [1, 0.5, 0, -1, 0.25, 2, 0, 1, -0.5, 0.75, 0, 1, 0]
const v = u.map((_, i) => ((7 * i) % 5) - 1.5)
const network = { kind: 'network', widths: [2, 3, 1], loss: 'mse', data: { id: 'moons', examples: 20 } }

/** A race of two on a plane of its own vectors, and the points of its racers. */
function raced(record: number) {
  const slice = { origin: u.map((_, i) => Math.sin(i)), u, v }
  const racers = [
    { optimizer: 'adam', lr: 0.05 },
    { optimizer: 'sgd', lr: 0.1, start: [0.3, -0.2] },
  ]
  const race = raceSpec(
    scene({
      basin: 1,
      landscape: { ...network, slice },
      start: [0, 0],
      steps: 24,
      record,
      measure: { every: record },
      racers,
    }),
  )
  const pathOf = (id: string) => {
    const racer = race.racers.find((each) => each.id === id)!
    return computeDirectly('path', { ...race, racers: [racer] })
  }
  return { race, pathOf }
}

const { race, pathOf } = raced(4)
const adam = pathOf('adam')

function at(row: number): readonly number[] {
  return [...adam.theta.subarray(13 * row, 13 * (row + 1))]
}

describe('a plane that goes with a racer', () => {
  test('leads through where it is, along the directions of the plane that stays', () => {
    const { slice } = computeDirectly('moved-slice', { race, of: 'adam', step: 12 })
    expect(slice).toEqual({ origin: at(3), u, v })
  })

  test('has of all paths the places nearest to them, by the normal equations', () => {
    const { slice, places } = computeDirectly('moved-slice', { race, of: 'adam', step: 8 })
    const sgd = pathOf('sgd')
    expect(places.map(({ length }) => length)).toEqual([2 * 7, 2 * 7])
    const inner = (a: readonly number[], b: readonly number[]) => a.reduce((sum, entry, i) => sum + entry * b[i]!, 0)
    for (const [k, path] of [adam, sgd].entries()) {
      for (let row = 0; row < 7; row++) {
        const point = [...path.theta.subarray(13 * row, 13 * (row + 1))]
        const [a, b] = [places[k]![2 * row]!, places[k]![2 * row + 1]!]
        const off = point.map((entry, i) => entry - slice.origin[i]! - a * u[i]! - b * v[i]!)
        // At right angles to both directions; the terms are of order 10.
        expect(Math.abs(inner(off, u))).toBeLessThan(1e-12)
        expect(Math.abs(inner(off, v))).toBeLessThan(1e-12)
      }
    }
    expect([...places[0]!.subarray(4, 6)]).toEqual([0, 0])
  })

  test('finds the directions of a recipe anew there', () => {
    const filters = { kind: 'random', normalise: 'filter', seed: 3 } as const
    const moved = computeDirectly('moved-slice', { race, of: 'adam', step: 24, recipe: filters }).slice
    const { landscape } = scene({ basin: 1, landscape: { ...network, slice: { ...filters, origin: at(6) } } })
    const there = computeDirectly('slice', { landscape: landscapeSpec(landscape) }).slice
    expect(moved).toEqual(there)
  })

  test('leads along eigenvectors towards where the racer ends', () => {
    const ahead = at(6).map((entry, i) => entry - at(0)[i]!)
    for (const step of [0, 4, 12, 20]) {
      const { slice } = computeDirectly('moved-slice', { race, of: 'adam', step, recipe: { kind: 'eigenvectors' } })
      for (const direction of [slice.u, slice.v!])
        expect(direction.reduce((sum, entry, i) => sum + entry * ahead[i]!, 0)).toBeGreaterThanOrEqual(0)
    }
  })

  test('is refused where there is none: of no racer, on a line, at a step that was not recorded', () => {
    const problemOf = (spec: object) => movedSliceKind.validate(spec).problems[0]
    expect(problemOf({ race, of: 'nobody', step: 4 })).toEqual({
      message: 'unknown racer: "nobody"',
      remedy: 'take adam or sgd',
      where: 'of',
    })
    const line = { kind: 'random', line: true }
    expect(problemOf({ race, of: 'adam', step: 4, recipe: line })?.where).toBe('recipe')
    const flat = { ...race, landscape: { kind: 'catalog', id: 'himmelblau' }, racers: [] }
    expect(problemOf({ race: flat, of: 'adam', step: 4 })?.where).toMatch(/^race/)
    expect(() => computeDirectly('moved-slice', { race, of: 'adam', step: 5 })).toThrow(
      'step 5 of adam was not recorded; take 4 or 8, or record every step',
    )
  })
})
