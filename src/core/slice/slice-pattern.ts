import type { Slice } from './slice'

/**
 * A vector in as many dimensions as one likes, as data: it begins with `first` and goes on with `rest`, again and
 * again.
 */
export interface VectorPattern {
  readonly first: readonly number[]
  readonly rest: readonly number[]
}

/** A slice in as many dimensions as one likes. */
export interface SlicePattern {
  readonly origin: VectorPattern
  readonly u: VectorPattern
  readonly v: VectorPattern
}

/**
 * The plane of the first two coordinates through the origin: what a formula in n variables shows unless told otherwise.
 */
export const coordinatePlane: SlicePattern = {
  origin: { first: [], rest: [0] },
  u: { first: [1], rest: [0] },
  v: { first: [0, 1], rest: [0] },
}

/** The slice of a pattern in n dimensions. */
export function sliceIn({ origin, u, v }: SlicePattern, n: number): Slice {
  return { origin: vectorIn(origin, n), u: vectorIn(u, n), v: vectorIn(v, n) }
}

function vectorIn({ first, rest }: VectorPattern, n: number): readonly number[] {
  return Array.from({ length: n }, (_, i) => first[i] ?? rest[(i - first.length) % rest.length]!)
}

/**
 * The plane of two coordinates, or the line of one, through a point, whose own values of these it does not keep: x and
 * y are they.
 */
export function axesSlice(through: readonly number[], [i, j]: readonly number[]): Slice {
  const unit = (axis: number): readonly number[] => through.map((_, k) => (k === axis ? 1 : 0))
  const origin = through.map((entry, k) => (k === i || k === j ? 0 : entry))
  return { origin, u: unit(i!), ...(j === undefined ? {} : { v: unit(j) }) }
}

/** The plane of the first two coordinates through the origin; in one dimension the line of all places. */
export function coordinateSlice(n: number): Slice {
  if (n === 1) return { origin: [0], u: [1] }
  return sliceIn(coordinatePlane, n)
}
