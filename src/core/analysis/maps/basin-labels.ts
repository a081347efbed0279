import { type Domain, halfWidths } from '../../domain'

/** A place that runs end at. */
export interface Attractor {
  /** Of the runs that end here, the end with the least loss, and that loss. */
  readonly at: readonly [number, number]
  readonly value: number
  /** How many runs end here. */
  readonly starts: number
}

export interface BasinLabels {
  /** By value, ascending. */
  readonly attractors: readonly Attractor[]
  /** Index into `attractors` of each run; `noAttractor` where it was lost. */
  readonly labels: Uint16Array
}

export const noAttractor = 65535

/** Ends closer together than this part of a half-width are one place: about what a picture of the domain resolves. */
const samePlace = 0.01
/** More places than this are told from one another by nobody; the rarest ones are dropped. */
const mostAttractors = 4096

/**
 * Gathers the places that runs end at: ends in the same or in neighbouring squares of a hundredth of a half-width are
 * one place, and so on along a chain of them, since runs that have not quite arrived lie strung along the way. A place
 * is where its least loss is.
 *
 * `ends` are x, y interleaved, one pair a run; `isLost(i)` tells runs that have no end. The order of the runs does not
 * matter.
 */
export function labelBasins(
  ends: Float64Array,
  losses: Float64Array,
  isLost: (run: number) => boolean,
  domain: Domain,
): BasinLabels {
  const [halfX, halfY] = halfWidths(domain)
  const squares = new Map<number, Square>()
  const indexOf = new Int32Array(losses.length)
  let square: Square | undefined
  for (let run = 0; run < losses.length; run++) {
    const x = ends[2 * run]!
    const y = ends[2 * run + 1]!
    if (isLost(run) || !Number.isFinite(x) || !Number.isFinite(y)) {
      indexOf[run] = -1
      continue
    }
    const column = Math.floor(x / (samePlace * halfX))
    const row = Math.floor(y / (samePlace * halfY))
    // Most runs end where the one before them does.
    if (square?.column !== column || square.row !== row) square = squareAt(squares, column, row, run)
    indexOf[run] = square.index
    square.starts++
    if (isBefore(ends, losses, run, square.run)) square.run = run
  }
  for (const square of squares.values()) {
    for (const [right, up] of halfOfNeighbours) {
      const neighbour = squares.get(keyOf(square.column + right, square.row + up))
      if (neighbour !== undefined) join(square, neighbour)
    }
  }
  const places = new Map<Square, { run: number; starts: number }>()
  for (const square of squares.values()) {
    const root = rootOf(square)
    const place = places.get(root)
    if (place === undefined) places.set(root, { run: square.run, starts: square.starts })
    else {
      place.starts += square.starts
      if (isBefore(ends, losses, square.run, place.run)) place.run = square.run
    }
  }
  const kept = [...places]
    .sort(([, a], [, b]) => b.starts - a.starts || (isBefore(ends, losses, a.run, b.run) ? -1 : 1))
    .slice(0, mostAttractors)
    .sort(([, a], [, b]) => (isBefore(ends, losses, a.run, b.run) ? -1 : 1))
  const indices = new Map(kept.map(([root], index) => [root, index]))
  const labelOf = Uint16Array.from(squares.values(), (each) => indices.get(rootOf(each)) ?? noAttractor)
  const labels = new Uint16Array(losses.length)
  for (let run = 0; run < labels.length; run++) {
    const index = indexOf[run]!
    labels[run] = index < 0 ? noAttractor : labelOf[index]!
  }
  return {
    attractors: kept.map(([, { run, starts }]) => ({
      at: [ends[2 * run]!, ends[2 * run + 1]!],
      value: losses[run]!,
      starts,
    })),
    labels,
  }
}

/** A square of the plane that runs end in; squares of one place have one root. */
interface Square {
  /** Its place among all. */
  readonly index: number
  readonly column: number
  readonly row: number
  parent: Square | undefined
  /** The best run that ends here. */
  run: number
  starts: number
}

const halfOfNeighbours = [
  [1, 0],
  [-1, 1],
  [0, 1],
  [1, 1],
] as const

/**
 * Numbers of squares from the origin; beyond them, a hundred thousand domains away, squares are no longer told apart.
 */
const farthest = 33554431

/** The square there; a new one is that of the run. */
function squareAt(squares: Map<number, Square>, column: number, row: number, run: number): Square {
  const key = keyOf(column, row)
  let square = squares.get(key)
  if (square === undefined) {
    square = { index: squares.size, column, row, parent: undefined, run, starts: 0 }
    squares.set(key, square)
  }
  return square
}

function keyOf(column: number, row: number): number {
  const clamped = (index: number): number => Math.min(farthest, Math.max(-farthest, index))
  return clamped(column) * (2 * farthest + 2) + clamped(row)
}

function rootOf(square: Square): Square {
  let root = square
  while (root.parent !== undefined) root = root.parent
  // Shortens the way for the next who asks.
  for (let at = square; at !== root;) {
    const next = at.parent!
    at.parent = root
    at = next
  }
  return root
}

function join(a: Square, b: Square): void {
  const [rootA, rootB] = [rootOf(a), rootOf(b)]
  if (rootA !== rootB) rootB.parent = rootA
}

/**
 * Whether a run's end comes before another's: by loss, then by place, so that the order of the runs does not matter.
 */
function isBefore(ends: Float64Array, losses: Float64Array, a: number, b: number): boolean {
  const byLoss = losses[a]! - losses[b]!
  if (byLoss !== 0) return byLoss < 0
  const byX = ends[2 * a]! - ends[2 * b]!
  return byX === 0 ? ends[2 * a + 1]! < ends[2 * b + 1]! : byX < 0
}
