import { cos, expm1, log } from '../elementary'
import { symmetricEigen } from '../linalg/symmetric-eigen'
import { streams } from '../random/stream'
import type { NoiseSetting } from './settings'

export const noNoise: NoiseSetting = { kind: 'gaussian', scale: 0 }

/** The noise on the gradients of one race. */
export interface Noise {
  /**
   * Writes the noise of step t, n numbers that are a pure function of (seed, t, coordinate), into `out`: all racers of
   * a race, and a fork of one, meet the same.
   */
  draw(step: number, out: Float64Array): void
}

/** The noise of a setting that `noiseProblems` accepts in n dimensions; undefined where it is none. */
export function createNoise(setting: NoiseSetting, seed: number, dimension: number): Noise | undefined {
  switch (setting.kind) {
    case 'gaussian':
      return setting.scale > 0 ? gaussian(setting.scale, seed) : undefined
    case 'covariance':
      return correlated(setting.covariance, seed, dimension)
    case 'student-t':
      return setting.scale > 0 ? studentT(setting.scale, setting.degrees, seed) : undefined
  }
}

/** sigma z_i, with z_i standard normal and independent. */
function gaussian(scale: number, seed: number): Noise {
  const at = streams(seed, 'noise')
  return {
    draw(step, out) {
      const { normal } = at(step)
      for (let i = 0; i < out.length; i++) out[i] = scale * normal()
    },
  }
}

/** C^(1/2) z, whose covariance is C^(1/2) C^(1/2) = C. */
function correlated(covariance: readonly (readonly number[])[], seed: number, n: number): Noise {
  const root = squareRoot(Float64Array.from(covariance.flat()), n)
  const z = new Float64Array(n)
  const at = streams(seed, 'noise')
  return {
    draw(step, out) {
      const { normal } = at(step)
      for (let i = 0; i < n; i++) z[i] = normal()
      for (let i = 0; i < n; i++) {
        let sum = 0
        for (let j = 0; j < n; j++) sum += root[i * n + j] * z[j]
        out[i] = sum
      }
    },
  }
}

/**
 * The symmetric square root V sqrt(Lambda) V' of C = V Lambda V'. Unlike Cholesky's factor it needs no positive pivots.
 */
function squareRoot(covariance: Float64Array, n: number): Float64Array {
  const values = new Float64Array(n)
  const vectors = new Float64Array(n * n)
  symmetricEigen(covariance, n, values, vectors)
  const root = new Float64Array(n * n)
  for (let k = 0; k < n; k++) {
    // A semidefinite matrix may have an eigenvalue that rounding has put below zero.
    const scale = Math.sqrt(Math.max(0, values[k]))
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) root[i * n + j] += scale * vectors[k * n + i] * vectors[k * n + j]
  }
  return root
}

const twoPi = 6.283185307179586

/**
 * sigma t_i, with t_i of Student's t distribution with nu degrees of freedom and independent. Its variance is nu / (nu
 * - 2) where nu > 2, infinite or absent else; nu = 1 is Cauchy's distribution.
 *
 * t = sqrt(nu (u^(-2/nu) - 1)) cos(2 pi v) with u in (0, 1] and v in [0, 1) uniform: two draws a coordinate, whatever
 * they are, where a normal over a root of a gamma would take a number of draws that depends on them.
 * Source: R. W. Bailey, Polar generation of random variates with the t-distribution, Mathematics of Computation 62,
 * 1994, 779-781.
 */
function studentT(scale: number, degrees: number, seed: number): Noise {
  const at = streams(seed, 'noise')
  return {
    draw(step, out) {
      const { uniform } = at(step)
      for (let i = 0; i < out.length; i++) {
        const radius = Math.sqrt(degrees * expm1((-2 / degrees) * log(1 - uniform())))
        out[i] = scale * (radius * cos(twoPi * uniform()))
      }
    },
  }
}
