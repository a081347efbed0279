import { type Checked, invalid, type Problem, valid } from '../core/problem'
import type { MatrixOrder, SurfaceReading } from '../core/scene/surface-reading'
import { gridOfPoints, type PointGrid } from './grid-of-points'
import { layGrid, withHoles } from './laid-grid'
import { listedNames, namesProblem } from './most-names'
import { entriesOf, type NdArray } from './npy'
import { type StatedExtent, statedExtent } from './stated-extent'
import { findAxes, fitsGrid, type FoundAxes, isAxisName, type NamedArray } from './surface-axes'
import type { ArrayFault, NamedArrays, NamedSurface, ReadingNote, SurfaceFile } from './surface-file'
import { surfacesOfMatrix } from './surface-matrix'

const pathNames: readonly string[] = ['proj_xcoord', 'proj_ycoord']

/** What is special to a format. */
export interface ArraysOptions {
  /** Where the i-th number of a list stands in the file. */
  readonly nameOf?: (i: number) => string
  /** Whether its lists are columns of a table, of which one may count the rows. */
  readonly isTable?: boolean
}

/**
 * The surfaces and the path among named arrays. An array that could not be read or that is no surface does not hide
 * the others: it is named in a note.
 */
export function surfacesOfArrays(
  { arrays, faults }: NamedArrays,
  reading: SurfaceReading,
  { nameOf = (i) => `entry ${i + 1}`, isTable = false }: ArraysOptions = {},
): Checked<SurfaceFile> {
  const tooMany = namesProblem(arrays.size + faults.length, isTable ? 'columns' : 'arrays')
  if (tooMany !== undefined) return invalid(tooMany)
  const badAxis = faults.find(({ name }) => isAxisName(name) || pathNames.includes(name))
  if (badAxis !== undefined) return invalid({ ...badAxis.problem, where: badAxis.name })
  const path = pathOf(arrays)
  if (path.problems.length > 0) return invalid(...path.problems)
  const all = [...arrays]
    .filter(([name]) => !pathNames.includes(name))
    .map(([name, array]) => ({ name, array: squeezed(array) }))
  const counter = isTable && all.length > 3 ? all.find(countsRows) : undefined
  const used = all.filter((each) => each !== counter || reading.axes?.split(',').includes(each.name))
  const isBare = reading.axes === 'none' || reading.axes === 'labels'
  const extent = statedExtent(all)
  const placed = used.filter(({ name }) => extent?.names.includes(name) !== true)
  const isByExtent = extent !== undefined && reading.axes === 'extent'
  const axes =
    isBare || isByExtent
      ? valid<FoundAxes | undefined>(undefined)
      : findAxes(placed, isNumbered(reading, used) ? undefined : reading.axes)
  const missed = faults.filter(({ isText }) => isText !== true)
  const texts = faults.filter(({ isText }) => isText === true).slice(0, 8)
  if (axes.problems.length > 0) {
    return invalid(...(missed.length > 0 ? missed.map(faultProblem) : [...axes.problems, ...texts.map(faultProblem)]))
  }
  const found = axes.value ?? (isTable && extent === undefined ? firstColumns(used) : undefined)
  const read =
    found === undefined ? bareSurfaces(placed, reading, extent) : placedSurfaces(placed, found, reading, nameOf)
  const surfaces = read.flatMap((each) => each.surfaces)
  const problems = read.flatMap(({ name, problem }) => (problem === undefined ? [] : [{ name, problem }]))
  if (surfaces.length > 0 || path.value !== undefined) {
    return valid({
      surfaces,
      notes: [...leftOut([...missed, ...problems]), ...rounded(arrays)],
      ...(path.value === undefined ? {} : { path: path.value }),
    })
  }
  const told = [
    ...missed.map(faultProblem),
    ...problems.map(({ name, problem }) => wherePlaced(name, problem, isTable)),
  ]
  // What is wrong with the axes is wrong with every surface alike.
  const once = told.filter(({ message }, k) => told.findIndex((each) => each.message === message) === k)
  return invalid(...(once.length > 0 ? once : [noSurface(used), ...texts.map(faultProblem)]))
}

/** Notes of arrays that are no surface, a few in full. */
function leftOut(faults: readonly ArrayFault[]): readonly ReadingNote[] {
  const most = 8
  const notes = faults
    .slice(0, most)
    .map(({ name, problem }) => ({ message: `${name} is left out: ${problem.message}` }))
  const more = faults.slice(most).map(({ name }) => name)
  return more.length === 0 ? notes : [...notes, { message: `so are ${listedNames(more)}` }]
}

function rounded(arrays: ReadonlyMap<string, NdArray>): readonly ReadingNote[] {
  const names = [...arrays].flatMap(([name, { isRounded }]) => (isRounded === true ? [name] : []))
  return names.length === 0 ? [] : [{ message: `integers beyond 2^53 are rounded in ${listedNames(names)}` }]
}

/** Of a table without axes the first two columns, so that it is told why they are none. */
function firstColumns([x, y, ...others]: readonly NamedArray[]): FoundAxes | undefined {
  if (x === undefined || y === undefined || others.length === 0) return undefined
  return { x, y, kind: 'points', isGuessed: true, isLayout: false }
}

/** `--axes 1,2` are columns of a matrix, where no arrays have these names. */
function isNumbered({ axes }: SurfaceReading, all: readonly NamedArray[]): boolean {
  return axes !== undefined && /^\d+,\d+$/.test(axes) && !all.some(({ name }) => /^\d+$/.test(name))
}

interface Read {
  readonly name: string
  readonly surfaces: readonly NamedSurface[]
  readonly problem?: Problem
}

function readAs(name: string, surfaces: Checked<readonly NamedSurface[]>): Read {
  const [problem] = surfaces.problems
  return { name, surfaces: surfaces.value ?? [], ...(problem === undefined ? {} : { problem }) }
}

/** Matrices without axes. */
function bareSurfaces(
  all: readonly NamedArray[],
  reading: SurfaceReading,
  extent: StatedExtent | undefined,
): readonly Read[] {
  const matrices = all.filter(({ array }) => array.shape.length === 2)
  return matrices.map(({ name, array }) => readAs(name, surfacesOfMatrix(name, array, reading, { extent })))
}

function placedSurfaces(
  all: readonly NamedArray[],
  axes: FoundAxes,
  reading: SurfaceReading,
  nameOf: (i: number) => string,
): readonly Read[] {
  const others = all.filter((each) => each !== axes.x && each !== axes.y)
  const fits = ({ array }: NamedArray): boolean =>
    axes.kind === 'grid'
      ? fitsGrid(array.shape, entriesOf(axes.x.array.shape), entriesOf(axes.y.array.shape))
      : array.shape.join() === axes.x.array.shape.join()
  const points = axes.kind === 'grid' ? undefined : gridOfPoints(axes.x.array.data, axes.y.array.data, nameOf)
  return others.filter(fits).map((each) => readAs(each.name, placedSurface(each, axes, points, reading)))
}

function placedSurface(
  { name, array }: NamedArray,
  axes: FoundAxes,
  points: Checked<PointGrid> | undefined,
  reading: SurfaceReading,
): Checked<readonly NamedSurface[]> {
  const { x, y, isGuessed } = axes
  const place = (): Checked<Placed> => {
    const { data, missing, notes } = withHoles(array.data, reading, axes.isLayout)
    const placedIn =
      points === undefined ? gridOf({ shape: array.shape, data }, axes, reading.order) : gridAt(data, points)
    if (placedIn.value === undefined) return placedIn
    return valid({
      ...placedIn.value,
      ...(missing === undefined ? {} : { missing }),
      notes: [...placedIn.value.notes, ...notes],
    })
  }
  const found = place()
  if (found.value === undefined) return found
  const { grid: _grid, notes, orders, order, missing } = found.value
  const axesText = `${x.name},${y.name}`
  const guess: ReadingNote = { option: 'axes', message: `x is ${nameText(x.name)} and y is ${nameText(y.name)}` }
  return valid([
    {
      name,
      // Made again when it is asked for: of many surfaces in a file one is shown, and only that one takes memory.
      get grid() {
        return place().value!.grid
      },
      notes: [...(isGuessed ? [guess] : []), ...notes],
      choices: {
        axes: axesText,
        otherAxes: [axesText, `${y.name},${x.name}`, ...(array.shape.length === 2 ? ['none'] : [])],
        orders,
        ...(order === undefined ? {} : { order }),
        ...(missing === undefined ? {} : { missing }),
      },
    },
  ])
}

function nameText(name: string): string {
  return name === '' ? 'the first column' : name
}

interface Placed {
  readonly grid: NamedSurface['grid']
  readonly notes: readonly ReadingNote[]
  readonly orders: readonly MatrixOrder[]
  readonly order?: MatrixOrder
  readonly missing?: number
}

function gridOf(
  { shape, data }: NdArray,
  { x, y, isLayout }: FoundAxes,
  wanted: MatrixOrder | undefined,
): Checked<Placed> {
  const [nx, ny] = [entriesOf(x.array.shape), entriesOf(y.array.shape)]
  const isList = shape.length === 1
  const isByX = isList || (shape[0] === nx && shape[1] === ny)
  // The loss-landscape layout declares (nx, ny), and its own plots read it x fastest all the same.
  const isByY = isList || (shape[0] === ny && shape[1] === nx) || isLayout
  const orders = [...(isByY ? (['yx'] as const) : []), ...(isByX ? (['xy'] as const) : [])]
  const laid = layGrid({ x: x.array.data, y: y.array.data, data, orders }, wanted)
  return laid.value === undefined ? laid : valid({ ...laid.value, orders })
}

function gridAt(data: Float64Array, points: Checked<PointGrid>): Checked<Placed> {
  if (points.value === undefined) return points
  const grid = points.value.gridOf(data)
  if (grid.value === undefined) return grid
  return valid({
    grid: grid.value,
    orders: [],
    notes: points.value.isMerged ? [{ message: 'coordinates that differ by round-off were merged' }] : [],
  })
}

/** An array without the sides of 1 that MATLAB and others give to lists. */
function squeezed({ shape, data }: NdArray): NdArray {
  if (shape.length < 2 || !shape.includes(1)) return { shape, data }
  const sides = shape.filter((extent) => extent !== 1)
  return { shape: sides.length === 0 ? [1] : sides, data }
}

/** Whether a column counts the rows: 0, 1, 2, ... or 1, 2, 3, ... Points that make up a grid have no such axis. */
function countsRows({ name, array: { shape, data } }: NamedArray): boolean {
  const [first] = data
  return (
    !isAxisName(name) &&
    shape.length === 1 &&
    data.length > 1 &&
    (first === 0 || first === 1) &&
    data.every((value, i) => value === first + i)
  )
}

function pathOf(arrays: ReadonlyMap<string, NdArray>): Checked<Float64Array | undefined> {
  const [x, y] = pathNames.map((name) => arrays.get(name)?.data)
  if (x === undefined && y === undefined) return valid(undefined)
  if (x?.length !== y?.length || !x!.every(Number.isFinite) || !y!.every(Number.isFinite)) {
    return invalid({
      message: `path has ${x?.length ?? 0} x and ${y?.length ?? 0} y coordinates, expected as many finite ones of each`,
      remedy: 'record the path again',
      where: pathNames[0]!,
    })
  }
  const path = new Float64Array(2 * x!.length)
  for (let k = 0; k < x!.length; k++) path.set([x![k]!, y![k]!], 2 * k)
  return valid(path)
}

function faultProblem({ name, problem }: NamedArrays['faults'][number]): Problem {
  return { ...problem, where: name }
}

function wherePlaced(name: string, problem: Problem, isTable: boolean): Problem {
  const { where } = problem
  return where === 'values' || (where === undefined && !isTable) ? { ...problem, where: name } : problem
}

function noSurface(all: readonly NamedArray[]): Problem {
  const listed = all.slice(0, 8).map(({ name, array }) => `${name} (${array.shape.join(', ')})`)
  return {
    message: `file holds no surface: found ${listed.length === 0 ? 'no arrays of numbers' : listed.join(', ')}, expected a matrix`,
    remedy: 'save x, y and the values, one row for each y',
  }
}
