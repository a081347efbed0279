import type { RiskNodes } from '../definitions/data-set'

/** A mean, and the standard error that it has as an estimate. */
export interface Estimate {
  readonly mean: number
  /** s / sqrt(n), with the variance's divisor n - 1; NaN of a single value. */
  readonly standardError: number
}

/** The mean of independent draws with its standard error. */
export function meanAndError(values: Float64Array): Estimate {
  const count = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / count
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0)
  return { mean, standardError: Math.sqrt(squares / (count - 1) / count) }
}

/** The mean over a quadrature of a loss of the class: sum over nodes i and classes c of w_i P(c | i) loss(i, c). */
export function expectedOverClasses(nodes: RiskNodes, loss: (node: number, label: number) => number): number {
  const { count, weights, law } = nodes
  if (law.task !== 'classification') throw new Error('classes of a quadrature whose targets are numbers')
  let sum = 0
  for (let i = 0; i < count; i++) {
    let mean = 0
    for (let label = 0; label < law.classes; label++) {
      const probability = law.probabilities[i * law.classes + label]!
      // A class that does not occur counts nothing, be its loss infinite.
      if (probability > 0) mean += probability * loss(i, label)
    }
    sum += weights[i]! * mean
  }
  return sum
}

/** The mean over a quadrature of (prediction - y)^2: sum over nodes i of w_i ((p_i - mean_i)^2 + variance_i). */
export function expectedSquare(nodes: RiskNodes, prediction: (node: number) => number): number {
  const { count, weights, law } = nodes
  if (law.task !== 'regression') throw new Error('squares of a quadrature whose targets are classes')
  let sum = 0
  for (let i = 0; i < count; i++) {
    const off = prediction(i) - law.means[i]!
    sum += weights[i]! * (off * off + law.variances[i]!)
  }
  return sum
}
