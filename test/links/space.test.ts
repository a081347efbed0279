import { describe, expect, test } from 'vitest'
import { gridCoordinate } from '../../src/core/domain'
import { spacedSpectrum } from '../../src/core/objectives/quadratic'
import { project } from '../../src/core/slice/slice'
import type { LandscapeSpec, RaceSpec } from '../../src/engine'
import type { RacePart } from '../../src/engine/accumulations/race'
import { landscapeOf } from '../../src/engine/kinds/landscapes'
import { raceSpec } from '../../src/engine/scene-specs'
import { scene } from '../support/scenes'
import { computeDirectly } from './compute-directly'

const domain = { x: [-2, 2], y: [-1, 3] } as const
const slice = { origin: [0, 1, -1, 0.5], u: [1, 0.5, 0, 0], v: [0, 1, 1, -2] }
const chain = { kind: 'catalog', id: 'rosenbrock-n', parameters: {}, dimension: 4, slice } as const
const formula = {
  kind: 'expression',
  expression: 'a*sin(x1*x2) + (x3 - x1)^2 + x4^4',
  parameters: { a: 2 },
  dimension: 4,
  slice,
} as const
const specs: readonly (readonly [string, LandscapeSpec])[] = [
  ['a family', chain],
  ['a formula', formula],
  ['a family on its default plane', { kind: 'catalog', id: 'ackley-n', parameters: {} }],
]

describe.each(specs)('%s', (_, landscape) => {
  test('its surface holds the bits of its plane, values and gradients', () => {
    const [nx, ny] = [13, 5]
    const spec = { landscape, domain, resolution: [nx, ny], gradient: true }
    const { values, gradients } = computeDirectly('surface', spec)
    const alone = computeDirectly('surface', { ...spec, gradient: false })
    const plane = landscapeOf(landscape).plane()
    const gradient = new Float64Array(2)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++) {
        const at = Float64Array.of(gridCoordinate(domain.x, i, nx), gridCoordinate(domain.y, j, ny))
        expect(values[j * nx + i]).toBe(plane.valueGrad(at, gradient))
        expect(alone.values[j * nx + i]).toBe(values[j * nx + i])
        expect([...gradients!.subarray(2 * (j * nx + i), 2 * (j * nx + i) + 2)]).toEqual([...gradient])
      }
  })

  test('a probe by two coordinates is of the plane, and of the whole space by all', () => {
    const { place, dimension, objective } = landscapeOf(landscape)
    const at = [0.75, -0.5]
    const theta = [...place(at)]
    const inPlane = computeDirectly('probe', { landscape, domain, at })
    const whole = computeDirectly('probe', { landscape, domain, at: theta })
    expect(inPlane.value).toBe(whole.value)
    expect([inPlane.gradient.length, whole.gradient.length]).toEqual([2, dimension])
    const gradient = new Float64Array(dimension)
    objective().valueGrad(Float64Array.from(theta), gradient)
    expect([...whole.gradient]).toEqual([...gradient].map((entry) => entry + 0))
    expect(whole.eigenvalues).toHaveLength(dimension)
    expect(whole.eigenvectors).toHaveLength(dimension * dimension)
    // What the plane's own curvatures would allow is no bound on a learning rate: all of them decide.
    expect(inPlane).not.toHaveProperty('stableLearningRate')
    expect(inPlane.stabilityNote).toContain(`all ${dimension} curvatures`)
    expect(whole.stabilityNote).not.toBe(inPlane.stabilityNote)
  })
})

describe('a race in space', () => {
  function partsOf(spec: RaceSpec): { parts: RacePart[]; result: ReturnType<typeof computeDirectly<'race'>> } {
    const parts: RacePart[] = []
    const result = computeDirectly('race', spec, (part) => parts.push(part))
    return { parts, result }
  }
  const document = {
    basin: 1,
    landscape: { kind: 'catalog', id: 'rosenbrock-n', dimension: 4, slice },
    start: [-1, 0.5],
    steps: 300,
    racers: [
      { optimizer: 'adam', lr: 0.05 },
      { optimizer: 'momentum', lr: 1e-4 },
    ],
  }

  test('begins on the plane, where it was started, and tells how it leaves it', () => {
    const { parts } = partsOf(raceSpec(scene(document)))
    for (const racer of [0, 1]) {
      const own = parts.filter((part) => part.racer === racer)
      const [first] = own
      expect([...first!.rows.theta.subarray(0, 4)]).toEqual([-1, 1, -0.5, -0.5])
      expect(first!.plane![0]).toBeCloseTo(-1, 14)
      expect(first!.plane![1]).toBeCloseTo(0.5, 14)
      expect(first!.distance![0]).toBeLessThan(1e-15)
      const rows = own.flatMap(({ rows: { step } }) => [...step])
      expect(rows).toEqual(Array.from({ length: 301 }, (_, step) => step))
      // Every row is where its theta is projected to.
      for (const { rows: recorded, plane, distance } of own) {
        const out = new Float64Array(3)
        recorded.step.forEach((_, k) => {
          project(slice, recorded.theta, out, 4 * k)
          expect([...out]).toEqual([plane![2 * k], plane![2 * k + 1], distance![k]])
        })
      }
      expect(Math.max(...own.at(-1)!.distance!)).toBeGreaterThan(0.1)
    }
  })

  test('keeps where it lies on the plane and off it, and no theta, where that is too much', () => {
    const landscape = { kind: 'catalog', id: 'rosenbrock-n', dimension: 1000 }
    const race = raceSpec(scene({ ...document, landscape, steps: 8500 }))
    // 2 racers x 8501 rows x 1000 coordinates are 130 MiB.
    const { parts, result } = partsOf(race)
    const seldom = partsOf({ ...race, record: 100 }).result
    for (const racer of [0, 1]) {
      const [trace, other] = [result.traces[racer]!, seldom.traces[racer]!]
      expect(trace.theta).toBeUndefined()
      expect(other.theta!.length).toBe(86 * 1000)
      expect(trace.count).toBe(8501)
      for (let row = 0; row < 86; row++) {
        expect(trace.step[100 * row]).toBe(100 * row)
        expect(trace.loss[100 * row]).toBe(other.loss[row])
        expect(trace.distance![100 * row]).toBe(other.distance![row])
        expect(trace.points.slice(200 * row, 200 * row + 2)).toEqual(other.points.slice(2 * row, 2 * row + 2))
      }
      expect(result.racers[racer]).toMatchObject({ ending: seldom.racers[racer]!.ending })
    }
    // A part holds as many rows as ever, and not those few of which theta is held at a time.
    expect(parts.length).toBeLessThan(20)
  })

  test('diverges when it is far off, in the plane or off it', () => {
    // Gradient descent beyond the stability limit of the steepest of ten eigenvalues, from a point of the plane.
    const landscape = { kind: 'catalog', id: 'quadratic-n', parameters: { kappa: 100 } }
    const racers = [{ optimizer: 'sgd', lr: 0.021 }]
    const { result } = partsOf(raceSpec(scene({ basin: 1, landscape, racers, steps: 10_000 })))
    expect(result.racers[0]!.ending.outcome).toBe('diverged')
    // The cube about the centre has the half-width of the domain, 4.
    const { theta } = result.racers[0]!.ending.lastFinite!
    expect(Math.max(...theta.map(Math.abs))).toBeGreaterThan(4000)
    expect(theta).toHaveLength(10)
  })

  test('in the plane has no projection', () => {
    const { parts } = partsOf(raceSpec(scene({ basin: 1, landscape: { kind: 'catalog', id: 'sphere' }, steps: 3 })))
    for (const part of parts) expect([part.plane, part.distance]).toEqual([undefined, undefined])
  })

  test('is refused to a rule that takes fewer dimensions', () => {
    const wide = {
      ...raceSpec(scene(document)),
      landscape: { kind: 'catalog', id: 'rosenbrock-n', parameters: {}, dimension: 1000 },
    }
    const racers = [{ id: 'newton', optimizer: 'newton', hyper: {}, start: [0, 0] }]
    expect(() => computeDirectly('race', { ...wide, racers })).toThrow('dimension is 1000, newton accepts at most')
  })
})

describe('a spectrum', () => {
  const ask = (landscape: LandscapeSpec, at: readonly number[], top = 2) =>
    computeDirectly('spectrum', { landscape, at, top, density: true, seed: 0 })

  test('is the declared one', () => {
    const landscape: LandscapeSpec = { kind: 'catalog', id: 'quadratic-n', parameters: { kappa: 50 }, dimension: 6 }
    const { eigenvalues, method, dimension, trace, density } = ask(landscape, [1, 2, 3, 4, 5, 6])
    const declared = spacedSpectrum(6, 50, 0, 0)
    expect([dimension, method]).toEqual([6, 'dense'])
    // Some dozens of roundings of numbers up to 50.
    ;[0, 1, 4, 5].forEach((i, k) => expect(Math.abs(eigenvalues[k]! - declared[i]!)).toBeLessThan(1e-12))
    expect(trace.value).toBeCloseTo(
      declared.reduce((sum, value) => sum + value, 0),
      11,
    )
    expect(density!.at).toHaveLength(density!.value.length)
  })

  test('of a plane landscape is what the probe says', () => {
    const landscape: LandscapeSpec = { kind: 'catalog', id: 'rosenbrock', parameters: {} }
    const { eigenvalues } = ask(landscape, [-1, 2])
    expect([...eigenvalues]).toEqual([...computeDirectly('probe', { landscape, domain, at: [-1, 2] }).eigenvalues])
  })
})

test('a plane that is the whole space has the learning rate that its curvatures allow', () => {
  const landscape: LandscapeSpec = {
    kind: 'expression',
    expression: 'x1^2 + 4*x2^2',
    parameters: {},
    dimension: 2,
  }
  const rateOf = (slice?: LandscapeSpec['slice']) =>
    computeDirectly('probe', { landscape: { ...landscape, ...(slice && { slice }) }, domain, at: [1, 1] })
      .stableLearningRate
  expect(rateOf()).toBeCloseTo(2 / 8, 12)
  expect(rateOf({ kind: 'axes', axes: [2, 1] })).toBeCloseTo(2 / 8, 12)
  expect(rateOf({ origin: [0, 0], u: [2, 0], v: [0, 1] })).toBeUndefined()
  expect(rateOf({ origin: [0, 0], u: [1, 1], v: [0, 1] })).toBeUndefined()
  expect(rateOf({ kind: 'axes', axes: [2] })).toBeUndefined()
})

describe('specs that cannot be', () => {
  test.each([
    [
      { ...chain, dimension: 1 },
      'landscape.dimension: dimension of rosenbrock-n is 1, expected a whole number from 2 to 1000',
    ],
    [{ ...chain, dimension: 5 }, 'landscape.slice.origin: origin of the slice has 4 numbers, expected 5'],
    [{ ...chain, parameters: { b: 1e9 } }, 'landscape.parameters.b: parameter b is 1000000000, expected 0.1 to 10000'],
    [{ ...formula, slice: { ...slice, v: slice.u } }, 'landscape.slice.v: u and v of the slice are parallel'],
    [{ ...formula, expression: 'x5' }, 'landscape.expression, character 1: unknown variable: "x5"'],
    [
      { kind: 'catalog', id: 'sphere', parameters: {}, dimension: 3 },
      'landscape.dimension: dimension of sphere, which is a landscape in the plane',
    ],
  ])('%j: %s', (landscape, message) => {
    const spec = { landscape, domain, resolution: [2, 2], gradient: false }
    expect(() => computeDirectly('surface', spec)).toThrow(message)
  })

  test('points of the wrong length, and Hessians too large to be shown', () => {
    const wide = { kind: 'catalog', id: 'rosenbrock-n', parameters: {}, dimension: 200 }
    const at = Array<number>(200).fill(1)
    expect(() => computeDirectly('probe', { landscape: chain, domain, at: [1, 2, 3] })).toThrow(
      'at: point has 3 coordinates, expected 2 in the plane, or 4',
    )
    expect(() => computeDirectly('probe', { landscape: wide, domain, at })).toThrow('ask for the spectrum')
    expect(() => computeDirectly('spectrum', { landscape: chain, at: [1], top: 1, density: false, seed: 0 })).toThrow(
      'at: point has 1 coordinates',
    )
    expect(() =>
      computeDirectly('spectrum', { landscape: chain, at: [0, 0], top: 0, density: false, seed: 0 }),
    ).toThrow('top: top is 0')
  })
})
