import { describe, expect, test } from 'vitest'
import { landscapeSpec } from '../../src/core/scene/landscape'
import type { RacePart } from '../../src/engine/accumulations/race'
import { raceSpec } from '../../src/engine/scene-specs'
import { scene } from '../support/scenes'
import { computeDirectly } from './compute-directly'

const chain = { kind: 'catalog', id: 'rosenbrock-n', dimension: 4 }
const line = { origin: [1, 0.5, 1, 1], u: [2, 0, 1, 0] }
const onLine = scene({
  basin: 1,
  landscape: { ...chain, slice: line, domain: { x: [-1, 1] } },
  start: [0.5],
  steps: 20,
})
const { domain } = onLine.landscape
const landscape = landscapeSpec(onLine.landscape)

/** The points of each racer, in the order of its steps. */
function pathsOf(document: object): readonly (readonly number[])[][] {
  const read = scene({ basin: 1, landscape: chain, steps: 30, ...document })
  const paths = read.racers.map((): (readonly number[])[] => [])
  computeDirectly('race', raceSpec(read), ({ racer, rows }: RacePart) => {
    const n = rows.theta.length / rows.step.length
    for (let row = 0; row < rows.step.length; row++)
      paths[racer]!.push([...rows.theta.subarray(row * n, (row + 1) * n)])
  })
  return paths
}

describe('a line', () => {
  test('has a surface of one row, whose values are those of its points in space', () => {
    const { values, resolution } = computeDirectly('surface', {
      landscape,
      domain,
      resolution: [5, 1],
      gradient: false,
    })
    expect(resolution).toEqual([5, 1])
    const space = { ...landscape, slice: undefined }
    values.forEach((value, i) => {
      const a = -1 + i / 2
      const at = line.origin.map((entry, j) => entry + a * line.u[j]!)
      expect(computeDirectly('probe', { landscape: space, domain, at }).value).toBe(value)
    })
  })

  test('is probed by one number, and its derivatives are those along it', () => {
    const { at, value, gradient, hessian } = computeDirectly('probe', { landscape, domain, at: [0.25] })
    const plane = computeDirectly('probe', { landscape, domain, at: [0.25, 0.5] })
    expect([at.length, gradient.length, hessian.length]).toEqual([1, 1, 1])
    expect([value, gradient[0], hessian[0]]).toEqual([plane.value, plane.gradient[0], plane.hessian[0]])
    const h = 1e-5
    const [left, right] = [-h, h].map((d) => computeDirectly('probe', { landscape, domain, at: [0.25 + d] }).value)
    expect(Math.abs((right! - left!) / (2 * h) - gradient[0]!)).toBeLessThan(1e-6 * Math.abs(gradient[0]!))
  })

  test('is raced on from a place along it, and told how far racers leave it', () => {
    const parts: RacePart[] = []
    computeDirectly('race', raceSpec(onLine), (part: RacePart) => parts.push(part))
    const { rows, plane, distance } = parts[0]!
    expect([...rows.theta.subarray(0, 4)]).toEqual([2, 0.5, 1.5, 1])
    expect([...plane!.subarray(0, 2)]).toEqual([0.5, 0])
    expect(distance![0]).toBe(0)
    expect(distance!.at(-1)).toBeGreaterThan(0)
  })

  test('has critical points along it: there the slope vanishes, and interval arithmetic proves nothing', () => {
    const { points, complete, separatrices } = computeDirectly('points', { landscape, domain })
    expect({ complete, separatrices }).toEqual({ complete: false, separatrices: [] })
    expect(points.length).toBeGreaterThan(0)
    for (const { at } of points) {
      expect(at[1]).toBe(0)
      const { gradient, hessian } = computeDirectly('probe', { landscape, domain, at: [at[0]] })
      expect(Math.abs(gradient[0]!)).toBeLessThan(1e-10 * Math.abs(hessian[0]!))
    }
  })

  test('has no classes of regions, and says why', () => {
    const { thresholds } = onLine.view
    const spec = { landscape, domain, wholeDomain: domain, resolution: [4, 4], thresholds } as const
    expect(() => computeDirectly('field', spec)).toThrow('of a line, expected a plane')
  })
})

describe('a recipe of a slice', () => {
  test('is resolved by a job, and by every other job alike', () => {
    const slice = { kind: 'axes', axes: [2, 3], through: [9, 8, 7, 6] }
    const resolved = { origin: [9, 0, 0, 6], u: [0, 1, 0, 0], v: [0, 0, 1, 0] }
    const byRecipe = { ...landscape, slice }
    expect(computeDirectly('slice', { landscape: byRecipe })).toEqual({ slice: resolved })
    const values = (given: object) =>
      computeDirectly('surface', {
        landscape: { ...landscape, slice: given },
        domain,
        resolution: [7, 5],
        gradient: true,
      })
    expect(values(slice)).toEqual(values(resolved))
    expect(values({ kind: 'default' })).toEqual(
      computeDirectly('surface', {
        landscape: { ...landscape, slice: undefined },
        domain,
        resolution: [7, 5],
        gradient: true,
      }),
    )
  })
})

describe('a start', () => {
  test('of as many numbers as there are coordinates is the whole vector', () => {
    expect(pathsOf({ start: [0.1, 0.2, 0.3, 0.4] })[0]![0]).toEqual([0.1, 0.2, 0.3, 0.4])
  })

  test('in two dimensions is the place', () => {
    const [path] = pathsOf({ landscape: { kind: 'catalog', id: 'rosenbrock' }, start: [-1.5, 2] })
    expect(path![0]).toEqual([-1.5, 2])
  })

  test('is the end of another racer, whose own may be another’s, whatever their order', () => {
    const [last, first, middle] = pathsOf({
      racers: [
        { id: 'last', optimizer: 'sgd', start: { kind: 'end', of: 'middle' } },
        { id: 'first', optimizer: 'adam', lr: 0.05 },
        { id: 'middle', optimizer: 'momentum', start: { kind: 'end', of: 'first' } },
      ],
    })
    expect(middle![0]).toEqual(first!.at(-1))
    expect(last![0]).toEqual(middle!.at(-1))
    expect(last![0]).not.toEqual(first!.at(-1))
  })

  test('that nobody can have is refused', () => {
    const spec = raceSpec(scene({ basin: 1, landscape: chain }))
    const withStart = (start: unknown) => ({ ...spec, racers: [{ ...spec.racers[0]!, start }] })
    expect(() => computeDirectly('race', withStart([1, 2, 3]))).toThrow('start has 3 numbers')
    expect(() => computeDirectly('race', withStart({ kind: 'end', of: spec.racers[0]!.id }))).toThrow(
      'wait for one another',
    )
  })
})
