import { cos, sin } from '../elementary'
import { stream } from '../random/stream'
import type { Objective } from './objective'
import { functionObjective } from './smooth-function'

export interface RandomFieldSettings {
  readonly seed: number
  /** m, the number of waves. */
  readonly features: number
  /** The distance over which values decorrelate. */
  readonly lengthScale: number
  /** mu >= 0, the curvature of the bowl that is added. */
  readonly confinement: number
}

const TWO_PI = 6.283185307179586

/**
 * J(theta) = sqrt(2/m) sum_{k=1}^m cos(w_k . theta + b_k) + mu/2 |theta|^2, a random smooth field in a bowl. The
 * frequencies w_k are Gaussian with standard deviation 1/lengthScale in every coordinate, the phases b_k uniform in [0,
 * 2 pi).
 *
 * Over the draws the sum has mean 0 and covariance exp(-|theta - theta'|^2 / (2 lengthScale^2)), so variance 1; as m
 * grows it tends to the Gaussian process of that covariance. Wave k is the stream (seed, 'random-field', k), its phase
 * first and then its frequencies in order: on its first coordinates a field in more dimensions is the field in fewer.
 * Source: A. Rahimi and B. Recht, Random features for large-scale kernel machines (NIPS 2007), algorithm 1.
 */
export function randomFieldObjective(
  n: number,
  { seed, features, lengthScale, confinement }: RandomFieldSettings,
): Objective {
  const phases = new Float64Array(features)
  /** features x n, row-major. */
  const frequencies = new Float64Array(features * n)
  for (let k = 0; k < features; k++) {
    const { uniform, normal } = stream(seed, 'random-field', k)
    phases[k] = TWO_PI * uniform()
    for (let j = 0; j < n; j++) frequencies[k * n + j] = normal() / lengthScale
  }
  const amplitude = Math.sqrt(2 / features)
  /** w_k . v for all waves, four at once: none of their sums waits for itself. */
  const alongAll = (v: Float64Array, out: Float64Array): void => {
    let k = 0
    for (; k + 3 < features; k += 4) {
      const row = k * n
      let s0 = 0
      let s1 = 0
      let s2 = 0
      let s3 = 0
      for (let j = 0; j < n; j++) {
        const entry = v[j]!
        s0 += frequencies[row + j]! * entry
        s1 += frequencies[row + n + j]! * entry
        s2 += frequencies[row + 2 * n + j]! * entry
        s3 += frequencies[row + 3 * n + j]! * entry
      }
      out[k] = s0
      out[k + 1] = s1
      out[k + 2] = s2
      out[k + 3] = s3
    }
    for (; k < features; k++) {
      let sum = 0
      for (let j = 0; j < n; j++) sum += frequencies[k * n + j]! * v[j]!
      out[k] = sum
    }
  }
  /** out <- out + factor_k w_k for all waves in their order. */
  const addWaves = (factors: Float64Array, out: Float64Array): void => {
    let k = 0
    for (; k + 3 < features; k += 4) {
      const row = k * n
      const f0 = factors[k]!
      const f1 = factors[k + 1]!
      const f2 = factors[k + 2]!
      const f3 = factors[k + 3]!
      for (let j = 0; j < n; j++) {
        const first = out[j]! + f0 * frequencies[row + j]! + f1 * frequencies[row + n + j]!
        out[j] = first + f2 * frequencies[row + 2 * n + j]! + f3 * frequencies[row + 3 * n + j]!
      }
    }
    for (; k < features; k++) for (let j = 0; j < n; j++) out[j] += factors[k]! * frequencies[k * n + j]!
  }
  const angles = new Float64Array(features)
  const factors = new Float64Array(features)
  const withBowl = (waves: number, theta: Float64Array): number => {
    let squares = 0
    for (let j = 0; j < n; j++) squares += theta[j]! * theta[j]!
    return amplitude * waves + (confinement / 2) * squares
  }
  return functionObjective(n, {
    workPerProduct: 4 * features * n,
    value(theta) {
      alongAll(theta, angles)
      let waves = 0
      for (let k = 0; k < features; k++) waves += cos(angles[k]! + phases[k]!)
      return withBowl(waves, theta)
    },
    valueGrad(theta, outGradient) {
      alongAll(theta, angles)
      let waves = 0
      for (let j = 0; j < n; j++) outGradient[j] = confinement * theta[j]!
      for (let k = 0; k < features; k++) {
        const angle = angles[k]! + phases[k]!
        waves += cos(angle)
        factors[k] = -amplitude * sin(angle)
      }
      addWaves(factors, outGradient)
      return withBowl(waves, theta)
    },
    hessianVector(theta, v, out) {
      alongAll(theta, angles)
      alongAll(v, factors)
      for (let k = 0; k < features; k++) factors[k] *= -amplitude * cos(angles[k]! + phases[k]!)
      for (let j = 0; j < n; j++) out[j] = confinement * v[j]!
      addWaves(factors, out)
    },
    hessianColumns(theta, from, out) {
      alongAll(theta, angles)
      for (let k = 0; k < features; k++) angles[k] = -amplitude * cos(angles[k]! + phases[k]!)
      for (let at = 0; at < 4 * n; at++) out[at] = 0
      for (let column = from; column < Math.min(n, from + 4); column++) {
        // Along an axis a wave has its own frequency.
        for (let k = 0; k < features; k++) factors[k] = angles[k]! * (0 + frequencies[k * n + column]!)
        const place = out.subarray((column - from) * n, (column - from + 1) * n)
        place[column] = confinement
        addWaves(factors, place)
      }
    },
  })
}
