import type { Objective } from './objective'
import { functionObjective } from './smooth-function'

/** A function of one coordinate with its first and second derivative. */
export interface Term {
  readonly value: (x: number) => number
  readonly slope: (x: number) => number
  readonly curvature: (x: number) => number
}

/** J(theta) = sum_i term(theta_i): the gradient holds the slopes, the Hessian is the diagonal of curvatures. */
export function separableObjective(n: number, { value, slope, curvature }: Term): Objective {
  return functionObjective(n, {
    value(theta) {
      let sum = 0
      for (let i = 0; i < n; i++) sum += value(theta[i]!)
      return sum
    },
    valueGrad(theta, outGradient) {
      let sum = 0
      for (let i = 0; i < n; i++) {
        sum += value(theta[i]!)
        outGradient[i] = slope(theta[i]!)
      }
      return sum
    },
    hessianVector(theta, v, out) {
      for (let i = 0; i < n; i++) out[i] = curvature(theta[i]!) * v[i]!
    },
  })
}
