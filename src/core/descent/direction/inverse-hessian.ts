import { dot } from '../../linalg/vector'
import { scratch } from '../../scratch'

const buffers = scratch((n) => ({ product: new Float64Array(n) }))

/** out = -H g for the n x n matrix H, row-major. */
export function quasiNewtonDirection(inverseHessian: Float64Array, gradient: Float64Array, out: Float64Array): void {
  const n = gradient.length
  for (let i = 0; i < n; i++) {
    let sum = 0
    for (let j = 0; j < n; j++) sum += inverseHessian[i * n + j] * gradient[j]
    out[i] = -sum
  }
}

/**
 * The BFGS update of the inverse Hessian, in place: H <- (I - rho s y') H (I - rho y s') + rho s s', rho = 1 / y's, for
 * a step s (n) and the change y (n) of the gradient along it. Afterwards H y = s, and H is symmetric to the last bit
 * and positive definite if it was.
 * A pair with y's <= 2^-52 |y| |s|, whose curvature is not positive beyond rounding, changes nothing: H would not stay
 * positive definite. So does one whose 1 / y's is beyond the largest number.
 * Source: J. Nocedal, S. J. Wright, Numerical Optimization, 2nd edition, 2006, eq. (6.17), multiplied out.
 */
export function updateInverseHessian(inverseHessian: Float64Array, s: Float64Array, y: Float64Array): void {
  const n = s.length
  const curvature = dot(y, s)
  if (!isCurved(curvature, s, y)) return
  const { product } = buffers(n)
  quasiNewtonDirection(inverseHessian, y, product)
  // product is -H y.
  const along = (1 - dot(y, product) / curvature) / curvature
  for (let i = 0; i < n; i++)
    for (let j = i; j < n; j++) {
      const entry =
        inverseHessian[i * n + j] + along * s[i] * s[j] + (product[i] * s[j] + s[i] * product[j]) / curvature
      inverseHessian[i * n + j] = entry
      inverseHessian[j * n + i] = entry
    }
}

function isCurved(curvature: number, s: Float64Array, y: Float64Array): boolean {
  const rounding = 2.220446049250313e-16 * Math.sqrt(dot(s, s)) * Math.sqrt(dot(y, y))
  return curvature > rounding && 1 / curvature < Infinity
}
