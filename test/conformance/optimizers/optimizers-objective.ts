import type { Layout, Objective } from '../../../src/core/objectives/objective'

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

/**
 * Independent double wells tilted by a slope that changes from step to step, times a scale: sum_i theta_i^4 / 4 -
 * 3 theta_i^2 / 2 + theta_i / t, with exact second derivatives. Its gradient has a wide range and zeros; coordinates
 * differ only in theta, whatever the layout.
 */
export class TiltedWells implements Objective {
  readonly counts = { values: 0, gradients: 0, hessians: 0, hessianVectors: 0 }
  readonly dimension: number
  /** t, set before each step. */
  step = 1

  constructor(
    readonly layout: Layout,
    /** 0 is a plateau, -1 turns everything upside down. */
    readonly scale = 1,
  ) {
    this.dimension = dimensionOf(layout)
  }

  value(theta: Float64Array): number {
    this.counts.values++
    return this.height(theta)
  }

  valueGrad(theta: Float64Array, outGradient: Float64Array): number {
    this.counts.gradients++
    theta.forEach((x, i) => (outGradient[i] = this.scale * (x === 0 ? 0 : x * x * x - 3 * x + 1 / this.step)))
    return this.height(theta)
  }

  hessian(theta: Float64Array, outHessian: Float64Array): void {
    this.counts.hessians++
    outHessian.fill(0)
    theta.forEach((x, i) => (outHessian[i * (theta.length + 1)] = this.scale * (3 * x * x - 3)))
  }

  hessianVector(theta: Float64Array, v: Float64Array, out: Float64Array): void {
    this.counts.hessianVectors++
    theta.forEach((x, i) => (out[i] = this.scale * (3 * x * x - 3) * v[i]))
  }

  valueGradMany(): never {
    throw new Error('not offered by this objective')
  }

  private height(theta: Float64Array): number {
    return this.scale * theta.reduce((sum, x) => sum + 0.25 * x * x * x * x - 1.5 * x * x + x / this.step, 0)
  }
}

/** Blocks of these shapes, one after the other: two numbers make a weight matrix, one a bias, none a scale. */
export function layoutOf(...shapes: readonly (readonly number[])[]): Layout {
  let offset = 0
  return shapes.map((shape, i) => {
    const block = { name: `block ${i}`, role: (['scale', 'bias', 'weight'] as const)[shape.length], offset, shape }
    offset += sizeOf(shape)
    return block
  })
}

export function dimensionOf(layout: Layout): number {
  return layout.reduce((sum, { shape }) => sum + sizeOf(shape), 0)
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1)
}
