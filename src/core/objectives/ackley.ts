import { cos, exp, sin } from '../elementary'
import type { Objective } from './objective'
import { functionObjective } from './smooth-function'

const TWO_PI = 6.283185307179586
const E = 2.718281828459045

/**
 * J(x) = -20 exp(-r / 5) - exp(c) + e + 20 with r = sqrt(sum x_i^2 / n) and c = (1/n) sum cos(2 pi x_i).
 *
 * grad r = x / (n r) and grad c = -(2 pi / n) sin(2 pi x), from which gradient and Hessian follow by the chain rule. At
 * the origin J is the tip of a cone: its derivatives there are NaN.
 * Source: D. H. Ackley, A Connectionist Machine for Genetic Hillclimbing, 1987; in n dimensions T. Baeck and H.-P.
 * Schwefel, An overview of evolutionary algorithms for parameter optimization, Evolutionary Computation 1(1), 1993.
 */
export function ackleyObjective(n: number): Objective {
  const waves = new Float64Array(n)
  const radius = (x: Float64Array): number => {
    let squares = 0
    for (let i = 0; i < n; i++) squares += x[i]! * x[i]!
    return Math.sqrt(squares / n)
  }
  const meanCosine = (x: Float64Array): number => {
    let sum = 0
    for (let i = 0; i < n; i++) sum += cos(TWO_PI * x[i]!)
    return sum / n
  }
  return functionObjective(n, {
    value: (x) => -20 * exp(-0.2 * radius(x)) - exp(meanCosine(x)) + E + 20,
    valueGrad(x, outGradient) {
      const r = radius(x)
      const cone = exp(-0.2 * r)
      const pits = exp(meanCosine(x))
      for (let i = 0; i < n; i++)
        outGradient[i] = (4 * cone * x[i]!) / (n * r) + (TWO_PI / n) * pits * sin(TWO_PI * x[i]!)
      return -20 * cone - pits + E + 20
    },
    beside: {
      touchedAt: (x) => (radius(x) === 0 ? [{ name: 'cone', kind: 'corner' }] : []),
      // Asked at the tip, where the other part is at its minimum: 20 (1 - exp(-0.2 r)).
      follow: (_, direction) => ({ value: 0, slope: 4 * radius(direction), curvature: NaN, isKnown: true }),
    },
    hessianVector(x, v, out) {
      const r = radius(x)
      const cone = exp(-0.2 * r)
      const pits = exp(meanCosine(x))
      let radial = 0
      let wave = 0
      for (let i = 0; i < n; i++) {
        waves[i] = sin(TWO_PI * x[i]!)
        radial += (x[i]! / (n * r)) * v[i]!
        wave += (TWO_PI / n) * waves[i]! * v[i]!
      }
      for (let i = 0; i < n; i++) {
        const towards = x[i]! / (n * r)
        const bowl = -0.8 * cone * radial * towards + 4 * cone * (v[i]! / (n * r) - (radial * towards) / r)
        const ripple = (TWO_PI * TWO_PI * cos(TWO_PI * x[i]!) * v[i]!) / n - wave * (TWO_PI / n) * waves[i]!
        out[i] = bowl + pits * ripple
      }
    },
  })
}
