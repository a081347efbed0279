import { describe, expect, test } from 'vitest'
import type { SampledGrid } from '../objectives/sampled-grid'
import { formatProblem } from '../problem'
import sgd from '../optimizers/sgd'
import { createGrids, type Grids } from './grids'
import { checkScene, parseScene } from './parse'
import type { Scene } from './scene'
import { writeScene } from './write'

const inline = {
  kind: 'sampled',
  x: [0, 1, 3],
  y: [-1, 1],
  values: [
    [0, 1, 9],
    [2, null, 11],
  ],
}

function read(landscape: object, rest: object = {}, grids: Grids = createGrids(), file?: SampledGrid): Scene {
  const { value, problems } = checkScene({ basin: 1, landscape, ...rest }, { grids, ...(file && { file }) })
  if (value === undefined) throw new Error(problems.map(formatProblem).join(' | '))
  return value
}

const lines = (landscape: object): string[] => checkScene({ basin: 1, landscape }).problems.map(formatProblem)

describe('a measured surface in a scene', () => {
  test('names its grid, which lies beside it, and spans it', () => {
    const grids = createGrids()
    const { landscape } = read(inline, {}, grids)
    expect(landscape).toEqual({
      kind: 'sampled',
      surface: 'values',
      blob: expect.stringMatching(/^[0-9a-f]{64}$/),
      domain: { x: [0, 3], y: [-1, 1] },
    })
    expect(grids.get(landscape.blob!)).toEqual({
      x: Float64Array.of(0, 1, 3),
      y: Float64Array.of(-1, 1),
      values: Float64Array.of(0, 1, 9, 2, NaN, 11),
    })
    expect(read(inline).landscape).toEqual(landscape)
    expect(
      read({
        ...inline,
        values: [
          [0, 1, 9],
          [2, 3, 11],
        ],
      }).landscape,
    ).not.toEqual(landscape)
  })

  test('is written whole and read back, whatever else is in the scene', () => {
    for (const [extra, rest] of [
      [{}, {}],
      [
        {
          surface: 'train_loss',
          path: [
            [0, 0],
            [2.5, 0.5],
          ],
          domain: { x: [0, 2], y: [-1, 0.5] },
        },
        { start: [0.5, 0], seed: 4 },
      ],
      [
        {
          values: [
            [1 / 3, -0.1, 1e300],
            [5e-324, null, -7],
          ],
        },
        { racers: [{ optimizer: 'adam', lr: 0.3 }], title: 'Mine' },
      ],
    ]) {
      const grids = createGrids()
      const scene = read({ ...inline, ...extra }, rest, grids)
      const text = writeScene(scene, grids)
      const again = createGrids()
      expect(parseScene(text, { grids: again }).value).toEqual(scene)
      expect(writeScene(scene, again)).toBe(text)
    }
  })

  test('is short where it says nothing but its values', () => {
    const grids = createGrids()
    expect(JSON.parse(writeScene(read(inline, {}, grids), grids))).toEqual({ basin: 1, landscape: inline })
  })

  test('may stand in a file that has been read', () => {
    const file = { x: Float64Array.of(0, 2), y: Float64Array.of(0, 1), values: Float64Array.of(1, 2, 3, 4) }
    const { landscape } = read({ kind: 'sampled', file: 'a.h5', surface: 'train_loss' }, {}, createGrids(), file)
    expect(landscape).toMatchObject({ surface: 'train_loss', domain: { x: [0, 2], y: [0, 1] } })
    expect(lines({ kind: 'sampled', file: 'a.h5' })).toEqual([
      'landscape.file: file "a.h5" of the surface was not read; open that file itself, or run basin on this scene, which reads files beside it',
    ])
    expect(lines({ ...inline, file: 'a.h5' })).toEqual(['landscape.x: x stands beside "file"; keep one of them'])
  })

  test.each<[string, object, string[]]>([
    [
      'nothing',
      { kind: 'sampled' },
      [
        'landscape.x: x is missing, expected a list of numbers; give x, y and values, or "file"',
        'landscape.y: y is missing, expected a list of numbers; give x, y and values, or "file"',
        'landscape.values: values are missing, expected a list of rows of numbers; give x, y and values, or "file"',
      ],
    ],
    [
      'rows for columns',
      { ...inline, x: [0, 1], y: [0, 1, 2] },
      [
        'landscape.values: values are 2 rows of 3, expected 3 rows of 2, one for each y and x; give a row for each y, ascending, and in it a value or null for each x',
      ],
    ],
    [
      'an axis that falls',
      { ...inline, x: [0, 3, 1] },
      [
        'landscape.x: x coordinates 2 and 3 are 3 and then 1, expected strictly ascending; sort the axis together with its values, and name each coordinate once',
      ],
    ],
    [
      'text',
      {
        ...inline,
        values: [
          [0, 1, 2],
          [3, 'four', 5],
        ],
      },
      ['landscape.values[1][1]: value is "four", expected a number or null; write null for a hole'],
    ],
    [
      'a list of numbers',
      { ...inline, values: [0, 1] },
      [
        'landscape.values: values are [0,1], expected a list of rows of numbers, y ascending; write them as basin surface --out FILE.json does',
      ],
    ],
    [
      'a wrong key',
      { ...inline, sufrace: 'a' },
      [
        'landscape.sufrace: unknown key: "sufrace" (did you mean "surface"?); remove it or take one of kind, surface, file, reading, x, y, values, path, pathLosses, interpolation, domain',
      ],
    ],
  ])('with %s is told what is wrong', (_, landscape, expected) => {
    expect(lines(landscape)).toEqual(expected)
  })
})

describe('what a measured surface begins with', () => {
  const axis = Array.from({ length: 21 }, (_, i) => i / 10 - 1)
  const bowl = (scale: number, stretch: number, hole = false) => ({
    kind: 'sampled',
    x: axis.map((x) => x * stretch),
    y: axis.map((y) => y * stretch),
    values: axis.map((y) => axis.map((x) => (hole && x < 0.25 && y > -0.65 ? null : scale * (x * x + 2 * y * y)))),
  })
  const rates = (scene: Scene) => Object.fromEntries(scene.racers.map(({ id, hyper }) => [id, hyper['lr']]))

  test('learning rates scale with the surface: of the gradient with length^2 / loss, of a length with length', () => {
    // The curvature is 4, the extent 2.
    const unit = { sgd: 0.25, momentum: 0.075, nesterov: 0.075, adagrad: 0.2, rmsprop: 0.01, adam: 0.04 }
    expect(rates(read(bowl(1, 1)))).toEqual(unit)
    expect(rates(read(bowl(100, 1)))).toEqual({ ...unit, sgd: 0.0025, momentum: 0.00075, nesterov: 0.00075 })
    expect(rates(read(bowl(1, 10)))).toEqual({
      sgd: 25,
      momentum: 7.5,
      nesterov: 7.5,
      adagrad: 2,
      rmsprop: 0.1,
      adam: 0.4,
    })
  })

  test('a plane has no curvature, and keeps the presets that need one', () => {
    const plane = read({
      kind: 'sampled',
      x: [0, 1],
      y: [0, 1],
      values: [
        [0, 1],
        [2, 3],
      ],
    })
    expect(rates(plane)).toMatchObject({ sgd: sgd.presets!.lr, adam: 0.02 })
  })

  test('the start is where it always is, or the known point nearest to it', () => {
    expect(read(bowl(1, 1)).start).toEqual([-0.5, 0.5])
    // The hole covers the start; towards the right it ends at 0.25, downwards at -0.65.
    expect(read(bowl(1, 1, true)).start).toEqual([axis[13], axis[15]])
    const narrow = { x: [-1, 0.2], y: [-1, 1] }
    expect(read({ ...bowl(1, 1, true), domain: narrow }).start).toEqual([axis[3], axis[3]])
  })
})
