import { mostCells, tooManyPoints } from '../core/objectives/sampled-grid'
import { type Checked, invalid, type Problem, valid } from '../core/problem'
import { shown } from '../core/shown'
import type { SurfaceReading } from '../core/scene/surface-reading'
import { gridOfPoints, isPointGrid } from './grid-of-points'
import { isMonotone, layGrid, roughness, withHoles } from './laid-grid'
import { listedNames, namesProblem } from './most-names'
import type { NdArray } from './npy'
import { evenAxis, type StatedExtent } from './stated-extent'
import type { NamedSurface, ReadingNote } from './surface-file'

/** What is special to a table. */
export interface MatrixOptions {
  /** What stands in the corner of a table where others have a number. */
  readonly corner?: string
  /** Where the file says that the matrix lies. */
  readonly extent?: StatedExtent | undefined
  /** Where a row stands in its file. */
  readonly nameOf?: (row: number) => string
  /** Whether its first row and column may be axes. */
  readonly isTable?: boolean
}

/**
 * The surfaces of one matrix that has no axes of its own. It lies where its file says. Else it is points (x, y, values)
 * where its first two columns make up a grid, or its first two rows; of a table a wide one, x along the first row and
 * y down the first column, where both are sorted and their corner is empty, a word or 0; else values on the unit
 * square, so that its slopes do not depend on its resolution. Its rows are y, unless its corner says otherwise.
 */
export function surfacesOfMatrix(
  name: string,
  given: NdArray,
  reading: SurfaceReading,
  { nameOf = (row) => `row ${row + 1}`, isTable = false, corner, extent }: MatrixOptions = {},
): Checked<readonly NamedSurface[]> {
  const { axes } = reading
  if (given.shape.includes(0)) return invalid(emptyMatrix(given.shape))
  if (axes === 'none') return bare(name, given, reading, undefined)
  if (axes === 'labels') return wide(name, given, reading, corner, false)
  if (extent !== undefined && (axes === undefined || axes === 'extent')) return bare(name, given, reading, extent)
  const isAcross = arePointsAcross(given)
  const matrix = isAcross ? transposed(given) : given
  const [rows = 0, columns = 0] = matrix.shape
  // Of what is too large no numbers were read.
  if (matrix.data.length !== rows * columns) return invalid(tooManyPoints(columns, rows, 'values'))
  if (axes !== undefined) return numbered(name, matrix, reading, isAcross ? undefined : nameOf)
  if (isAcross) return points(name, matrix, reading, [0, 1], undefined, true)
  const places = pointColumns(matrix)
  const [first, second] = places ?? [0, 1]
  // Where three columns are no grid they are told of as points, since as values they would be coordinates too.
  const labels = isTable && places === undefined ? labelsOf(matrix, corner) : 'values'
  if (places !== undefined || (columns === 3 && rows >= leastPoints && labels !== 'labels'))
    return points(name, matrix, reading, [first, second], nameOf, !isTable || columns > 3 || first + second !== 1)
  switch (labels) {
    case 'labels':
      return wide(name, matrix, reading, corner, true)
    case 'either':
      return invalid({
        message: `first row and first column could be the axes of a wide table, or values as the others are`,
        remedy: 'say --axes labels or --axes none, or leave the corner of a wide table empty',
      })
    case 'values':
      return bare(name, matrix, reading, undefined, true)
  }
}

/** Points that are a grid of at least 2 x 2. */
const leastPoints = 4

/** The two of the first three columns of a matrix that are the coordinates of a grid; undefined where none are. */
function pointColumns(matrix: NdArray): readonly [number, number] | undefined {
  if (matrix.shape[1]! < 3) return undefined
  const arePoints = (x: number, y: number): boolean => isPointGrid(columnOf(matrix, x), columnOf(matrix, y))
  if (arePoints(0, 1)) return [0, 1]
  if (matrix.shape[1] !== 3) return undefined
  return arePoints(1, 2) ? [1, 2] : arePoints(0, 2) ? [0, 2] : undefined
}

/** Whether its first two rows are, and not its columns: x, y and values as three rows. */
function arePointsAcross(matrix: NdArray): boolean {
  const [rows = 0, columns = 0] = matrix.shape
  if (rows < 3 || columns < 4 || matrix.data.length !== rows * columns) return false
  const [x, y] = [matrix.data.subarray(0, columns), matrix.data.subarray(columns, 2 * columns)]
  return isPointGrid(x, y) && pointColumns(matrix) === undefined
}

function transposed({ shape, data }: NdArray): NdArray {
  const [rows, columns] = shape as readonly [number, number]
  const turned = new Float64Array(data.length)
  for (let j = 0; j < rows; j++) for (let i = 0; i < columns; i++) turned[i * rows + j] = data[j * columns + i]!
  return { shape: [columns, rows], data: turned }
}

function emptyMatrix(shape: readonly number[]): Problem {
  return {
    message: `matrix of ${shape.join(' x ')} has no values, expected at least 2 x 2`,
    remedy: 'give a surface measured along two axes',
    where: 'values',
  }
}

function unitAxes(nx: number, ny: number): { readonly x: Float64Array; readonly y: Float64Array } {
  return { x: evenAxis([0, 1], nx), y: evenAxis([0, 1], ny) }
}

const otherAxes = ['none', 'labels', '1,2']

/** A matrix of values alone, where its file says or on the unit square. */
function bare(
  name: string,
  { shape, data }: NdArray,
  reading: SurfaceReading,
  extent: StatedExtent | undefined,
  isGuessed = false,
) {
  const [ny, nx] = (reading.order === 'xy' ? shape.toReversed() : shape) as readonly [number, number]
  const guess: ReadingNote = { option: 'axes', message: 'without axes it lies on the unit square' }
  const stated: ReadingNote = { option: 'axes', message: `it lies where ${listedNames(extent?.names ?? [])} say` }
  const order: ReadingNote = { option: 'order', message: 'rows are y, by default' }
  const about = [...(extent === undefined ? [] : [stated]), ...(isGuessed ? [guess] : [])]
  const notes = [...about, ...(reading.order === undefined ? [order] : [])]
  if (nx * ny > mostCells) return invalid<readonly NamedSurface[]>(tooManyPoints(nx, ny, 'values'))
  const axes = extent === undefined ? unitAxes(nx, ny) : { x: evenAxis(extent.x, nx), y: evenAxis(extent.y, ny) }
  return laidOut(name, { ...axes, data }, reading, extent === undefined ? 'none' : 'extent', notes)
}

/** A table with its axes along the first row and down the first column; a corner `x\y` names that which runs down. */
function wide(name: string, matrix: NdArray, given: SurfaceReading, corner: string | undefined, isGuessed: boolean) {
  const isByX = given.order === undefined && downAxis(corner) === 'x'
  const reading: SurfaceReading = isByX ? { ...given, order: 'xy' } : given
  const [rows, columns] = matrix.shape as readonly [number, number]
  if (rows < 3 || columns < 3) {
    return invalid<readonly NamedSurface[]>({
      message: `table of ${rows} rows and ${columns} columns has no room for labels and values`,
      remedy: 'give labels along the first row and down the first column, and two rows of values or more',
    })
  }
  const across = matrix.data.slice(1, columns)
  const down = columnOf(matrix, 0).slice(1)
  const data = new Float64Array((rows - 1) * (columns - 1))
  for (let j = 1; j < rows; j++) {
    data.set(matrix.data.subarray(j * columns + 1, (j + 1) * columns), (j - 1) * (columns - 1))
  }
  const [x, y] = reading.order === 'xy' ? [down, across] : [across, down]
  const guess: ReadingNote = { option: 'axes', message: 'the first row and column are its axes' }
  const order: ReadingNote = {
    option: 'order',
    message: isByX
      ? `y along the first row, rows are x, as its corner "${corner}" says`
      : 'x along the first row, rows are y',
  }
  const notes = [...(isGuessed ? [guess] : []), ...(given.order === undefined ? [order] : [])]
  return laidOut(name, { x, y, data }, reading, 'labels', notes)
}

function laidOut(
  name: string,
  { x, y, data }: { readonly x: Float64Array; readonly y: Float64Array; readonly data: Float64Array },
  reading: SurfaceReading,
  axes: string,
  notes: readonly ReadingNote[],
): Checked<readonly NamedSurface[]> {
  const holed = withHoles(data, reading, false)
  const order = reading.order ?? 'yx'
  const laid = layGrid({ x, y, data: holed.data, orders: [order] }, undefined)
  if (laid.value === undefined) return laid
  const choices = {
    axes,
    otherAxes: axes === 'extent' ? ['extent', 'none'] : otherAxes,
    order,
    orders: ['yx', 'xy'] as const,
    ...(holed.missing === undefined ? {} : { missing: holed.missing }),
  }
  return valid([{ name, grid: laid.value.grid, notes: [...notes, ...laid.value.notes, ...holed.notes], choices }])
}

function numbered(
  name: string,
  matrix: NdArray,
  reading: SurfaceReading,
  nameOf: ((row: number) => string) | undefined,
): Checked<readonly NamedSurface[]> {
  const columns = matrix.shape[1]!
  const places = reading.axes!.split(',').map((text) => Number(text) - 1)
  const [x, y] = places
  const isIn = (place: number | undefined): place is number =>
    place !== undefined && Number.isInteger(place) && place >= 0 && place < columns
  if (places.length !== 2 || !isIn(x) || !isIn(y) || x === y) {
    return invalid({
      message: `axes are ${shown(reading.axes)}, expected the numbers of two of its ${columns} columns, labels or none`,
      remedy: 'write --axes 1,2',
      where: 'axes',
    })
  }
  return points(name, matrix, reading, [x, y], nameOf, false)
}

function points(
  name: string,
  matrix: NdArray,
  reading: SurfaceReading,
  [x, y]: readonly [number, number],
  nameOf: ((row: number) => string) | undefined,
  isGuessed: boolean,
): Checked<readonly NamedSurface[]> {
  const columns = matrix.shape[1]!
  // Rows have names in their file; points that lie across are its columns.
  const lists = nameOf === undefined ? 'row' : 'column'
  const values = Array.from({ length: columns }, (_, k) => k).filter((k) => k !== x && k !== y)
  const surfaces: NamedSurface[] = []
  const tooMany = namesProblem(values.length, 'columns')
  if (tooMany !== undefined) return invalid(tooMany)
  const found = gridOfPoints(columnOf(matrix, x), columnOf(matrix, y), nameOf ?? ((i) => `column ${i + 1}`))
  if (found.value === undefined) return reading.axes === undefined ? orBare(found.problems) : found
  const { isMerged, gridOf: gridOfValues } = found.value
  const gridOf = (k: number) => {
    const holed = withHoles(columnOf(matrix, k), reading, false)
    return { ...holed, grid: gridOfValues(holed.data) }
  }
  let refused: Checked<never> | undefined
  for (const k of values) {
    const { grid, missing, notes } = gridOf(k)
    if (grid.value === undefined) {
      refused ??= invalid(...grid.problems)
      continue
    }
    const guess: ReadingNote = { option: 'axes', message: `${lists}s ${x + 1} and ${y + 1} are x and y` }
    const merged: ReadingNote = { message: 'coordinates that differ by round-off were merged' }
    surfaces.push({
      name: values.length === 1 ? name : `${lists} ${k + 1}`,
      // Made again when it is asked for: of many columns one is shown.
      get grid() {
        return gridOf(k).grid.value!
      },
      notes: [...(isGuessed ? [guess] : []), ...(isMerged ? [merged] : []), ...notes],
      choices: {
        axes: `${x + 1},${y + 1}`,
        otherAxes,
        orders: [],
        ...(missing === undefined ? {} : { missing }),
      },
    })
  }
  return surfaces.length === 0 && refused !== undefined ? refused : valid(surfaces)
}

/** Problems of points that may be none: what to say where they are a matrix. */
export function orBare(problems: readonly Problem[]): Checked<never> {
  return invalid(
    ...problems.map((problem) =>
      /are no grid$/.test(problem.message)
        ? { ...problem, remedy: `${problem.remedy}; or say --axes none where they are a matrix of values alone` }
        : problem,
    ),
  )
}

function columnOf({ shape, data }: NdArray, k: number): Float64Array {
  const [rows, columns] = shape as readonly [number, number]
  return Float64Array.from({ length: rows }, (_, row) => data[row * columns + k]!)
}

/** The axis that runs down a wide table by its corner: `x`, `x\y`, `y / x`. */
function downAxis(corner: string | undefined): string | undefined {
  return /^\s*([xy])\s*(?:[\\/|,:]\s*[xy]\s*)?$/i.exec(corner ?? '')?.[1]?.toLowerCase()
}

/** Second differences across the labels have to be so many times those among the values. */
const clearlyRougher = 3

/** Whether the first row and column of a matrix are the axes of a wide table. */
function labelsOf(matrix: NdArray, named: string | undefined): 'labels' | 'values' | 'either' {
  const [rows, columns] = matrix.shape as readonly [number, number]
  const [corner] = matrix.data
  if (downAxis(named) !== undefined) return 'labels'
  if (rows < 3 || columns < 3 || !(corner === 0 || Number.isNaN(corner))) return 'values'
  const [across, down] = [matrix.data.slice(1, columns), columnOf(matrix, 0).slice(1)]
  if (!isMonotone(across) || !isMonotone(down)) return 'values'
  // An empty corner is a hole among values as well; sorted labels on both sides of it are no accident.
  if (Number.isNaN(corner)) return 'labels'
  const within = matrix.data.filter((_, p) => p >= columns && p % columns > 0)
  const seams = seam(matrix)
  const ratio = seams / roughness(within, columns - 1)
  if (ratio >= clearlyRougher) return 'labels'
  return isEven(across) && isEven(down) ? 'either' : 'values'
}

/** The mean square of the second differences that reach from the first row and column into the values. */
function seam({ shape, data }: NdArray): number {
  const [rows, columns] = shape as readonly [number, number]
  let sum = 0
  let count = 0
  const add = (a: number, b: number, c: number): void => {
    const second = a - 2 * b + c
    if (!Number.isFinite(second)) return
    sum += second * second
    count++
  }
  for (let i = 1; i < columns; i++) add(data[i]!, data[columns + i]!, data[2 * columns + i]!)
  for (let j = 1; j < rows; j++) add(data[j * columns]!, data[j * columns + 1]!, data[j * columns + 2]!)
  return count === 0 ? 0 : sum / count
}

function isEven(axis: Float64Array): boolean {
  const step = (axis.at(-1)! - axis[0]!) / (axis.length - 1)
  return axis.every((value, i) => Math.abs(value - axis[0]! - i * step) <= 1e-9 * Math.abs(step) * axis.length)
}
