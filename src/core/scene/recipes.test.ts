import { describe, expect, test } from 'vitest'
import { scene } from '../../../test/support/scenes'
import { checkScene, parseScene } from './parse'
import { sliceRecipes } from './slice-setting'
import { cycleIn, recipesByDerivatives } from './recipe-order'
import { startRecipes } from './start-setting'
import { writeScene } from './write'

const chain = { kind: 'catalog', id: 'rosenbrock-n', dimension: 4 }
const axes = { kind: 'axes', axes: [2, 3] }
const line = { origin: [1, 1, 1, 1], u: [1, 0, 0, 0] }

function problemsOf(document: object): readonly string[] {
  return checkScene({ basin: 1, landscape: chain, ...document }).problems.map(
    ({ where, message }) => `${where}: ${message}`,
  )
}

describe('a slice and a start', () => {
  test.each([
    { landscape: { ...chain, slice: axes } },
    { landscape: { ...chain, slice: { kind: 'axes', axes: [1, 4], through: [0, 0.5, 0.25, 0] } } },
    { landscape: { ...chain, slice: { kind: 'default' } } },
    {
      landscape: { ...chain, slice: { kind: 'points', points: [[0, 0, 0, 0], { kind: 'end', of: 'sgd' }] } },
      racers: [{ optimizer: 'sgd', start: [1, 2, 3, 4] }],
    },
    {
      landscape: {
        ...chain,
        slice: {
          kind: 'points',
          points: [[0, 0, 0, 0], { kind: 'start', of: 'sgd' }, [1, 0, 0, 0]],
          vectors: { origin: [0, 0, 0, 0], u: [1, 2, 3, 4], v: [1, 0, 0, 0] },
        },
      },
      racers: [{ optimizer: 'sgd', start: [1, 2, 3, 4] }],
    },
    { landscape: { ...chain, slice: line, domain: { x: [-1, 2] } }, start: [0.5] },
    { landscape: { ...chain, slice: { kind: 'axes', axes: [3] } }, view: { domain: { x: [0, 1] } } },
    { landscape: { ...chain, slice: { kind: 'axes', axes: [3] } }, racers: [{ optimizer: 'sgd', start: [-1] }] },
    { start: [0.1, 0.2, 0.3, 0.4] },
    { racers: [{ optimizer: 'sgd' }, { optimizer: 'adam', start: { kind: 'end', of: 'sgd' } }] },
  ])('are written as they were read: %j', (document) => {
    const original = scene({ basin: 1, landscape: chain, ...document })
    const text = writeScene(original)
    expect(parseScene(text).value).toEqual(original)
    expect(writeScene(parseScene(text).value!)).toBe(text)
    expect(JSON.parse(text)).toMatchObject(document)
  })

  test('of a line has x alone, and starts of one number', () => {
    const { landscape, start } = scene({ basin: 1, landscape: { ...chain, slice: line } })
    expect(landscape.domain.x).toEqual([-2, 2])
    expect(start).toHaveLength(1)
    const zoomed = scene({ basin: 1, landscape: { ...chain, slice: line }, view: { domain: { x: [0, 1] } } })
    expect(zoomed.view.domain).toEqual({ x: [0, 1], y: [-0.5, 0.5] })
    expect(
      JSON.parse(writeScene(scene({ basin: 1, landscape: { ...chain, slice: line, domain: { x: [0, 1] } } }))),
    ).toEqual({
      basin: 1,
      landscape: { ...chain, slice: line, domain: { x: [0, 1] } },
    })
  })

  test.each([
    [
      { landscape: { ...chain, slice: { kind: 'axis' } } },
      'landscape.slice.kind: kind is "axis", expected one of "axes", "default", "eigenvectors", "gradient", "pca", "points", "random"',
    ],
    [
      {
        landscape: {
          ...chain,
          slice: {
            kind: 'points',
            points: [
              [0, 0, 0, 0],
              [1, 2, 3],
            ],
          },
        },
      },
      'landscape.slice.points[1]: point has 3 numbers, expected 4, one for each coordinate',
    ],
    [
      {
        landscape: {
          ...chain,
          slice: {
            kind: 'points',
            points: [
              [0, 0, 0, 0],
              [1, 1, 1, 1],
              [2, 2, 2, 2],
            ],
          },
        },
      },
      'landscape.slice.v: u and v of the slice are parallel, expected two directions that span a plane',
    ],
    [
      {
        landscape: { ...chain, slice: { kind: 'points', points: [[0, 0, 0, 0], { kind: 'end', of: 'sdg' }] } },
        racers: [{ optimizer: 'sgd', start: [1, 2, 3, 4] }],
      },
      'landscape.slice.points[1].of: unknown racer: "sdg" (did you mean "sgd"?)',
    ],
    [
      {
        landscape: {
          ...chain,
          slice: {
            kind: 'points',
            points: [
              [0, 0, 0, 0],
              [1, 1, 1, 1],
            ],
            vectors: { origin: [0], u: [1, 0, 0, 0] },
          },
        },
      },
      'landscape.slice.vectors.origin: origin of the slice has 1 number, expected 4, one for each coordinate',
    ],
    [
      { landscape: { ...chain, slice: { kind: 'axes', axes: [5, 1] } } },
      'landscape.slice.axes[0]: axis is 5, expected one of 4 coordinates',
    ],
    [
      { landscape: { ...chain, slice: { kind: 'axes', axes: [1, 1] } } },
      'landscape.slice.axes[1]: axis 1 is given twice',
    ],
    [
      { landscape: { ...chain, slice: { ...axes, through: [0] } } },
      'landscape.slice.through: through has 1 numbers, expected 4, one for each coordinate',
    ],
    [
      { landscape: { ...chain, slice: { ...axes, axis: 1 } } },
      'landscape.slice.axis: unknown key: "axis" (did you mean "axes"?)',
    ],
    [
      { landscape: { ...chain, slice: { ...line, u: [0, 0, 0, 0] } } },
      'landscape.slice.u: u of the slice has a largest entry of 0, expected one from 1e-100 to 1e+100',
    ],
    [
      { landscape: { ...chain, slice: line, domain: { x: [0, 1], y: [0, 1] } } },
      'landscape.domain.y: domain of a line has y',
    ],
    [
      { landscape: { ...chain, slice: line }, view: { domain: { x: [0, 1], y: [0, 1] } } },
      'view.domain.y: domain of a line has y',
    ],
    [
      { landscape: { ...chain, slice: line }, view: { domain: { x: [1, 0] } } },
      'view.domain.x: domain of x is [1, 0], expected min < max',
    ],
    [{ landscape: chain, view: { domain: { x: [0, 1] } } }, 'view.domain.y: y is missing, expected a list'],
    [
      { landscape: { ...chain, slice: line }, start: [0, 0] },
      'start: start has 2 numbers, expected one number, a place on the line, or 4, one for each coordinate',
    ],
    [{ landscape: { ...chain, slice: line }, start: [9] }, 'start: start (9) is outside the domain x in [-2, 2]'],
    [
      { start: [0, 0, 0] },
      'start: start has 3 numbers, expected two numbers, a place on the plane, or 4, one for each coordinate',
    ],
    [{ start: { kind: 'ende' } }, 'start.kind: kind is "ende", expected one of "end", "initialisation"'],
    [
      { racers: [{ optimizer: 'sgd', start: { kind: 'end', of: 'adm' } }, { optimizer: 'adam' }] },
      'racers[0].start.of: unknown racer: "adm" (did you mean "adam"?)',
    ],
    [
      {
        racers: [
          { optimizer: 'sgd', start: { kind: 'end', of: 'adam' } },
          { optimizer: 'adam', start: { kind: 'end', of: 'sgd' } },
        ],
      },
      'racers: recipes wait for one another: start of sgd → end of adam → start of adam → end of sgd → start of sgd',
    ],
  ])('that cannot be is a problem: %j', (document, problem) => {
    expect(problemsOf(document)).toEqual([problem])
  })
})

test('a cycle through a slice is found: slice, path, start on that slice', () => {
  expect(cycleIn({ slice: ['path of a'], 'path of a': ['start of a'], 'start of a': ['slice'] })).toEqual([
    'slice',
    'path of a',
    'start of a',
    'slice',
  ])
  expect(
    cycleIn({ slice: ['path of a'], 'path of a': ['start of a'], 'start of a': [], other: ['slice', 'slice'] }),
  ).toBeUndefined()
})

test('every recipe is known by its kind', () => {
  expect(sliceRecipes.map(({ id }) => id)).toEqual([
    'axes',
    'default',
    'eigenvectors',
    'gradient',
    'pca',
    'points',
    'random',
  ])
  expect(startRecipes.map(({ id }) => id)).toEqual(['end', 'initialisation'])
})

describe('what waits for what where two coordinates are seen on a line', () => {
  const line = { kind: 'points', points: [{ kind: 'end', of: 'sgd' }, [1, 1]] }
  const problems = (start: readonly number[]): readonly string[] =>
    problemsOf({
      landscape: { kind: 'catalog', id: 'rosenbrock-n', dimension: 2, slice: line },
      racers: [{ optimizer: 'sgd', start }],
    })

  test('two numbers are a whole vector, which waits for nothing; one is a place on the line', () => {
    expect(problems([-1, 1])).toEqual([])
    expect(problems([0.5])).toEqual([expect.stringContaining('recipes wait for one another')])
  })
})

test('those that take derivatives are known without being loaded', () => {
  const ids = sliceRecipes.flatMap(({ id, resolveByDerivatives }) => (resolveByDerivatives ? [id] : []))
  expect(ids).toEqual(recipesByDerivatives)
  for (const { resolve, resolveByDerivatives } of sliceRecipes)
    expect(resolve === undefined).toBe(resolveByDerivatives !== undefined)
})
