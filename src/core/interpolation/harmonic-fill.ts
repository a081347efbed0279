/**
 * A copy of a grid of values in which every cell that is not finite has a finite value: the solution u of the discrete
 * Laplace equation with the known cells as boundary values, sum over the up to four neighbours q of w_pq (u_q - u_p) =
 * 0. Between neighbours along x the weight is the length of the edge between their control volumes over their distance,
 * w = (y_{j+1} - y_{j-1}) / 2 / (x_{i+1} - x_i), likewise along y, so that functions a + b x + c y are filled exactly
 * on any spacing; no flux leaves the grid.
 *
 * `values` is row-major, nx * ny, rows y ascending, and not written; x and y ascend. Without a single known cell the
 * fill is 0.
 *
 * By conjugate gradients preconditioned by a modified incomplete Cholesky factorisation, until the residual is 1e-12 of
 * the first: the matrix is symmetric and positive definite, as the grid is connected. Deterministic.
 *
 * Source: R. S. Varga, Matrix Iterative Analysis, 2000, section 6.3 (the five-point equations on a non-uniform grid);
 * I. Gustafsson, A class of first order factorization methods, BIT 18, 1978, MIC(0).
 */
export function harmonicFill(x: Float64Array, y: Float64Array, values: Float64Array): Float64Array {
  const filled = values.slice()
  const holes = Int32Array.from(values.keys()).filter((p) => !Number.isFinite(values[p]!))
  const mean = meanOfFinite(values)
  for (const p of holes) filled[p] = mean
  if (holes.length > 0 && holes.length < values.length) solve(equationsOf(x, y, holes), filled)
  return filled
}

/**
 * The equations of the holes, on arrays over the grid with an empty row before it and one behind, so that every cell
 * has four neighbours to look at. `at` names the holes in row-major order; vectors are 0 everywhere else.
 */
interface Equations {
  readonly nx: number
  readonly at: Int32Array
  /** The weight between each cell and the next along x, along y; 0 at the edge. */
  readonly right: Float64Array
  readonly up: Float64Array
  /** The pivots of the incomplete factorisation. */
  readonly pivot: Float64Array
}

/** How much of the fill-in that is dropped is added to the pivot; all of it can make a pivot vanish. */
const modification = 0.97

function equationsOf(x: Float64Array, y: Float64Array, holes: Int32Array): Equations {
  const [nx, ny] = [x.length, y.length]
  const size = nx * (ny + 2)
  const [right, up, pivot] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)]
  for (let j = 0; j < ny; j++) {
    for (let i = 0; i < nx; i++) {
      const p = (j + 1) * nx + i
      if (i < nx - 1) right[p] = controlWidth(y, j) / (x[i + 1]! - x[i]!)
      if (j < ny - 1) up[p] = controlWidth(x, i) / (y[j + 1]! - y[j]!)
    }
  }
  const at = holes.map((p) => p + nx)
  for (const p of at) pivot[p] = 1
  for (const p of at) {
    const diagonal = right[p]! + right[p - 1]! + up[p]! + up[p - nx]!
    let rest = diagonal
    // A known cell has pivot 0 and is no part of the matrix.
    for (const [q, weight, other] of [
      [p - 1, right[p - 1]!, pivot[p - 1 + nx]! === 0 ? 0 : up[p - 1]!],
      [p - nx, up[p - nx]!, pivot[p - nx + 1]! === 0 ? 0 : right[p - nx]!],
    ] as const) {
      if (pivot[q]! !== 0) rest -= (weight * (weight + modification * other)) / pivot[q]!
    }
    pivot[p] = rest > 0.25 * diagonal ? rest : diagonal
  }
  return { nx, at, right, up, pivot }
}

/** The width of the control volume about a knot: half-way to its neighbours. */
function controlWidth(axis: Float64Array, i: number): number {
  return (axis[Math.min(i + 1, axis.length - 1)]! - axis[Math.max(i - 1, 0)]!) / 2
}

const tolerance = 1e-12

/** Conjugate gradients on the holes of `values`, which it writes; the rest stays. */
function solve(equations: Equations, values: Float64Array): void {
  const { nx, at, pivot } = equations
  const vector = (): Float64Array => new Float64Array(pivot.length)
  const [u, residual, image, step, direction] = [vector(), vector(), vector(), vector(), vector()]
  u.set(values, nx)
  // With the known cells still in u this is the equations' right-hand side and first guess at once.
  multiply(equations, u, image)
  for (const p of at) residual[p] = -image[p]!
  precondition(equations, residual, step)
  let squared = product(at, residual, step)
  const least = tolerance * tolerance * squared
  direction.set(step)
  // In exact arithmetic as many steps as holes suffice; rounding costs some more where they are few.
  for (let k = 0; k < 2 * at.length + 50 && squared > least; k++) {
    multiply(equations, direction, image)
    const length = squared / product(at, direction, image)
    for (const p of at) {
      u[p] = u[p]! + length * direction[p]!
      residual[p] = residual[p]! - length * image[p]!
    }
    precondition(equations, residual, step)
    const next = product(at, residual, step)
    for (const p of at) direction[p] = step[p]! + (next / squared) * direction[p]!
    squared = next
  }
  values.set(u.subarray(nx, nx + values.length))
}

/** out_p = sum over neighbours of w_pq (u_p - u_q), at the holes. */
function multiply({ nx, at, right, up }: Equations, u: Float64Array, out: Float64Array): void {
  for (const p of at) {
    const here = u[p]!
    out[p] =
      right[p]! * (here - u[p + 1]!) +
      right[p - 1]! * (here - u[p - 1]!) +
      up[p]! * (here - u[p + nx]!) +
      up[p - nx]! * (here - u[p - nx]!)
  }
}

/** Solves (D + L) D^-1 (D + L^T) out = r, with the pivots D and the matrix's lower triangle L. */
function precondition({ nx, at, right, up, pivot }: Equations, r: Float64Array, out: Float64Array): void {
  for (const p of at) out[p] = (r[p]! + right[p - 1]! * out[p - 1]! + up[p - nx]! * out[p - nx]!) / pivot[p]!
  for (let k = at.length - 1; k >= 0; k--) {
    const p = at[k]!
    out[p] = out[p]! + (right[p]! * out[p + 1]! + up[p]! * out[p + nx]!) / pivot[p]!
  }
}

function product(at: Int32Array, a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (const p of at) sum += a[p]! * b[p]!
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
