import { type Domain, gridCoordinate } from '../../domain'
import type { Objective } from '../../objectives/objective'
import { pacedEvaluations } from '../../objectives/paced-evaluations'
import { finish, type Pieces } from '../../pieces'

/** The heights that matter over a domain, in the objective's unit. */
export interface HeightRange {
  readonly low: number
  readonly high: number
}

/** The unit of heights; a landscape that is level on the whole grid has none of its own, and any will do. */
export function heightOf({ low, high }: HeightRange): number {
  return high > low ? high - low : 1
}

const pointsPerAxis = 40
const upperQuantile = 0.75

/**
 * The heights a landscape ordinarily takes over its domain: from the least to the upper quartile of its finite values
 * on a 40 x 40 grid.
 *
 * Cut above and not below, because the two tails differ: polynomials shoot up at a corner (Beale to 27 times its upper
 * quartile), which must not make everything else look flat, while a narrow pit holds few points and is all the same
 * what the landscape is about. A constant, or a landscape without finite values, has low = high or NaN. Scales with f,
 * and does not change when coordinates and domain are stretched together.
 */
export function heightRange(objective: Objective, domain: Domain): HeightRange {
  return finish(heightRangeInPieces(objective, domain))
}

export function* heightRangeInPieces(objective: Objective, domain: Domain): Pieces<HeightRange> {
  const evaluations = pacedEvaluations(objective)
  const values = new Float64Array(pointsPerAxis * pointsPerAxis)
  const theta = new Float64Array(2)
  let count = 0
  for (let j = 0; j < pointsPerAxis; j++) {
    theta[1] = gridCoordinate(domain.y, j, pointsPerAxis)
    for (let i = 0; i < pointsPerAxis; i++) {
      theta[0] = gridCoordinate(domain.x, i, pointsPerAxis)
      const value = yield* evaluations.value(theta)
      if (Number.isFinite(value)) values[count++] = value
    }
  }
  return heightsOf(values.subarray(0, count))
}

/** The same of finite values, which it sorts. */
export function heightsOf(values: Float64Array): HeightRange {
  const count = values.length
  if (count === 0) return { low: NaN, high: NaN }
  const sorted = values.sort()
  return { low: sorted[0]!, high: sorted[Math.floor(upperQuantile * (count - 1))]! }
}
