import type { Domain } from '../domain'
import { numberRows } from '../objectives/number-rows'
import { checkGrid, type SampledGrid } from '../objectives/sampled-grid'
import { type Checked, invalid, type Problem, valid } from '../problem'
import { shown } from '../shown'
import type { Grids } from './grids'
import type { SampledLandscape } from './scene'
import type { LandscapeDocument } from './schema'

type SampledDocument = Extract<LandscapeDocument, { kind: 'sampled' }>

export const defaultSurfaceName = 'values'

/** Points of a recorded path at most. */
const longestPath = 100_000

/** The grid of a scene's measured surface: in the scene itself, or `file`, what its `file` holds where that has been read. */
export function checkSampledGrid(document: SampledDocument, file: SampledGrid | undefined): Checked<SampledGrid> {
  const { x, y, values } = document
  if (document.file !== undefined) {
    const both = (['x', 'y', 'values'] as const).find((key) => document[key] !== undefined)
    if (both !== undefined) return invalid(givenTwice(both))
    return file === undefined ? invalid(notRead(document.file)) : valid(file)
  }
  const missing = (['x', 'y', 'values'] as const).filter((key) => document[key] === undefined)
  if (x === undefined || y === undefined || values === undefined) {
    return invalid(
      ...missing.map((key) => ({
        message: `${key} ${key === 'values' ? 'are' : 'is'} missing, expected ${key === 'values' ? 'a list of rows' : 'a list'} of numbers`,
        remedy: 'give x, y and values, or "file"',
        where: `landscape.${key}`,
      })),
    )
  }
  const rows = numberRows(values, 'landscape.values')
  if (rows.value === undefined) return rows
  const [ny, nx] = rows.value.shape
  if (x.length !== nx || y.length !== ny) {
    return invalid({
      message: `values are ${ny} rows of ${nx}, expected ${y.length} rows of ${x.length}, one for each y and x`,
      remedy: 'give a row for each y, ascending, and in it a value or null for each x',
      where: 'landscape.values',
    })
  }
  return checkGrid(
    { x: Float64Array.from(x), y: Float64Array.from(y), values: rows.value.data },
    { x: 'landscape.x', y: 'landscape.y', values: 'landscape.values' },
  )
}

/** A checked document's landscape; the grid goes to `grids`. */
export function sampledLandscape(
  document: SampledDocument,
  grid: SampledGrid,
  grids: Grids,
): Checked<SampledLandscape> {
  const { path } = document
  if (path !== undefined && path.length > longestPath) {
    return invalid({
      message: `path has ${path.length} points, expected at most ${longestPath}`,
      remedy: 'keep every tenth of them',
      where: 'landscape.path',
    })
  }
  return valid({
    kind: 'sampled',
    surface: document.surface ?? defaultSurfaceName,
    blob: grids.keep(grid),
    ...(path === undefined ? {} : { path }),
    domain: document.domain ?? extentOf(grid),
  })
}

/** A measured surface's document, self-contained. */
export function sampledDocument({ surface, blob, path, domain }: SampledLandscape, grids: Grids): SampledDocument {
  const grid = grids.get(blob)
  if (grid === undefined) throw new Error(`grid ${blob} is not at hand`)
  const { x, y, values } = grid
  const nx = x.length
  // JSON has no NaN and no infinities: each hole is null.
  const rows = Array.from(y, (_, j) =>
    Array.from(values.subarray(j * nx, (j + 1) * nx), (value) => (Number.isFinite(value) ? value : null)),
  )
  return {
    kind: 'sampled',
    ...(surface === defaultSurfaceName ? {} : { surface }),
    x: [...x],
    y: [...y],
    values: rows,
    ...(path === undefined ? {} : { path: path.map(([a, b]): [number, number] => [a, b]) }),
    ...(isSame(domain, extentOf(grid)) ? {} : { domain: { x: [...domain.x], y: [...domain.y] } }),
  }
}

function isSame(a: Domain, b: Domain): boolean {
  return (['x', 'y'] as const).every((axis) => a[axis][0] === b[axis][0] && a[axis][1] === b[axis][1])
}

/** The rectangle that a grid covers. */
export function extentOf({ x, y }: SampledGrid): Domain {
  return { x: [x[0]!, x.at(-1)!], y: [y[0]!, y.at(-1)!] }
}

function notRead(file: string): Problem {
  return {
    message: `file ${shown(file)} of the surface was not read`,
    remedy: 'open that file itself, or run basin on this scene, which reads files beside it',
    where: 'landscape.file',
  }
}

function givenTwice(key: string): Problem {
  return { message: `${key} stands beside "file"`, remedy: 'keep one of them', where: `landscape.${key}` }
}
