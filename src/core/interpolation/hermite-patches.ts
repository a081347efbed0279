/**
 * The bicubic Hermite interpolant of values and gradients on an evenly spaced grid: on each cell the polynomial of
 * degree 3 in x and in y that has the values, slopes and twists of its corners. The twist d2f/dxdy at a point is the
 * mean of what central differences of df/dx along y and of df/dy along x say, one-sided at the edges. The error is of
 * order 4 in the spacing where the function is smooth.
 *
 * `values` is row-major, nx x ny, rows y ascending; `gradients` interleaves df/dx and df/dy. Both are read, not kept
 * from change. Non-finite on cells with a corner that is.
 */
export class HermitePatches {
  /** Of each point: f, hx df/dx, hy df/dy, hx hy d2f/dxdy, so that a cell is the unit square. */
  private readonly nodes: Float64Array

  constructor(
    values: Float64Array,
    gradients: Float64Array,
    private readonly resolution: readonly [nx: number, ny: number],
    private readonly spacing: readonly [hx: number, hy: number],
  ) {
    const [nx, ny] = resolution
    const [hx, hy] = spacing
    this.nodes = new Float64Array(4 * nx * ny)
    for (let at = 0; at < nx * ny; at++) {
      this.nodes[4 * at] = values[at]!
      this.nodes[4 * at + 1] = hx * gradients[2 * at]!
      this.nodes[4 * at + 2] = hy * gradients[2 * at + 1]!
    }
    for (let at = 0; at < nx * ny; at++) {
      const alongX = this.difference(at, at % nx, nx, 1, 2)
      const alongY = this.difference(at, Math.floor(at / nx), ny, nx, 1)
      this.nodes[4 * at + 3] = (alongX + alongY) / 2
    }
  }

  /** Central difference over two spacings, one-sided at the ends, of a quantity of the points along a line of n. */
  private difference(at: number, index: number, n: number, stride: number, quantity: number): number {
    const [before, after] = [index === 0 ? at : at - stride, index === n - 1 ? at : at + stride]
    if (before === after) return 0
    return (this.nodes[4 * after + quantity]! - this.nodes[4 * before + quantity]!) / ((after - before) / stride)
  }

  /** f at (s, t) in [0, 1]^2 of the cell to the right of and above point (column, row). */
  value(column: number, row: number, s: number, t: number): number {
    const { across } = this
    const at = row * this.resolution[0] + column
    return cubic(t, across(at, 0, 0, s), across(at, 1, 0, s), across(at, 0, 2, s), across(at, 1, 2, s))
  }

  /** df/dx and df/dy there, into two entries. */
  slopes(column: number, row: number, s: number, t: number, out: Float64Array): void {
    const { across } = this
    const at = row * this.resolution[0] + column
    const [hx, hy] = this.spacing
    const along = (edge: 0 | 1, quantity: 0 | 2): number => this.across(at, edge, quantity, s, cubicSlope)
    out[0] = cubic(t, along(0, 0), along(1, 0), along(0, 2), along(1, 2)) / hx
    out[1] = cubicSlope(t, across(at, 0, 0, s), across(at, 1, 0, s), across(at, 0, 2, s), across(at, 1, 2, s)) / hy
  }

  /** A quantity, or its slope, at s of a cell's lower or upper edge. */
  private readonly across = (at: number, edge: 0 | 1, quantity: 0 | 2, s: number, shape = cubic): number => {
    const left = 4 * (at + edge * this.resolution[0]) + quantity
    const { nodes } = this
    return shape(s, nodes[left]!, nodes[left + 4]!, nodes[left + 1]!, nodes[left + 5]!)
  }
}

/** The cubic with values p and slopes m at 0 and 1. */
function cubic(t: number, p0: number, p1: number, m0: number, m1: number): number {
  const rest = 1 - t
  return rest * rest * ((1 + 2 * t) * p0 + t * m0) + t * t * ((3 - 2 * t) * p1 - rest * m1)
}

function cubicSlope(t: number, p0: number, p1: number, m0: number, m1: number): number {
  const rest = 1 - t
  return 6 * t * rest * (p1 - p0) + rest * (1 - 3 * t) * m0 + t * (3 * t - 2) * m1
}
