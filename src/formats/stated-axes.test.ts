import { describe, expect, test } from 'vitest'
import { npyBytes, npzBytes, readAs } from '../../test/support/surface-files'

/** Three by four, the value telling where it is. */
const [x, y] = [
  [-1, 0, 1, 2],
  [5, 6, 7],
]
const byY = y.map((b) => x.map((a) => 100 * a + b))
const byX = x.map((a) => y.map((b) => 100 * a + b))
const right = { x, y, values: byY.flat() }

const pivot = (corner: string, across: readonly number[], down: readonly number[], rows: readonly number[][]): string =>
  [[corner, ...across], ...rows.map((row, j) => [down[j], ...row])].map((cells) => cells.join()).join('\n')

describe('axes that a file states are taken', () => {
  test.each([
    ['x\\y', pivot('x\\y', y, x, byX)],
    ['x/y', pivot('x/y', y, x, byX)],
    ['x', pivot('x', y, x, byX)],
  ])('the corner of a wide table names the axis that runs down: %s', async (corner, text) => {
    const said = `the first row and column are its axes; y along the first row, rows are x, as its corner "${corner}" says; change with --axes, --order`
    expect(await readAs('a.csv', text)).toMatchObject({ ...right, said })
  })

  test.each(['y', 'Y\\X', 'y/x', ''])('or leaves rows as y: %s', async (corner) => {
    expect(await readAs('a.csv', pivot(corner, x, y, byY))).toMatchObject(right)
  })

  test('a corner is overruled by what is said', async () => {
    const read = await readAs('a.csv', pivot('x', x, y, byY), { order: 'yx' })
    expect(read).toMatchObject(right)
  })

  const figure = (trace: object): string => JSON.stringify({ data: [{ type: 'heatmap', ...trace }] })

  test('the transposed matrix of plotly', async () => {
    const square = y.map((b) => y.map((a) => 100 * a + b))
    const read = await readAs('a.json', figure({ x: y, y, z: square, transpose: true }))
    expect(read).toMatchObject({ values: y.flatMap((a) => y.map((b) => 100 * a + b)), said: undefined })
    expect(await readAs('a.json', figure({ x, y, z: byX, transpose: true }))).toMatchObject(right)
  })

  test('the steps of plotly, along one axis or both, and 0 and 1 where one is not said', async () => {
    const steps = { x0: -1, dx: 1, y0: 5, dy: 1 }
    expect(await readAs('a.json', figure({ z: byY, ...steps }))).toMatchObject({ ...right, said: undefined })
    expect(await readAs('a.json', figure({ z: byX, ...steps, transpose: true }))).toMatchObject(right)
    expect(await readAs('a.json', figure({ z: byY, x, y0: 5 }))).toMatchObject(right)
    expect(await readAs('a.json', figure({ z: byY, x, dy: 2 }))).toMatchObject({ x, y: [0, 2, 4] })
  })

  const matrix = [[3, 4], byY.flat()] as const

  test.each([
    ['xlim, ylim', { xlim: [[2], [-1, 2]], ylim: [[2], [5, 7]] }],
    ['xmin, xmax, ymin, ymax', { xmin: [[], [-1]], xmax: [[], [2]], ymin: [[], [5]], ymax: [[], [7]] }],
    ['extent', { extent: [[4], [-1, 2, 5, 7]] }],
    ['x_range, y_range', { x_range: [[2], [-1, 2]], y_range: [[2], [5, 7]] }],
  ] as const)('the limits beside a matrix: %s', async (names, limits) => {
    const content = await npzBytes({ ...limits, z: matrix })
    const said = `it lies where ${names} say; rows are y, by default; change with --axes, --order`
    expect(await readAs('a.npz', content)).toMatchObject({ ...right, said })
    expect(await readAs('a.npz', content, { axes: 'extent', order: 'yx' })).toMatchObject(right)
    expect(await readAs('a.npz', content, { axes: 'none' })).toMatchObject({ y: [0, 0.5, 1] })
  })

  test('the limits in JSON, and not where there are axes', async () => {
    expect(await readAs('a.json', JSON.stringify({ xmin: -1, xmax: 2, ymin: 5, ymax: 7, z: byY }))).toMatchObject(right)
    expect(await readAs('a.json', JSON.stringify({ xlim: [0, 9], ylim: [0, 9], x, y, z: byY }))).toMatchObject({
      ...right,
      said: undefined,
    })
  })

  test('points as three rows, in every format', async () => {
    const points = y.flatMap((b) => x.map((a) => [a, b, 100 * a + b]))
    const rows = [0, 1, 2].map((k) => points.map((point) => point[k]!))
    const said = 'rows 1 and 2 are x and y; change with --axes'
    expect(await readAs('a.npy', await npyBytes([3, 12], rows.flat()))).toMatchObject({ ...right, said })
    expect(await readAs('a.json', JSON.stringify(rows))).toMatchObject({ ...right, said })
    expect(await readAs('a.csv', rows.map((row) => row.join()).join('\n'))).toMatchObject({ ...right, said })
    expect(await readAs('a.json', JSON.stringify(rows), { axes: '2,1' })).toMatchObject({ x: y, y: x })
    expect(await readAs('a.json', JSON.stringify(rows), { axes: 'none' })).toMatchObject({ y: [0, 0.5, 1] })
  })
})
