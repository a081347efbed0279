/**
 * A copy of a grid of values in which every cell that is not finite has a finite value: the solution u of the discrete Laplace
 * equation with the known cells as boundary values, sum over the up to four neighbours q of w_pq (u_q - u_p) = 0. Between
 * neighbours along x the weight is the length of the edge between their control volumes over their distance,
 * w = (y_{j+1} - y_{j-1}) / 2 / (x_{i+1} - x_i), likewise along y, so that functions a + b x + c y are filled exactly on any spacing; no
 * flux leaves the grid.
 *
 * `values` is row-major, nx * ny, rows y ascending, and not written; x and y ascend. Without a single known cell the fill is 0.
 *
 * By conjugate gradients with the diagonal as preconditioner, until the residual is 1e-12 of the first: the matrix is symmetric and
 * positive definite, as the grid is connected. Deterministic.
 *
 * Source: R. S. Varga, Matrix Iterative Analysis, 2000, section 6.3 (the five-point equations on a non-uniform grid); M. R. Hestenes
 * and E. Stiefel, Methods of Conjugate Gradients for Solving Linear Systems, 1952.
 */
export function harmonicFill(x: Float64Array, y: Float64Array, values: Float64Array): Float64Array {
  const filled = values.slice()
  const holes = Int32Array.from(values.keys()).filter((p) => !Number.isFinite(values[p]!))
  const mean = meanOfFinite(values)
  for (const p of holes) filled[p] = mean
  if (holes.length > 0 && holes.length < values.length) solve(laplacian(x, y, holes), filled)
  return filled
}

/** The equations of the holes: for hole k its place p_k, and the places and weights of its neighbours (weight 0 where there is none). */
interface Equations {
  readonly at: Int32Array
  /** 4 per hole. */
  readonly neighbours: Int32Array
  readonly weights: Float64Array
  readonly diagonal: Float64Array
}

function laplacian(x: Float64Array, y: Float64Array, at: Int32Array): Equations {
  const nx = x.length
  const neighbours = new Int32Array(4 * at.length)
  const weights = new Float64Array(4 * at.length)
  const diagonal = new Float64Array(at.length)
  for (let k = 0; k < at.length; k++) {
    const p = at[k]!
    const i = p % nx
    const j = (p - i) / nx
    const add = (side: number, axis: Float64Array, from: number, across: number, step: number, q: number): void => {
      neighbours[4 * k + side] = p
      if (from + step < 0 || from + step >= axis.length) return
      neighbours[4 * k + side] = q
      weights[4 * k + side] = across / Math.abs(axis[from + step]! - axis[from]!)
      diagonal[k] = diagonal[k]! + weights[4 * k + side]!
    }
    const height = controlWidth(y, j)
    const width = controlWidth(x, i)
    add(0, x, i, height, -1, p - 1)
    add(1, x, i, height, 1, p + 1)
    add(2, y, j, width, -1, p - nx)
    add(3, y, j, width, 1, p + nx)
  }
  return { at, neighbours, weights, diagonal }
}

/** The width of the control volume about a knot: half-way to its neighbours. */
function controlWidth(axis: Float64Array, i: number): number {
  return (axis[Math.min(i + 1, axis.length - 1)]! - axis[Math.max(i - 1, 0)]!) / 2
}

const tolerance = 1e-12

/** Conjugate gradients on the holes of `u`, which it writes; the rest of `u` stays. */
function solve(equations: Equations, u: Float64Array): void {
  const { at, diagonal } = equations
  const n = at.length
  const residual = new Float64Array(n)
  // The residual at the known cells' values and the first guess at once: the equations applied to the whole grid, negated.
  apply(equations, u, residual)
  for (let k = 0; k < n; k++) residual[k] = -residual[k]!
  /** The direction on the whole grid, 0 at known cells, so that `apply` is the matrix of the holes alone. */
  const direction = new Float64Array(u.length)
  const image = new Float64Array(n)
  let squared = preconditioned(residual, diagonal)
  const least = tolerance * tolerance * squared
  for (let k = 0; k < n; k++) direction[at[k]!] = residual[k]! / diagonal[k]!
  // In exact arithmetic n steps suffice; rounding costs some more where n is small.
  for (let step = 0; step < 2 * n + 50 && squared > least; step++) {
    apply(equations, direction, image)
    let curvature = 0
    for (let k = 0; k < n; k++) curvature += direction[at[k]!]! * image[k]!
    const length = squared / curvature
    for (let k = 0; k < n; k++) {
      u[at[k]!] = u[at[k]!]! + length * direction[at[k]!]!
      residual[k] = residual[k]! - length * image[k]!
    }
    const next = preconditioned(residual, diagonal)
    for (let k = 0; k < n; k++) {
      direction[at[k]!] = residual[k]! / diagonal[k]! + (next / squared) * direction[at[k]!]!
    }
    squared = next
  }
}

/** out_k = sum over neighbours of w (u_p - u_q). */
function apply({ at, neighbours, weights }: Equations, u: Float64Array, out: Float64Array): void {
  for (let k = 0; k < at.length; k++) {
    const here = u[at[k]!]!
    let sum = 0
    for (let side = 4 * k; side < 4 * k + 4; side++) sum += weights[side]! * (here - u[neighbours[side]!]!)
    out[k] = sum
  }
}

function preconditioned(residual: Float64Array, diagonal: Float64Array): number {
  let sum = 0
  for (let k = 0; k < residual.length; k++) sum += (residual[k]! * residual[k]!) / diagonal[k]!
  return sum
}

function meanOfFinite(values: Float64Array): number {
  let mean = 0
  let count = 0
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    count += 1
    // Not the sum over the count: a sum of large losses may overflow.
    mean += (value - mean) / count
  }
  return mean
}
