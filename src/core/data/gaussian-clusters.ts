import type { RiskNodes } from '../definitions/data-set'
import { gaussianNodes } from './quadrature'

/** The middle of a Gaussian cluster of the plane, and the class of its examples. */
export interface Cluster {
  readonly x: number
  readonly y: number
  readonly label: number
}

/** The quadrature of equally likely Gaussian clusters with one standard deviation in every direction. */
export function clusterNodes(clusters: readonly Cluster[], deviation: number, classes: number): RiskNodes {
  const parts = clusters.map(({ x, y }) => gaussianNodes(x, y, deviation))
  const count = parts.reduce((sum, { weights }) => sum + weights.length, 0)
  const inputs = new Float64Array(2 * count)
  const weights = new Float64Array(count)
  const probabilities = new Float64Array(classes * count)
  let at = 0
  for (const [k, part] of parts.entries()) {
    for (const [i, weight] of part.weights.entries()) {
      inputs[2 * at] = part.xs[i]!
      inputs[2 * at + 1] = part.ys[i]!
      weights[at] = weight / clusters.length
      probabilities[classes * at + clusters[k]!.label] = 1
      at++
    }
  }
  return { count, inputs, weights, law: { task: 'classification', classes, probabilities } }
}
