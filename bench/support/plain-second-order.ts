/** Newton's direction as it is written down: a Hessian of n products, three copies of it, and all eigenvectors. */

/** The Hessian of a quadratic, Q diag Q', its columns by reflections one after the other. */
export function plainHessian(normals: readonly Float64Array[], eigenvalues: Float64Array): Float64Array {
  const n = eigenvalues.length
  const hessian = new Float64Array(n * n)
  for (let j = 0; j < n; j++) {
    const column = new Float64Array(n)
    column[j] = 1
    plainProduct(normals, eigenvalues, column)
    for (let i = 0; i <= j; i++) {
      hessian[i * n + j] = column[i]!
      hessian[j * n + i] = column[i]!
    }
  }
  return hessian
}

export function plainProduct(normals: readonly Float64Array[], eigenvalues: Float64Array, v: Float64Array): void {
  for (let k = 0; k < normals.length; k++) reflect(normals[k]!, v, k)
  for (let i = 0; i < v.length; i++) v[i] *= eigenvalues[i]!
  for (let k = normals.length - 1; k >= 0; k--) reflect(normals[k]!, v, k)
}

function reflect(normal: Float64Array, x: Float64Array, from: number): void {
  let along = 0
  for (let i = 0; i < normal.length; i++) along += normal[i]! * x[from + i]!
  for (let i = 0; i < normal.length; i++) x[from + i] -= 2 * along * normal[i]!
}

/** -H^-1 g by eigenvectors. */
export function plainDirection(hessian: Float64Array, gradient: Float64Array): Float64Array {
  const n = gradient.length
  const { diagonal, beside, basis } = tridiagonal(hessian, n)
  rotate(diagonal, beside, basis, n)
  const direction = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    let along = 0
    for (let k = 0; k < n; k++) along += basis[i * n + k]! * gradient[k]!
    for (let k = 0; k < n; k++) direction[k] -= (along / diagonal[i]!) * basis[i * n + k]!
  }
  return direction
}

function tridiagonal(matrix: Float64Array, n: number) {
  const a = matrix.slice()
  const normals = new Float64Array(n * n)
  const basis = new Float64Array(n * n)
  const [diagonal, beside, q] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)]
  for (let k = 0; k < n; k++) {
    diagonal[k] = a[k * n + k]!
    if (k + 1 === n) break
    const w = normals.subarray(k * n, (k + 1) * n)
    let rest = 0
    for (let i = k + 2; i < n; i++) rest += a[k * n + i]! * a[k * n + i]!
    const lead = a[k * n + k + 1]!
    const length = Math.sqrt(lead * lead + rest)
    const first = lead < 0 ? lead - length : lead + length
    const size = Math.sqrt(first * first + rest)
    for (let i = k + 1; i < n; i++) w[i] = (i === k + 1 ? first : a[k * n + i]!) / size
    beside[k] = lead < 0 ? length : -length
    let along = 0
    for (let i = k + 1; i < n; i++) {
      let sum = 0
      for (let j = k + 1; j < n; j++) sum += a[i * n + j]! * w[j]!
      q[i] = sum
      along += sum * w[i]!
    }
    for (let i = k + 1; i < n; i++) q[i] = 2 * (q[i]! - along * w[i]!)
    for (let i = k + 1; i < n; i++) for (let j = k + 1; j < n; j++) a[i * n + j] -= w[i]! * q[j]! + q[i]! * w[j]!
  }
  for (let j = 0; j < n; j++) basis[j * n + j] = 1
  for (let k = n - 2; k >= 0; k--) {
    for (let j = k + 1; j < n; j++) {
      let along = 0
      for (let i = k + 1; i < n; i++) along += normals[k * n + i]! * basis[j * n + i]!
      for (let i = k + 1; i < n; i++) basis[j * n + i] -= 2 * along * normals[k * n + i]!
    }
  }
  return { diagonal, beside, basis }
}

/** QL sweeps until nothing lies beside the diagonal. */
function rotate(diagonal: Float64Array, beside: Float64Array, basis: Float64Array, n: number): void {
  for (let first = 0; first < n; first++) {
    for (;;) {
      let last = first
      for (; last < n - 1; last++) {
        const size = Math.abs(diagonal[last]!) + Math.abs(diagonal[last + 1]!)
        if (size + Math.abs(beside[last]!) === size) break
      }
      if (last === first) break
      const half = (diagonal[first + 1]! - diagonal[first]!) / (2 * beside[first]!)
      const root = Math.sqrt(half * half + 1)
      let bulge = diagonal[last]! - diagonal[first]! + beside[first]! / (half + (half < 0 ? -root : root))
      let [sine, cosine, shift] = [1, 1, 0]
      for (let i = last - 1; i >= first; i--) {
        const across = sine * beside[i]!
        const along = cosine * beside[i]!
        const length = Math.sqrt(across * across + bulge * bulge)
        beside[i + 1] = length
        sine = across / length
        cosine = bulge / length
        const lower = diagonal[i + 1]! - shift
        const mixed = (diagonal[i]! - lower) * sine + 2 * cosine * along
        shift = sine * mixed
        diagonal[i + 1] = lower + shift
        bulge = cosine * mixed - along
        for (let k = 0, upper = i * n; k < n; k++, upper++) {
          const [below, above] = [basis[upper + n]!, basis[upper]!]
          basis[upper + n] = sine * above + cosine * below
          basis[upper] = cosine * above - sine * below
        }
      }
      diagonal[first] -= shift
      beside[first] = bulge
      beside[last] = 0
    }
  }
}
