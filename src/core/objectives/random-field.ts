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
  /** w_k . v */
  const along = (k: number, v: Float64Array): number => {
    let sum = 0
    for (let j = 0; j < n; j++) sum += frequencies[k * n + j]! * v[j]!
    return sum
  }
  const addWave = (k: number, factor: number, out: Float64Array): void => {
    for (let j = 0; j < n; j++) out[j] += factor * frequencies[k * n + j]!
  }
  const withBowl = (waves: number, theta: Float64Array): number => {
    let squares = 0
    for (let j = 0; j < n; j++) squares += theta[j]! * theta[j]!
    return amplitude * waves + (confinement / 2) * squares
  }
  return functionObjective(n, {
    workPerProduct: 4 * features * n,
    value(theta) {
      let waves = 0
      for (let k = 0; k < features; k++) waves += cos(along(k, theta) + phases[k]!)
      return withBowl(waves, theta)
    },
    valueGrad(theta, outGradient) {
      let waves = 0
      for (let j = 0; j < n; j++) outGradient[j] = confinement * theta[j]!
      for (let k = 0; k < features; k++) {
        const angle = along(k, theta) + phases[k]!
        waves += cos(angle)
        addWave(k, -amplitude * sin(angle), outGradient)
      }
      return withBowl(waves, theta)
    },
    hessianVector(theta, v, out) {
      for (let j = 0; j < n; j++) out[j] = confinement * v[j]!
      for (let k = 0; k < features; k++) addWave(k, -amplitude * cos(along(k, theta) + phases[k]!) * along(k, v), out)
    },
  })
}
