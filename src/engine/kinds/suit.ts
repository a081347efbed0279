import { z } from 'zod'
import { suitedHeightScale } from '../../core/analysis/scale/height-scale'
import { usualCurvature } from '../../core/analysis/scale/usual-curvature'
import { type Domain, gridCoordinate } from '../../core/domain'
import { isSum } from '../../core/objectives/objective'
import { landscapeSpecSchema } from '../../core/scene/landscape-kinds'
import { domainSchema } from '../../core/scene/check-domain'
import { suitedRates } from '../../core/scene/suited-rates'
import { defineJobKind } from '../job-kind'
import { landscapeOf, specAhead } from './landscapes'
import { checkPlacedSpec } from './specs'

/** Points along each side at most, and coordinates of examples that all of them may take. */
const most = { side: 48, coordinates: 300_000 }
/** Points along each side at least: for heights, and for curvatures, of which each takes a dozen products. */
const least = { heights: 6, curvatures: 3 }

const schema = z.strictObject({ landscape: landscapeSpecSchema, domain: domainSchema })

export type SuitSpec = z.infer<typeof schema>

/** What suits a landscape that says nothing of it, as found over its domain. */
export interface SuitResult {
  readonly heightScale: 'linear' | 'log'
  /** By rule: the learning rates of those that have one of the landscape's own size. */
  readonly rates: Readonly<Record<string, number>>
}

/** How a landscape is looked at and raced on where nobody has said: its heights and curvatures on a small grid tell. */
export const suitKind = defineJobKind({
  id: 'suit',
  version: 2,
  ahead: specAhead,
  validate: (given) => checkPlacedSpec(schema, given),
  cost({ landscape }: SuitSpec) {
    const { dimension } = landscapeOf(landscape)
    return { work: 4 * most.side * most.side * dimension, bytes: 2048, smaller: 'lower the dimension' }
  },
  plan: () => [0],

  *run({ landscape, domain }): Generator<undefined, SuitResult, void> {
    const { dimension, objective, place, rows } = landscapeOf(landscape)
    const whole = objective()
    const examples = isSum(whole) ? whole.examples : 1
    const affordable = Math.min(most.side, Math.floor(Math.sqrt(most.coordinates / (dimension * examples))))
    const side = Math.max(least.heights, affordable)
    const fill = rows(domain, [side, side], false)
    const values = new Float64Array(side * side)
    yield* fill(0, side, values)
    const points = placesOf(domain, Math.max(least.curvatures, affordable), place)
    const curvature = yield* usualCurvature(whole, points)
    const extent = Math.min(domain.x[1] - domain.x[0], domain.y[1] - domain.y[0])
    return { heightScale: suitedHeightScale(values), rates: suitedRates({ curvature, extent }) }
  },

  merge: (_spec, [part]) => part!,
})

/** The points of a grid over the plane, in all the landscape's dimensions. */
function* placesOf(
  { x, y }: Domain,
  side: number,
  place: (at: readonly number[]) => Float64Array,
): Generator<Float64Array, void, void> {
  for (let j = 0; j < side; j++)
    for (let i = 0; i < side; i++) yield place([gridCoordinate(x, i, side), gridCoordinate(y, j, side)])
}
