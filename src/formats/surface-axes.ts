import { closestName } from '../core/closest-name'
import { type Checked, invalid, valid } from '../core/problem'
import { shown } from '../core/shown'
import { isPointGrid } from './grid-of-points'
import { isMonotone } from './laid-grid'
import type { NdArray } from './npy'

export interface NamedArray {
  readonly name: string
  readonly array: NdArray
}

/** The arrays that are the axes of a file's surfaces. */
export interface FoundAxes {
  readonly x: NamedArray
  readonly y: NamedArray
  /**
   * `grid`: a coordinate for each column or row; `mesh` and `points`: for each value, in matrices or lists of their
   * shape.
   */
  readonly kind: 'grid' | 'mesh' | 'points'
  /** Whether their names do not say it. */
  readonly isGuessed: boolean
  /** Whether they are those of the loss-landscape layout, whose matrices run x fastest whatever their shape. */
  readonly isLayout: boolean
}

const layoutNames = /^([xy])coordinates?$/i
/** `x`, `xs`, `x_grid`, `gridX`, `x-coords`, ... */
const plainNames =
  /^(?:grid|mesh)?[_-]?([xy])\1?[_-]?(?:s|axis|grids?|mesh|vals?|values|range|points?|coords?|coordinates?)?$/i
/** Pairs that often are axes, though their names do not say so alone. */
const commonPairs = [['alpha', 'beta']] as const

/** Whether a name is that of an axis. */
export function isAxisName(name: string): boolean {
  return layoutNames.test(name) || plainNames.test(name)
}

/**
 * Finds the axes among arrays: those that are wanted, else by their names, else by their shapes. Undefined where there
 * are none; a problem where there are some that fit nothing, since what a file has as axes is never left out.
 */
export function findAxes(all: readonly NamedArray[], wanted: string | undefined): Checked<FoundAxes | undefined> {
  if (wanted !== undefined) return wantedAxes(all, wanted)
  const layout = pairNamed(all, (name) => layoutNames.exec(name)?.[1])
  const named = layout ?? pairNamed(all, (name) => plainNames.exec(name)?.[1])
  if (named !== undefined) {
    const found = fitted(all, named, { isGuessed: false, isLayout: layout !== undefined })
    return found === undefined ? invalid(fitsNothing(named, all)) : valid(found)
  }
  const guessed = { isGuessed: true, isLayout: false }
  const common = commonPairs.map(([a, b]) => pairNamed(all, (name) => beginning(name, a, b))).find((each) => each)
  const byName = common === undefined ? undefined : fitted(all, common, guessed)
  const byShape = byName ?? firstFitting(all, guessed)
  if (byShape !== undefined) return valid(byShape)
  const alone = all.find(({ name }) => isAxisName(name))
  if (alone === undefined) return valid(undefined)
  const other = /y/i.test(alone.name) ? 'x' : 'y'
  return invalid({
    message: `file has coordinates along ${other === 'x' ? 'y' : 'x'} alone, expected both x and y`,
    remedy: `add "${other}", or leave both out for a surface on the unit square`,
  })
}

function beginning(name: string, x: string, y: string): string | undefined {
  if (new RegExp(`^${x}s?$`, 'i').test(name)) return 'x'
  return new RegExp(`^${y}s?$`, 'i').test(name) ? 'y' : undefined
}

type Pair = readonly [x: NamedArray, y: NamedArray]

/** The first array that a rule calls x, and the first that it calls y; undefined where one is missing. */
function pairNamed(all: readonly NamedArray[], axisOf: (name: string) => string | undefined): Pair | undefined {
  const called = (axis: string): NamedArray | undefined => {
    const those = all.filter(({ name }) => axisOf(name)?.toLowerCase() === axis)
    return those.find(({ name }) => name.toLowerCase() === axis) ?? those[0]
  }
  const [x, y] = [called('x'), called('y')]
  return x === undefined || y === undefined ? undefined : [x, y]
}

function wantedAxes(all: readonly NamedArray[], wanted: string): Checked<FoundAxes | undefined> {
  const names = wanted.split(',').map((name) => name.trim())
  const listed = all.map(({ name }) => name)
  const unknown = names.find((name) => !listed.includes(name))
  if (names.length !== 2 || unknown !== undefined) {
    const close = unknown === undefined ? undefined : closestName(unknown, listed)
    return invalid({
      message:
        unknown === undefined || names.length !== 2
          ? `axes are ${shown(wanted)}, expected two names with a comma between them`
          : `unknown array: ${shown(unknown)}${close === undefined ? '' : ` (did you mean "${close}"?)`}`,
      remedy: `take two of ${listed.slice(0, 8).join(', ')}, or none`,
      where: 'axes',
    })
  }
  const [x, y] = names.map((name) => all.find((each) => each.name === name)!) as [NamedArray, NamedArray]
  const isLayout = layoutNames.test(x.name) && layoutNames.test(y.name)
  const found = fitted(all, [x, y], { isGuessed: false, isLayout })
  return found === undefined ? invalid({ ...fitsNothing([x, y], all), where: 'axes' }) : valid(found)
}

type About = Pick<FoundAxes, 'isGuessed' | 'isLayout'>

/** A pair as axes, by what else of the file they fit; undefined where that is nothing. */
function fitted(all: readonly NamedArray[], [x, y]: Pair, about: About): FoundAxes | undefined {
  const others = all.filter((each) => each !== x && each !== y)
  const as = (kind: FoundAxes['kind']): FoundAxes => ({ x, y, kind, ...about })
  const [xs, ys] = [x.array.shape, y.array.shape]
  if (xs.length === 2 && sameShape(xs, ys)) {
    return others.some(({ array }) => sameShape(array.shape, xs)) ? as('mesh') : undefined
  }
  if (xs.length !== 1 || ys.length !== 1) return undefined
  const [nx, ny] = [xs[0]!, ys[0]!]
  if (others.some(({ array }) => fitsGrid(array.shape, nx, ny))) return as('grid')
  return nx === ny && others.some(({ array }) => sameShape(array.shape, xs)) ? as('points') : undefined
}

/** Whether an array is a matrix of these sides, in either order, or the list of its entries. */
export function fitsGrid(shape: readonly number[], nx: number, ny: number): boolean {
  const [a, b] = shape
  if (shape.length === 1) return nx > 1 && ny > 1 && a === nx * ny
  return shape.length === 2 && ((a === nx && b === ny) || (a === ny && b === nx))
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((extent, k) => extent === b[k])
}

/** Pairs that are tried before a file of many arrays is said to have no axes. */
const mostPairs = 400

/** The first two arrays in the file's order that are axes by what they hold. */
function firstFitting(all: readonly NamedArray[], about: About): FoundAxes | undefined {
  const lists = all.filter(({ array }) => array.shape.length === 1 && array.data.length > 1)
  const matrices = all.filter(({ array }) => array.shape.length === 2 && array.data.length > 3)
  const axes = lists.filter(({ array }) => isMonotone(array.data))
  const meshes = matrices.filter(({ array }) => meshAxis(array) !== undefined)
  const tries: readonly (readonly [readonly NamedArray[], (x: NamedArray, y: NamedArray) => boolean])[] = [
    [axes, (x, y) => matrices.some(({ array }) => fitsGrid(array.shape, x.array.data.length, y.array.data.length))],
    [meshes, (x, y) => meshAxis(x.array) !== meshAxis(y.array)],
    [lists, (x, y) => isPointGrid(x.array.data, y.array.data)],
  ]
  for (const [candidates, isPair] of tries) {
    for (const pair of pairsOf(candidates)) {
      const found = isPair(...pair) ? fitted(all, pair, about) : undefined
      if (found !== undefined) return found
    }
  }
  return undefined
}

function* pairsOf(candidates: readonly NamedArray[]): Generator<Pair> {
  let count = 0
  for (let k = 0; k < candidates.length; k++) {
    for (let l = k + 1; l < candidates.length; l++) {
      if (count++ >= mostPairs) return
      yield [candidates[k]!, candidates[l]!]
    }
  }
}

/** The index along which a mesh of coordinates changes, alike everywhere; undefined for any other matrix. */
function meshAxis({ shape, data }: NdArray): 0 | 1 | undefined {
  const [rows, columns] = shape as readonly [number, number]
  const along = (axis: 0 | 1): Float64Array =>
    Float64Array.from({ length: axis === 0 ? rows : columns }, (_, k) => data[axis === 0 ? k * columns : k]!)
  const [down, across] = [along(0), along(1)]
  if (isMonotone(across) && data.every((value, p) => value === across[p % columns])) return 1
  if (isMonotone(down) && data.every((value, p) => value === down[Math.floor(p / columns)])) return 0
  return undefined
}

function fitsNothing([x, y]: Pair, all: readonly NamedArray[]): { readonly message: string; readonly remedy: string } {
  const text = ({ name, array }: NamedArray): string => `${name} (${array.shape.join(', ')})`
  const others = all.filter((each) => each !== x && each !== y)
  const [a, b] = [x.array.data.length, y.array.data.length]
  const found = all.slice(0, 8).map(text).join(', ')
  return {
    message: `file holds no surface: found ${found}, expected one of shape (${a}, ${b})`,
    remedy: others.length === 0 ? 'save x, y and the values' : 'save x, y and the values, one row for each y',
  }
}
