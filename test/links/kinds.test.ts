import { describe, expect, test } from 'vitest'
import { gridToBytes } from '../../src/core/objectives/grid-bytes'
import { defaultScene } from '../../src/core/scene/default-scene'
import { writeScene } from '../../src/core/scene/write'
import { dropBlob, keepBlob } from '../../src/engine/blobs'
import type { RaceSpec, SurfaceSpec } from '../../src/engine'
import type { RacePart } from '../../src/engine/accumulations/race'
import { jobKinds } from '../../src/engine/kinds'
import { costLimits } from '../../src/engine/job-kind'
import { computeDirectly, partsOf } from './compute-directly'
import { raceSpec } from './suite'

const domain = { x: [-1, 1], y: [-1, 1] } as const
const half = { kind: 'expression', expression: 'log(x) + a*y', parameters: { a: 2 } } as const
const surface = { landscape: half, domain, resolution: [5, 3], gradient: true } satisfies SurfaceSpec

describe('surface', () => {
  test('is not finite where the landscape is undefined, and its range is of the rest', () => {
    const { values, gradients, range } = computeDirectly('surface', surface)
    const rows = [0, 5, 10].map((at) => [...values.slice(at, at + 5)])
    expect(rows[1]!.slice(0, 3)).toEqual([NaN, NaN, -Infinity])
    expect(rows[2]![4]).toBe(2)
    expect([...gradients!.slice(-2)]).toEqual([1, 2])
    expect([...range]).toEqual([rows[0]![3], 2])
  })

  test('has no range where nothing is finite', () => {
    const landscape = { kind: 'expression', expression: 'log(-1 - x^2)', parameters: {} }
    const { range } = computeDirectly('surface', { ...surface, landscape })
    expect([...range]).toEqual([NaN, NaN])
  })

  test('is cut into bands of rows that cover it once', () => {
    const landscape = { kind: 'catalog', id: 'de-jong-5', parameters: {} } as const
    const spec = { ...surface, landscape, resolution: [2048, 2047] } satisfies SurfaceSpec
    const tiles = jobKinds.surface.plan(spec) as { from: number; to: number }[]
    expect(tiles.length).toBeGreaterThan(20)
    expect(tiles[0]!.from).toBe(0)
    for (const [index, { from }] of tiles.slice(1).entries()) expect(from).toBe(tiles[index]!.to)
    expect(tiles.at(-1)!.to).toBe(2047)
  })

  test('is the same in one tile and in many, which arrive in any order', () => {
    const kind = jobKinds.surface
    const spec = { ...surface, resolution: [50, 90] } satisfies SurfaceSpec
    const one = computeDirectly('surface', spec)
    const gathering = kind.gather!(spec)
    for (const band of [
      { from: 31, to: 90 },
      { from: 0, to: 1 },
      { from: 1, to: 31 },
    ])
      gathering.take(partsOf(kind, spec, band)[0], band)
    const many = gathering.result()
    for (const column of ['values', 'gradients', 'range'] as const) expect(many[column]).toEqual(one[column])
    expect(one.range).toEqual(
      Float64Array.of(Math.min(...one.values.filter(Number.isFinite)), Math.max(...one.values.filter(Number.isFinite))),
    )
  })

  test.each([
    [{ resolution: [2.5, 3] }, 'resolution: resolution is 2.5 x 3, expected whole numbers from 1 to 8192'],
    [{ domain: { x: [1, -1], y: [0, 1] } }, 'domain.x: domain of x is [1, -1], expected min < max'],
    [{ domain: { x: [NaN, 1], y: [0, 1] } }, 'NaN'],
    [{ landscape: { ...half, expression: 'x +' } }, 'landscape.expression, character'],
    [{ landscape: { ...half, parameters: {} } }, 'landscape.expression'],
    [{ landscape: { kind: 'catalog', id: 'rosenbrok', parameters: {} } }, 'did you mean "rosenbrock"?'],
    [{ landscape: { kind: 'catalog', id: 'sphere', parameters: { b: 1 } } }, 'landscape.parameters.b'],
    [{ colour: 'red' }, 'colour'],
  ])('refuses %j', (change, message) => {
    expect(() => computeDirectly('surface', { ...surface, ...change })).toThrow(message)
  })
})

describe('race', () => {
  function partsOf(spec: RaceSpec): RacePart[] {
    const parts: RacePart[] = []
    computeDirectly('race', spec, (part) => parts.push(part))
    return parts
  }

  test('sends every recorded row once, in order, and early ones early', () => {
    const spec = { ...raceSpec(20_001), record: 4 } satisfies RaceSpec
    const parts = partsOf(spec)
    for (const racer of [0, 1, 2]) {
      const steps = parts.filter((part) => part.racer === racer).flatMap(({ rows }) => [...rows.step])
      expect(steps).toEqual([...Array.from({ length: 5001 }, (_, row) => 4 * row), 20_001])
    }
    expect(parts[0]!.rows.step.length).toBeLessThan(300)
  })

  test('of no steps is its start', () => {
    const [part] = partsOf({ ...raceSpec(0), noise: { kind: 'gaussian', scale: 0 } })
    expect([...part!.rows.theta]).toEqual([-1.5, 2])
  })

  test('tells how fast each racer converges, where a law can be seen', () => {
    const landscape = { kind: 'expression', expression: '(x^2 + 9*y^2)/2', parameters: {} } as const
    const [adam] = raceSpec(0).racers
    const sgd = { ...adam!, id: 'sgd', optimizer: 'sgd', hyper: { lr: 0.2 }, start: [1, 1] }
    const lost = { ...sgd, id: 'lost', hyper: { lr: 0.3 } }
    const spec = { ...raceSpec(400), landscape, racers: [sgd, lost], noise: { kind: 'gaussian', scale: 0 } }
    const { racers } = computeDirectly('race', spec)
    // The best rate for curvatures 1 and 9 leaves 0.8 of the distance, 0.64 of the loss.
    expect(racers[0]!.rate).toMatchObject({ kind: 'linear', factor: expect.closeTo(0.64, 6) })
    expect(racers[1]).not.toHaveProperty('rate')
  })

  test('every problem of every racer is named', () => {
    const { racers, ...rest } = raceSpec(10)
    const [adam] = racers
    const wrong = [
      { ...adam!, hyper: { lr: -1 } },
      { ...adam!, hyper: { learningRate: 1 } },
      { ...adam!, optimizer: 'adm' },
    ]
    const message = /racers\[0\]\.lr: .* \| racers\[1\]\.learningRate: .* \| racers\[2\]\.optimizer: .*"adam"/
    expect(() => computeDirectly('race', { ...rest, racers: wrong })).toThrow(message)
  })

  test('that would never end is told what would', () => {
    const { work, bytes, smaller } = jobKinds.race.cost(raceSpec(1e12))
    expect([work, bytes]).toEqual([3e12, 3 * 48 * (1e12 + 1)])
    expect(smaller).toBe('take at most 7456538 steps, or record fewer of them')
    expect(jobKinds.race.cost(raceSpec(7456538)).bytes).toBeLessThanOrEqual(costLimits.bytes)
  })
})

describe('expression', () => {
  test('typesets a formula and finds its parameters', () => {
    const result = computeDirectly('expression', { text: 'b*x^2 + sin(a*y)', derivatives: false })
    expect(result).toMatchObject({ problems: [], parameters: ['b', 'a'] })
    expect(result.tex).toContain('\\sin')
  })

  test('derives it when asked', () => {
    const { derivatives } = computeDirectly('expression', { text: 'x^3 + x*y', derivatives: true })
    expect(derivatives?.gradient[1]).toBe('x')
    expect(derivatives?.hessian.slice(1)).toEqual(['1', '0'])
  })

  test('takes the variables of a space', () => {
    const spec = { text: 'a*x1^2 + x2*x3 + x', dimension: 3, derivatives: true }
    const { parameters, derivatives } = computeDirectly('expression', spec)
    expect(parameters).toEqual(['a', 'x'])
    expect(derivatives?.gradient).toHaveLength(3)
    expect(derivatives?.hessian.slice(1)).toEqual(['0', '0', '0', '1', '0'])
  })

  test('answers with the problems of a text that is none', () => {
    const { problems, tex } = computeDirectly('expression', { text: 'import("fs")', derivatives: true })
    expect(problems.length).toBeGreaterThan(0)
    expect(tex).toBeUndefined()
  })
})

describe('grid', () => {
  test('is told by its size and its holes', () => {
    const values = Float64Array.of(1, NaN, 3, Infinity, 5, 6)
    keepBlob('grid of a test', gridToBytes({ x: Float64Array.of(0, 1, 2), y: Float64Array.of(0, 1), values }))
    expect(computeDirectly('grid', { blob: 'grid of a test' })).toEqual({ resolution: [3, 2], holes: 2 })
    dropBlob('grid of a test')
  })
})

describe('scene', () => {
  test('is read back as it was written', () => {
    const { text } = computeDirectly('write-scene', { scene: defaultScene })
    expect(text).toBe(writeScene(defaultScene))
    expect(computeDirectly('scene', { text })).toEqual({ scene: defaultScene })
  })

  test('answers with the problems of a file that is none', () => {
    expect(computeDirectly('scene', { text: '{ "basin": 1' })).toMatchObject({
      problems: [{ where: expect.anything() }],
    })
  })
})
