import { gridCoordinate } from '../core/domain'
import type { NamedArray } from './surface-axes'

type Interval = readonly [min: number, max: number]

/** Between which coordinates a matrix without axes lies, as its file says, and in which arrays. */
export interface StatedExtent {
  readonly x: Interval
  readonly y: Interval
  readonly names: readonly string[]
}

const limits = (axis: 'x' | 'y'): RegExp =>
  new RegExp(`^${axis}[_-]?(?:lims?|limits?|range|extents?|bounds?|minmax)$`, 'i')
const ends = (axis: 'x' | 'y', end: 'min' | 'max'): RegExp =>
  new RegExp(`^(?:${axis}[_-]?${end}|${end}[_-]?${axis})$`, 'i')

const anyEnd = /^(?:[xy][_-]?(?:min|max)|(?:min|max)[_-]?[xy])$/i

/** Whether a number under this name may be an end of an axis. */
export function isEndName(name: string): boolean {
  return anyEnd.test(name)
}

/**
 * The extent that arrays state: `xlim` and `ylim` of two numbers, `xmin`, `xmax`, `ymin`, `ymax`, or `extent` as
 * matplotlib has it, (left, right, bottom, top). Undefined where none is stated for both axes.
 */
export function statedExtent(all: readonly NamedArray[]): StatedExtent | undefined {
  const numbersOf = (name: RegExp, count: number): NamedArray | undefined =>
    all.find(({ name: each, array }) => name.test(each) && array.data.length === count)
  const whole = numbersOf(/^extents?$/i, 4)
  if (whole !== undefined) {
    const [left, right, bottom, top] = whole.array.data as unknown as readonly [number, number, number, number]
    return { x: [left, right], y: [bottom, top], names: [whole.name] }
  }
  const [x, y] = (['x', 'y'] as const).map((axis) => {
    const both = numbersOf(limits(axis), 2)
    if (both !== undefined) return [both]
    const [min, max] = [numbersOf(ends(axis, 'min'), 1), numbersOf(ends(axis, 'max'), 1)]
    return min === undefined || max === undefined ? undefined : [min, max]
  })
  if (x === undefined || y === undefined) return undefined
  const interval = (arrays: readonly NamedArray[]): Interval =>
    arrays.flatMap(({ array }) => [...array.data]) as unknown as Interval
  return { x: interval(x), y: interval(y), names: [...x, ...y].map(({ name }) => name) }
}

/** So many coordinates, evenly from the one end to the other. */
export function evenAxis(interval: Interval, n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => (n === 1 ? interval[0] : gridCoordinate(interval, i, n)))
}
