import type { Objective } from './objective'
import { functionObjective } from './smooth-function'

/**
 * J(x) = sum_{i=1}^{n-1} b (x_{i+1} - x_i^2)^2 + (1 - x_i)^2: a chain of Rosenbrock's valleys, each coordinate the next
 * one's floor.
 *
 * With r_i = x_{i+1} - x_i^2 the gradient of a link is -4 b x_i r_i - 2 (1 - x_i) in x_i and 2 b r_i in x_{i+1}; its
 * Hessian is [12 b x_i^2 - 4 b x_{i+1} + 2, -4 b x_i; -4 b x_i, 2 b]. So H is tridiagonal.
 * Source: K. A. De Jong, An Analysis of the Behavior of a Class of Genetic Adaptive Systems, 1975, for two dimensions;
 * the chain as in Y.-W. Shang and Y.-H. Qiu, A note on the extended Rosenbrock function, Evolutionary Computation
 * 14(1), 2006, equation 2.
 */
export function rosenbrockObjective(n: number, b: number): Objective {
  const value = (x: Float64Array): number => {
    let sum = 0
    for (let i = 0; i + 1 < n; i++) {
      const rest = x[i + 1]! - x[i]! * x[i]!
      const short = 1 - x[i]!
      sum += b * (rest * rest) + short * short
    }
    return sum
  }
  return functionObjective(n, {
    value,
    valueGrad(x, outGradient) {
      let fromBefore = 0
      for (let i = 0; i + 1 < n; i++) {
        const rest = x[i + 1]! - x[i]! * x[i]!
        outGradient[i] = fromBefore - 4 * b * x[i]! * rest - 2 * (1 - x[i]!)
        fromBefore = 2 * b * rest
      }
      outGradient[n - 1] = fromBefore
      return value(x)
    },
    hessianVector(x, v, out) {
      let fromBefore = 0
      for (let i = 0; i + 1 < n; i++) {
        const across = -4 * b * x[i]!
        const along = 12 * b * (x[i]! * x[i]!) - 4 * b * x[i + 1]! + 2
        out[i] = fromBefore + along * v[i]! + across * v[i + 1]!
        fromBefore = across * v[i]! + 2 * b * v[i + 1]!
      }
      out[n - 1] = fromBefore
    },
  })
}
