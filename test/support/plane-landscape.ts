import { type Expression, intervalKernel, pointKernel } from '../../src/core/calculus'
import { landscapeExpression } from '../../src/core/catalogue/landscapes'
import type { PlaneLandscape } from '../../src/core/definitions/landscape'

export type Place = readonly [x: number, y: number]

/** A plane landscape with what tests ask of it again and again. */
export interface Plane {
  readonly definition: PlaneLandscape
  readonly expression: Expression
  readonly defaults: readonly number[]
  /** Half the extent of the domain along each axis. */
  readonly halfWidths: Place
  /** f, df/dx, df/dy, and the Hessian's upper triangle. */
  evaluate(place: Place, parameters?: readonly number[]): Float64Array
  value(place: Place, parameters?: readonly number[]): number
  /** Whether a part of the formula, abs, sqrt and the like, may have its kink between two places. */
  mayKink(low: Place, high: Place): boolean
  /** The place at fractions u and v of the domain. */
  at(u: number, v: number): Place
}

export function planeOf(definition: PlaneLandscape): Plane {
  const expression = landscapeExpression(definition)
  const { x, y } = definition.domain
  const defaults = Object.values(definition.parameters).map((parameter) => parameter.default)
  const kernel = pointKernel(expression.hessian)
  const valueKernel = pointKernel(expression.value)
  return {
    definition,
    expression,
    defaults,
    halfWidths: [(x[1] - x[0]) / 2, (y[1] - y[0]) / 2],
    evaluate(place, parameters = defaults) {
      const outputs = new Float64Array(6)
      kernel(Float64Array.of(...place, ...parameters), outputs)
      return outputs
    },
    value(place, parameters = defaults) {
      const outputs = new Float64Array(1)
      valueKernel(Float64Array.of(...place, ...parameters), outputs)
      return outputs[0]!
    },
    mayKink(low, high) {
      const { parts, arguments: program } = expression.kinks
      const [lows, highs] = [new Float64Array(parts.length), new Float64Array(parts.length)]
      intervalKernel(program)(Float64Array.of(...low, ...defaults), Float64Array.of(...high, ...defaults), lows, highs)
      return parts.some((_, k) => lows[k]! <= 0 && highs[k]! >= 0)
    },
    at: (u, v) => [x[0] + u * (x[1] - x[0]), y[0] + v * (y[1] - y[0])],
  }
}

/**
 * The k-th of a sequence of places that fills the unit square evenly: Halton's, with bases 2 and 3 (and 5, 7... for
 * further coordinates).
 */
export function spread(k: number, coordinate: 0 | 1 | 2 | 3 | 4): number {
  const base = [2, 3, 5, 7, 11][coordinate]!
  let result = 0
  let share = 1
  for (let rest = k + 1; rest > 0; rest = Math.floor(rest / base)) {
    share /= base
    result += share * (rest % base)
  }
  return result
}
