import { z } from 'zod'
import { fieldRows } from '../../core/analysis/region/field'
import type { FieldColumns } from '../../core/analysis/region/field-columns'
import { type Domain, halfWidths } from '../../core/domain'
import { RegionMeter } from '../../core/analysis/region/region-meter'
import { invalid } from '../../core/problem'
import { domainProblems, domainSchema } from '../../core/scene/check-domain'
import { landscapeSpecSchema } from '../../core/scene/landscape-kinds'
import { costLimits, defineGatheringJobKind } from '../job-kind'
import { atMost, evaluationWork, fewerExamples, fewerPoints, shareOf } from './evaluation-work'
import { landscapeOf, specAhead } from './landscapes'
import { rangeOf, thresholdsSchema } from './region-units'
import { Gathered, resolutionProblems, type RowBand, rowBands } from './row-bands'
import { checkPlacedSpec, lineProblems } from './specs'

/** Points of a tile: some tens of milliseconds. */
const tilePoints = 32768
/** A class and four numbers. */
const pointBytes = 33

const schema = z.strictObject({
  landscape: landscapeSpecSchema,
  domain: domainSchema,
  /** What the region classes are measured by: the landscape's domain, though only a part of it be shown. */
  wholeDomain: domainSchema,
  resolution: z.tuple([z.number(), z.number()]).readonly(),
  thresholds: thresholdsSchema,
})

export type FieldSpec = z.infer<typeof schema>

/** Row-major like a surface; non-finite, and class `undefined`, where the landscape is undefined. */
export interface FieldResult {
  readonly domain: Domain
  readonly resolution: readonly [nx: number, ny: number]
  /** Index into `regionClasses` of each point. */
  readonly classes: Uint8Array
  /** The least and the greatest eigenvalue of the Hessian. */
  readonly least: Float64Array
  readonly greatest: Float64Array
  /** |lambda|max / |lambda|min. */
  readonly condition: Float64Array
  readonly gradientNorm: Float64Array
}

/** Region classes, eigenvalues, condition numbers and gradient norms on a grid; a tile is a band of rows. */
export const fieldKind = defineGatheringJobKind({
  id: 'field',
  version: 3,
  ahead: specAhead,

  validate(given) {
    const checked = checkPlacedSpec(schema, given)
    if (checked.value === undefined) return checked
    const { resolution, wholeDomain } = checked.value
    const problems = [
      ...lineProblems(checked.value.landscape, 'region classes'),
      ...resolutionProblems(resolution),
      ...domainProblems(wholeDomain, 'wholeDomain'),
    ]
    return problems.length === 0 ? checked : invalid(...problems)
  },

  /** A point takes the Hessian of the plane: of a sum a product along each of its vectors. */
  cost({ landscape, resolution: [nx, ny] }: FieldSpec) {
    const resolved = landscapeOf(landscape)
    const { product } = evaluationWork(resolved)
    const work = nx * ny * (resolved.sum === undefined ? 1 : 2) * product
    const bytes = pointBytes * nx * ny
    const share = Math.min(shareOf(work), shareOf(bytes, costLimits.bytes))
    return { work, bytes, smaller: atMost(fewerPoints([nx, ny], share), ...fewerExamples(resolved, shareOf(work))) }
  },

  plan: ({ resolution }) => rowBands(resolution, tilePoints),

  *run({ landscape, domain, wholeDomain, resolution, thresholds }, band): Generator<undefined, FieldColumns, void> {
    const { plane, formula } = landscapeOf(landscape)
    const meter = new RegionMeter(halfWidths(wholeDomain), yield* rangeOf(landscape, wholeDomain))
    const fill = fieldRows(plane(), formula, domain, resolution, meter, thresholds)
    const [nx] = resolution
    const count = (band.to - band.from) * nx
    const columns: FieldColumns = {
      classes: new Uint8Array(count),
      least: new Float64Array(count),
      greatest: new Float64Array(count),
      condition: new Float64Array(count),
      gradientNorm: new Float64Array(count),
    }
    yield* fill(band.from, band.to, columns)
    return columns
  },

  gather({ domain, resolution }) {
    const [nx, ny] = resolution
    const classes = new Gathered<Uint8Array>(nx * ny)
    const numbers = () => new Gathered<Float64Array>(nx * ny)
    const [least, greatest, condition, gradientNorm] = [numbers(), numbers(), numbers(), numbers()] as const
    return {
      take(part: FieldColumns, { from }: RowBand) {
        classes.take(part.classes, from * nx)
        least.take(part.least, from * nx)
        greatest.take(part.greatest, from * nx)
        condition.take(part.condition, from * nx)
        gradientNorm.take(part.gradientNorm, from * nx)
      },
      result: (): FieldResult => ({
        domain,
        resolution,
        classes: classes.array,
        least: least.array,
        greatest: greatest.array,
        condition: condition.array,
        gradientNorm: gradientNorm.array,
      }),
    }
  },
})
