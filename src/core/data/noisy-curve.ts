import type { RiskNodes } from '../definitions/data-set'
import type { Stream } from '../random/stream'
import { uniformNodes } from './quadrature'

/** Draws x uniform on [-1, 1] and returns y = f(x) + noise times a standard normal number. */
export function drawOnCurve(f: (x: number) => number, noise: number, stream: Stream, outInputs: Float64Array): number {
  const x = 2 * stream.uniform() - 1
  outInputs[0] = x
  return f(x) + noise * stream.normal()
}

/** The quadrature of the same distribution. */
export function curveNodes(f: (x: number) => number, noise: number): RiskNodes {
  const { points, weights } = uniformNodes(-1, 1)
  return {
    count: points.length,
    inputs: points,
    weights,
    law: {
      task: 'regression',
      means: points.map(f),
      variances: new Float64Array(points.length).fill(noise * noise),
    },
  }
}
