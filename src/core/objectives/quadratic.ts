import { exp, expm1, log, log1p } from '../elementary'
import type { Rotation } from '../random/orthogonal'
import type { Objective } from './objective'
import { functionObjective } from './smooth-function'

/**
 * J(theta) = 1/2 theta' Q diag(eigenvalues) Q' theta: its Hessian is the same everywhere and has exactly these
 * eigenvalues, with the columns of Q as eigenvectors. Without a rotation Q is the identity.
 */
export function quadraticObjective(eigenvalues: Float64Array, rotation?: Rotation): Objective {
  const n = eigenvalues.length
  const turned = new Float64Array(n)
  const multiply = (v: Float64Array, out: Float64Array): void => {
    out.set(v)
    rotation?.applyTransposed(out)
    for (let i = 0; i < n; i++) out[i] *= eigenvalues[i]!
    rotation?.apply(out)
  }
  const value = (theta: Float64Array): number => {
    turned.set(theta)
    rotation?.applyTransposed(turned)
    let sum = 0
    for (let i = 0; i < n; i++) sum += eigenvalues[i]! * (turned[i]! * turned[i]!)
    return sum / 2
  }
  return functionObjective(n, {
    ...(rotation && { workPerProduct: 4 * n * n }),
    value,
    valueGrad(theta, outGradient) {
      multiply(theta, outGradient)
      return value(theta)
    },
    hessianVector: (_theta, v, out) => {
      multiply(v, out)
    },
  })
}

/**
 * The spectrum of a quadratic in n >= 2 dimensions with condition number kappa: sizes from 1 to kappa whose powers of
 * exponent `spacing` are evenly spaced: 1 linear, 0 (in the limit) geometric, -1 harmonic. The `negative` smallest of
 * them have their sign turned.
 */
export function spacedSpectrum(n: number, kappa: number, spacing: number, negative: number): Float64Array {
  const logarithm = log(kappa)
  return Float64Array.from({ length: n }, (_, i) => {
    const part = i / (n - 1)
    // ((1 - t) 1^p + t kappa^p)^(1/p), without cancellation near p = 0, and exact at both ends.
    const inside = spacing === 0 ? part * logarithm : log1p(part * expm1(spacing * logarithm)) / spacing
    const size = i === 0 ? 1 : i === n - 1 ? kappa : exp(inside)
    return i < negative ? -size : size
  })
}
