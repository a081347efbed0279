import type { Objective } from '../../src/core/objectives/objective'

/** An objective from a value and a gradient written by hand; second derivatives are not offered. */
export function handObjective(
  dimension: number,
  valueGrad: (theta: Float64Array, outGradient: Float64Array) => number,
): Objective {
  const counts = { values: 0, gradients: 0, hessians: 0, hessianVectors: 0 }
  const refuse = (): never => {
    throw new Error('not offered by this objective')
  }
  return {
    dimension,
    layout: [{ name: 'theta', role: 'coordinate', offset: 0, shape: [dimension] }],
    counts,
    value: refuse,
    valueGrad(theta, outGradient) {
      counts.gradients++
      return valueGrad(theta, outGradient)
    },
    hessian: refuse,
    hessianVector: refuse,
    valueGradMany: refuse,
  }
}

/** 1/2 sum_i lambda_i theta_i^2: every rule's closed forms are known on it. */
export function quadratic(curvatures: readonly number[]): Objective {
  return handObjective(curvatures.length, (theta, gradient) => {
    let value = 0
    for (let i = 0; i < theta.length; i++) {
      gradient[i] = curvatures[i] * theta[i]
      value += 0.5 * gradient[i] * theta[i]
    }
    return value
  })
}

/** (1 - x)^2 + 100 (y - x^2)^2. */
export function rosenbrock(): Objective {
  return handObjective(2, (theta, gradient) => {
    const [x, y] = theta
    const valley = y - x * x
    gradient[0] = -2 * (1 - x) - 400 * x * valley
    gradient[1] = 200 * valley
    return (1 - x) * (1 - x) + 100 * valley * valley
  })
}
