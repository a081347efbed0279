import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { minimal, scene } from '../../../test/support/scenes'
import { isFamily, landscapes } from '../catalogue/landscapes'
import { checkScene, parseScene } from './parse'
import { sceneJsonSchema } from './schema'
import { writeScene } from './write'

const rosenbrockChain = { kind: 'catalog', id: 'rosenbrock-n' }
const formula = { kind: 'expression', expression: 'x1^2 + a*x2*x3 + x4', dimension: 4, parameters: { a: 2 } }
const curve = { kind: 'expression', expression: 'a*x^2', dimension: 1, parameters: { a: 2 } }
const slice = { origin: [0, 1, 2, 3], u: [1, 0, 1, 0], v: [0, 1, 0, -2.5] }

function problemsOf(landscape: object): readonly string[] {
  return checkScene({ basin: 1, landscape }).problems.map(({ where, message }) => `${where}: ${message}`)
}

describe('a landscape in space', () => {
  test('has the family’s dimension unless told otherwise, and its default plane', () => {
    expect(scene({ basin: 1, landscape: rosenbrockChain }).landscape).toEqual({
      ...rosenbrockChain,
      parameters: { b: 100 },
      dimension: 10,
      domain: { x: [-2, 2], y: [-1, 3] },
    })
    expect(scene({ basin: 1, landscape: { ...rosenbrockChain, dimension: 4, slice } }).landscape).toMatchObject({
      dimension: 4,
      slice,
    })
  })

  test('a formula has as many variables as it says', () => {
    expect(scene({ basin: 1, landscape: formula }).landscape).toMatchObject({ dimension: 4 })
    expect(problemsOf({ ...formula, dimension: 3 })).toEqual(['landscape.expression: unknown variable: "x4"'])
  })

  test('of one variable it is a line: starts and domains have one number, and nothing else is written', () => {
    const document = { basin: 1, landscape: { ...curve, domain: { x: [-3, 5] } }, start: [4] }
    const read = scene(document)
    expect(read.landscape).toMatchObject({ dimension: 1, domain: { x: [-3, 5], y: [-4, 4] } })
    expect(JSON.parse(writeScene(read))).toEqual(document)
    expect(scene({ basin: 1, landscape: curve }).start).toEqual([-1])
    const { problems } = checkScene({ ...document, start: [1, 2], view: { domain: { x: [0, 1], y: [0, 1] } } })
    expect(problems.map(({ where, message }) => `${where}: ${message}`)).toEqual([
      'start: start has 2 numbers, expected one number',
      'view.domain.y: domain of a line has y',
    ])
    expect(checkScene({ ...document, start: [6] }).problems[0]!.message).toBe(
      'start (6) is outside the domain x in [-3, 5]',
    )
  })

  test('is written as it was read: defaults left out, all else kept', () => {
    const number = fc.double({ min: -3, max: 3, noNaN: true }).map((x) => (x === 0 ? 0 : x))
    const space = fc.integer({ min: 4, max: 12 }).chain((n) => {
      const vector = fc.array(number, { minLength: n, maxLength: n })
      const plane = fc.record({
        origin: vector,
        // Independent by their first entries.
        u: vector.map((entries) => [1, 0, ...entries.slice(2)]),
        v: vector.map((entries) => [0, 1, ...entries.slice(2)]),
      })
      return fc.oneof(
        fc.constant({ dimension: n }),
        plane.map((given) => ({ dimension: n, slice: given })),
      )
    })
    const catalog = fc.constantFrom(...landscapes.filter(isFamily)).map(({ id }) => ({ kind: 'catalog', id }))
    const documents = fc.tuple(fc.oneof(catalog, fc.constant(formula)), space)
    fc.assert(
      fc.property(documents, ([landscape, given]) => {
        const original = scene({ basin: 1, landscape: { ...landscape, ...given } })
        const text = writeScene(original)
        const read = parseScene(text).value!
        expect(read).toEqual(original)
        expect(writeScene(read)).toBe(text)
        const isUsual = landscape.kind === 'catalog' && given.dimension === 10
        expect(text.includes('"dimension"')).toBe(!isUsual)
        expect(text.includes('"slice"')).toBe('slice' in given)
      }),
      { seed: 5, numRuns: 100 },
    )
  })
})

describe('what is wrong with a space', () => {
  test.each([
    [
      { ...rosenbrockChain, dimension: 1 },
      'landscape.dimension: dimension of rosenbrock-n is 1, expected a whole number from 2 to 1000',
    ],
    [{ ...rosenbrockChain, dimension: 2.5 }, 'landscape.dimension: dimension is 2.5, expected a whole number'],
    [
      { ...formula, dimension: 101 },
      'landscape.dimension: dimension of a formula is 101, expected a whole number from 1 to 100',
    ],
    [
      { ...minimal.landscape, dimension: 3 },
      'landscape.dimension: dimension of rosenbrock, which is a landscape in the plane',
    ],
    [{ ...minimal.landscape, slice }, 'landscape.slice: slice of rosenbrock, which is a landscape in the plane'],
    [{ kind: 'expression', expression: 'x*y', slice }, 'landscape.slice: slice of a formula in the plane'],
    [
      { ...rosenbrockChain, slice },
      'landscape.slice.origin: origin of the slice has 4 numbers, expected 10, one for each coordinate',
    ],
    [
      { ...formula, slice: { ...slice, v: slice.u } },
      'landscape.slice.v: u and v of the slice are parallel, expected two directions that span a plane',
    ],
    [
      { ...formula, slice: { ...slice, u: [0, 0, 0, 0] } },
      'landscape.slice.u: u of the slice has a largest entry of 0',
    ],
    [{ ...formula, slice: { u: slice.u, v: slice.v } }, 'landscape.slice.origin: origin is missing'],
    [{ ...formula, slice: { ...slice, w: [] } }, 'landscape.slice.w: unknown key: "w"'],
    [{ ...formula, expression: 'x1 + y' }, 'landscape.expression: unknown variable: "y"'],
    [
      { ...curve, expression: 'x + y' },
      'landscape.expression: y in a formula of dimension 1, whose only variable is x',
    ],
    [{ ...curve, expression: 'x^2', parameters: { y: 2 } }, 'landscape.parameters.y: y in a formula of dimension 1'],
    [{ ...curve, slice: { origin: [0], u: [1] } }, 'landscape.slice: slice of a formula in one variable'],
    [{ ...curve, domain: { x: [0, 1], y: [0, 1] } }, 'landscape.domain.y: domain of a line has y'],
    [{ ...curve, dimension: 0 }, 'landscape.dimension: dimension of a formula is 0, expected a whole number from 1'],
  ])('%j: %s', (landscape, expected) => {
    expect(problemsOf(landscape)[0]).toContain(expected)
  })

  test('a plane landscape’s family is named as the remedy', () => {
    const { problems } = checkScene({ basin: 1, landscape: { ...minimal.landscape, dimension: 3 } })
    expect(problems[0]!.remedy).toBe('remove it, or take rosenbrock-n')
  })

  test('a formula in numbered variables is told to say how many', () => {
    const { problems } = checkScene({ basin: 1, landscape: { kind: 'expression', expression: 'x + x7^2' } })
    expect(problems.map(({ message, remedy }) => `${message}; ${remedy}`)).toEqual([
      'unknown variable: "x7"; give the number of variables x1, x2, ... as "dimension": 7',
    ])
  })

  test('rows in many dimensions are counted in the memory that a race would take', () => {
    const problemsOf = (steps: number, record = 1): readonly string[] => {
      const landscape = { ...rosenbrockChain, dimension: 1000 }
      const given = { basin: 1, landscape, steps, record, racers: [{ optimizer: 'sgd' }] }
      return checkScene(given).problems.map(({ message }) => message)
    }
    // 8 bytes for each of 4 scalars, 3 numbers of the projection and 3 lengths; theta, of 1000 coordinates, is left out
    // of so many rows.
    expect(problemsOf(10_000_000)).toEqual([
      `recording every step of 10000000 steps of 1 racers takes ${Math.ceil((10_000_000 * 8 * 10) / 2 ** 20)} MiB, expected at most 512 MiB`,
    ])
    expect(problemsOf(10_000_000, 2)).toEqual([])
    expect(problemsOf(6_700_000)).toEqual([])
  })
})

test('the JSON Schema knows dimension and slice', () => {
  const text = JSON.stringify(sceneJsonSchema())
  for (const key of ['"dimension"', '"slice"', '"origin"']) expect(text).toContain(key)
})
