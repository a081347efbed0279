import { exp, expm1, log, log1p } from '../elementary'
import type { Rotation } from '../random/orthogonal'
import type { Objective } from './objective'
import { functionObjective, type SmoothFunction } from './smooth-function'

/**
 * J(theta) = 1/2 theta' Q diag(eigenvalues) Q' theta: its Hessian is the same everywhere and has exactly these
 * eigenvalues, with the columns of Q as eigenvectors. Without a rotation Q is the identity.
 */
export function quadraticObjective(eigenvalues: Float64Array, rotation?: Rotation): Objective {
  const n = eigenvalues.length
  const turned = new Float64Array(n)
  /** Q' theta, which is enough for the value. */
  const turn = (theta: Float64Array): void => {
    turned.set(theta)
    rotation?.applyTransposed(turned)
  }
  const valueOfTurned = (): number => {
    let sum = 0
    for (let i = 0; i < n; i++) sum += eigenvalues[i]! * (turned[i]! * turned[i]!)
    return sum / 2
  }
  const multiplyTurned = (out: Float64Array): void => {
    for (let i = 0; i < n; i++) out[i] = turned[i]! * eigenvalues[i]!
    rotation?.apply(out)
  }
  return functionObjective(n, {
    ...(rotation && { workPerProduct: 4 * n * n }),
    value(theta) {
      turn(theta)
      return valueOfTurned()
    },
    valueGrad(theta, outGradient) {
      turn(theta)
      multiplyTurned(outGradient)
      return valueOfTurned()
    },
    ...(rotation && { hessianColumns: columnsOf(eigenvalues, rotation) }),
    hessianVector(_theta, v, out) {
      turn(v)
      multiplyTurned(out)
    },
  })
}

/** Columns of the Hessian, four at once: each with the bits of its product. */
function columnsOf(eigenvalues: Float64Array, rotation: Rotation): NonNullable<SmoothFunction['hessianColumns']> {
  const n = eigenvalues.length
  const four = new Float64Array(4 * n)
  return (_theta, from, out) => {
    four.fill(0)
    for (let k = 0; k < 4 && from + k < n; k++) four[4 * (from + k) + k] = 1
    rotation.applyTransposedToFour(four)
    for (let at = 0; at < 4 * n; at++) four[at] *= eigenvalues[at >> 2]!
    rotation.applyToFour(four)
    for (let k = 0; k < 4 && from + k < n; k++) for (let i = 0; i < n; i++) out[k * n + i] = four[4 * i + k]!
  }
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
