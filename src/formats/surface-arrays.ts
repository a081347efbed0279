import { checkGrid, mostCells, type SampledGrid } from '../core/objectives/sampled-grid'
import { type Checked, invalid, type Problem, valid } from '../core/problem'
import { gridFromPoints } from './grid-from-points'
import type { NdArray } from './npy'
import type { NamedSurface, SurfaceFile } from './surface-file'

/** Names of the axes, in lower case. */
const axisNames = {
  x: ['xcoordinates', 'xcoordinate', 'x', 'xs', 'x_coordinates', 'xx'],
  y: ['ycoordinates', 'ycoordinate', 'y', 'ys', 'y_coordinates', 'yy'],
} as const
const pathNames = ['proj_xcoord', 'proj_ycoord'] as const

/** A text that only files of the program hold that the layout comes from. */
export const originalMark = 'dir_file'

type Arrays = ReadonlyMap<string, NdArray>

/** The surfaces and the path among named arrays. `readSurfaceFile` says which axis is which. */
export function surfacesOfArrays(arrays: Arrays): Checked<SurfaceFile> {
  const path = pathOf(arrays)
  if (path.problems.length > 0) return invalid(...path.problems)
  const x = axisOf(arrays, 'x')
  const y = axisOf(arrays, 'y')
  if ((x === undefined) !== (y === undefined)) {
    return invalid({
      message: `file has coordinates along ${x === undefined ? 'y' : 'x'} alone, expected both x and y`,
      remedy: `add "${x === undefined ? 'x' : 'y'}", or leave both out for a surface on the unit square`,
    })
  }
  const used = new Set([...pathNames, x?.name, y?.name, originalMark])
  const others = [...arrays].filter(([name]) => !used.has(name))
  const isOriginal = arrays.has(originalMark)
  const surfaces: NamedSurface[] = []
  for (const [name, array] of others) {
    if (array.shape.length !== 2) continue
    const read = x === undefined || y === undefined ? bareGrid(array) : placedGrid(array, x.array, y.array, isOriginal)
    if (read === undefined) continue
    if (read.value === undefined)
      return invalid(...read.problems.map((each) => ({ ...each, where: placeOf(name, each) })))
    surfaces.push({ name, grid: read.value })
  }
  if (surfaces.length > 0 || path.value !== undefined) {
    return valid({ surfaces, ...(path.value === undefined ? {} : { path: path.value }) })
  }
  return invalid(noSurface(arrays, x?.array, y?.array))
}

function placeOf(name: string, { where }: Problem): string {
  return where === undefined || where === 'values' ? name : where
}

function axisOf(arrays: Arrays, axis: 'x' | 'y'): { readonly name: string; readonly array: NdArray } | undefined {
  for (const wanted of axisNames[axis]) {
    for (const [name, array] of arrays) if (name.toLowerCase() === wanted) return { name, array }
  }
  return undefined
}

/** A matrix without axes on the unit square. */
export function bareGrid({ shape, data }: NdArray): Checked<SampledGrid> {
  const [ny = 0, nx = 0] = shape
  const unit = (n: number): Float64Array => Float64Array.from({ length: n }, (_, i) => (n === 1 ? 0 : i / (n - 1)))
  return checkGrid({ x: unit(nx), y: unit(ny), values: data })
}

/** Values with their axes, or with coordinates of every point; undefined for an array of another size. */
function placedGrid(values: NdArray, x: NdArray, y: NdArray, isOriginal: boolean): Checked<SampledGrid> | undefined {
  const isMesh = x.shape.length === 2 && x.data.length === values.data.length && y.data.length === values.data.length
  if (isMesh) return gridFromPoints(x.data, y.data, values.data, (i) => `entry ${i + 1}`)
  const [nx, ny] = [x.data.length, y.data.length]
  const [first, second] = values.shape
  const isByX = first === nx && second === ny
  if (!isByX && !(first === ny && second === nx)) return undefined
  if (nx * ny > mostCells) return checkGrid({ x: x.data, y: y.data, values: values.data })
  if (isOriginal)
    return upright(
      x.data,
      y.data,
      values.data.map((value) => (value === -1 ? NaN : value)),
    )
  return upright(x.data, y.data, isByX ? transposed(values.data, nx, ny) : values.data)
}

/** Rows of x (nx rows of ny) as rows of y. */
function transposed(data: Float64Array, nx: number, ny: number): Float64Array {
  return Float64Array.from({ length: nx * ny }, (_, p) => data[(p % nx) * ny + (p - (p % nx)) / nx]!)
}

/** A grid whose axes ascend: one that descends throughout is turned round, with its values. */
export function upright(x: Float64Array, y: Float64Array, values: Float64Array): Checked<SampledGrid> {
  const [nx, ny] = [x.length, y.length]
  const [flipX, flipY] = [descends(x), descends(y)]
  if (!flipX && !flipY) return checkGrid({ x, y, values })
  const turned = Float64Array.from({ length: values.length }, (_, p) => {
    const [i, j] = [p % nx, (p - (p % nx)) / nx]
    return values[(flipY ? ny - 1 - j : j) * nx + (flipX ? nx - 1 - i : i)]!
  })
  return checkGrid({ x: flipX ? x.toReversed() : x, y: flipY ? y.toReversed() : y, values: turned })
}

function descends(axis: Float64Array): boolean {
  return axis.length > 1 && axis.every((value, i) => i === 0 || value < axis[i - 1]!)
}

function pathOf(arrays: Arrays): Checked<Float64Array | undefined> {
  const [x, y] = pathNames.map((name) => arrays.get(name)?.data)
  if (x === undefined && y === undefined) return valid(undefined)
  if (x?.length !== y?.length || !x!.every(Number.isFinite) || !y!.every(Number.isFinite)) {
    return invalid({
      message: `path has ${x?.length ?? 0} x and ${y?.length ?? 0} y coordinates, expected as many finite ones of each`,
      remedy: 'record the path again',
      where: pathNames[0],
    })
  }
  return valid(Float64Array.from({ length: 2 * x!.length }, (_, i) => (i % 2 === 0 ? x! : y!)[i >> 1]!))
}

function noSurface(arrays: Arrays, x: NdArray | undefined, y: NdArray | undefined): Problem {
  const listed = [...arrays].slice(0, 8).map(([name, { shape }]) => `${name} (${shape.join(', ')})`)
  const wanted = x === undefined || y === undefined ? 'a matrix' : `one of shape (${x.data.length}, ${y.data.length})`
  return {
    message: `file holds no surface: found ${listed.length === 0 ? 'no arrays of numbers' : listed.join(', ')}, expected ${wanted}`,
    remedy: 'save x, y and the values, one row for each x',
  }
}
