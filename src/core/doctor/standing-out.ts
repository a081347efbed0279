import { brief } from '../brief'
import { asinh } from '../elementary'
import type { SampledGrid } from '../objectives/sampled-grid'
import { quantile, sortedFinite } from './sorted'

/** How many times the spread of the middle of a surface a cell lies away from it to stand out. */
const timesUsual = 3
/** How many times the differences around the step to a cell has to be that stands out. */
const timesAround = 10
/** As many times those of the logarithms. */
const timesAroundLogarithm = 7
/** Cells that stand out at most; where there are more it is the surface that is so, and not some cells. */
const mostStandingOut = 0.05
/** Of the steps around a group so many have to be out of the ordinary. */
const mostOfEdge = 0.75
/** Holes across which a cell's neighbour is looked for. */
const widestHole = 3
/** Of the differences around a cell this one, lowest first, is the usual: most may be those to a group beside it. */
const usualOfAround = 0.25

/**
 * The cells of a grid that stand out from all that is around them, as those do whose training blew up: alone, in
 * blocks, whole rows. They lie farther from the median than three times the spread of eight tenths of the surface, and
 * the step to them from beside is ten times the differences there, in the values and in their logarithms alike: a
 * smooth surface that spans decades takes large steps beside small ones, but of its logarithm none. Groups of them,
 * each joined by ordinary steps, entries of `values` ascending; none where more than a twentieth (and more than two) of
 * the cells do.
 */
export function standingOut({ x, y, values }: SampledGrid): readonly (readonly number[])[] {
  const around = new Around(x.length, y.length, values)
  const far = around.farCells()
  const groups: number[][] = []
  let count = 0
  const isSeen = new Set<number>()
  for (const start of far) {
    if (isSeen.has(start)) continue
    isSeen.add(start)
    const group = [start]
    const edges = { sharp: 0, all: 0 }
    // The group grows while it is gone through.
    for (const p of group) {
      for (const q of around.neighbours(p)) {
        const isSharp = around.isSharp(p, q)
        if (!isSharp && far.has(q)) {
          if (!isSeen.has(q)) group.push(q)
          isSeen.add(q)
          continue
        }
        edges.all++
        if (isSharp) edges.sharp++
      }
    }
    if (edges.all === 0 || edges.sharp < mostOfEdge * edges.all) continue
    groups.push(group.sort((a, b) => a - b))
    count += group.length
  }
  return count <= Math.max(2, mostStandingOut * around.known) ? groups : []
}

/** The cells of a grid and what is beside them. */
class Around {
  readonly known: number
  private readonly middle: number
  private readonly usual: number
  private readonly scale: number

  constructor(
    private readonly nx: number,
    private readonly ny: number,
    private readonly values: Float64Array,
  ) {
    const sorted = sortedFinite(values)
    const between = (from: number, to: number): number => quantile(sorted, to) - quantile(sorted, from)
    this.known = sorted.length
    this.middle = quantile(sorted, 0.5)
    this.usual = timesUsual * between(0.1, 0.9)
    // What is 1 before logarithms are taken; of a plateau with something on it there may be no spread but the whole.
    this.scale = between(0.25, 0.75) || between(0.05, 0.95) || between(0, 1) || 1
  }

  farCells(): ReadonlySet<number> {
    const far = new Set<number>()
    for (let p = 0; p < this.values.length; p++) {
      if (Number.isFinite(this.values[p]!) && this.distance(p) > this.usual) far.add(p)
    }
    return far
  }

  /** The next cells along the row and the column that are no holes. */
  neighbours(p: number): readonly number[] {
    const { nx, ny, values } = this
    const [i, j] = [p % nx, Math.floor(p / nx)]
    const room: readonly (readonly [step: number, room: number])[] = [
      [-1, i],
      [1, nx - 1 - i],
      [-nx, j],
      [nx, ny - 1 - j],
    ]
    return room.flatMap(([step, steps]) => {
      for (let k = 1; k <= Math.min(steps, 1 + widestHole); k++) {
        if (Number.isFinite(values[p + k * step]!)) return [p + k * step]
      }
      return []
    })
  }

  /** Whether the step between two cells is out of the ordinary where the one of them is that lies nearer the middle. */
  isSharp(p: number, q: number): boolean {
    const [near, far] = this.distance(p) < this.distance(q) ? [p, q] : [q, p]
    const [a, b] = [this.values[near]!, this.values[far]!]
    if (!(Math.abs(b - a) > this.usual / 2)) return false
    if (!this.isBeyondSmaller(near, far)) return false
    const others = this.window(near)
    if (others.length < 3) return false
    const [logA, logB] = [this.logarithm(a), this.logarithm(b)]
    const differences = Float64Array.from(others, (value) => Math.abs(value - a)).sort()
    if (!(Math.abs(b - a) > timesAround * quantile(differences, usualOfAround))) return false
    const logarithms = Float64Array.from(others, (value) => Math.abs(this.logarithm(value) - logA)).sort()
    return Math.abs(logB - logA) > timesAroundLogarithm * quantile(logarithms, usualOfAround)
  }

  /** Whether the steps to one of the two values that follow a cell, away from its neighbour, are that much smaller. */
  private isBeyondSmaller(p: number, neighbour: number): boolean {
    const { nx, values } = this
    const isInRow = Math.floor(p / nx) === Math.floor(neighbour / nx)
    const step = (neighbour > p ? -1 : 1) * (isInRow ? 1 : nx)
    const [a, b] = [values[p]!, values[neighbour]!]
    let isOther = false
    for (let k = 1; k <= 2; k++) {
      const q = p + k * step
      const c = isInRow && Math.floor(q / nx) !== Math.floor(p / nx) ? NaN : (values[q] ?? NaN)
      if (!Number.isFinite(c)) continue
      isOther = true
      if (!(Math.abs(b - a) > timesAround * Math.abs(c - a))) continue
      const logA = this.logarithm(a)
      const logarithm = Math.abs(this.logarithm(c) - logA)
      if (Math.abs(this.logarithm(b) - logA) > timesAroundLogarithm * logarithm) return true
    }
    return !isOther
  }

  private distance(p: number): number {
    return Math.abs(this.values[p]! - this.middle)
  }

  /** Of large distances from the middle, to either side; small ones stay what they are. */
  private logarithm(value: number): number {
    return asinh((value - this.middle) / this.scale)
  }

  /** The finite values at most two rows and columns away; farther where holes leave too few. */
  private window(p: number): readonly number[] {
    const { nx, ny, values } = this
    const [i, j] = [p % nx, Math.floor(p / nx)]
    const found: number[] = []
    for (let reach = 2; reach <= 2 + widestHole && found.length < 8; reach++) {
      found.length = 0
      for (let row = Math.max(0, j - reach); row <= Math.min(ny - 1, j + reach); row++) {
        for (let column = Math.max(0, i - reach); column <= Math.min(nx - 1, i + reach); column++) {
          const at = row * nx + column
          if (at !== p && Number.isFinite(values[at]!)) found.push(values[at]!)
        }
      }
    }
    return found
  }
}

/** Groups of cells that stand out in words: how many, and of the first of them the values and where they lie. */
export function standingOutText(grid: SampledGrid, groups: readonly (readonly number[])[]): string {
  const most = 4
  const count = groups.reduce((sum, { length }) => sum + length, 0)
  const named = groups.slice(0, most).map((group) => groupText(grid, group))
  const more = groups.length > most ? `, and ${groups.length - most} more` : ''
  return `${count === 1 ? 'one cell stands' : `${count} cells stand`} out from all around: ${named.join(', ')}${more}`
}

/** A group of cells by its values and where it lies: `500 to 1000 at x = 2, y = -1 to 1`. */
function groupText({ x, y, values }: SampledGrid, group: readonly number[]): string {
  const across = group.map((p) => p % x.length)
  const range = (numbers: readonly number[]): string => {
    const [least, most] = numbers.reduce(([a, b], n) => [Math.min(a, n), Math.max(b, n)], [Infinity, -Infinity])
    const [from, to] = [brief(least), brief(most)]
    return from === to ? from : `${from} to ${to}`
  }
  const value = range(group.map((p) => values[p]!))
  const [first] = group
  if (group.length === 1) return `${value} at (${brief(x[across[0]!]!)}, ${brief(y[Math.floor(first! / x.length)]!)})`
  const alongX = range(across.map((i) => x[i]!))
  return `${value} at x = ${alongX}, y = ${range(group.map((p) => y[Math.floor(p / x.length)]!))}`
}
