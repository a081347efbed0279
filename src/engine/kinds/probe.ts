import { z } from 'zod'
import { probeInPieces } from '../../core/analysis/region/probe'
import type { ProbeResult } from '../../core/analysis/region/probe-result'
import { mostForDense } from '../../core/analysis/spectrum/curvature-at'
import { isWhole } from '../../core/slice/slice'
import { type Checked, invalid, type Problem } from '../../core/problem'
import { halfWidths } from '../../core/domain'
import { pacedEvaluations } from '../../core/objectives/paced-evaluations'
import { domainSchema } from '../../core/scene/check-domain'
import { landscapeSpecSchema } from '../../core/scene/landscape-kinds'
import type { Pieces } from '../../core/pieces'
import { defineJobKind } from '../job-kind'
import type { ResolvedLandscape } from '../../core/scene/resolved-landscape'
import { lineObjective } from '../../core/slice/slice-objective'
import { atMost, evaluationWork, fewerExamples, shareOf } from './evaluation-work'
import { landscapeOf, specAhead } from './landscapes'
import { rangeOf, thresholdsSchema } from './region-units'
import { checkPlacedSpec } from './specs'

const schema = z.strictObject({
  landscape: landscapeSpecSchema,
  domain: domainSchema,
  at: z.array(z.number()).readonly(),
  /** Of the region class; the usual ones where absent. */
  thresholds: thresholdsSchema.optional(),
  /** Whether the gradient by all coordinates is wanted too. */
  full: z.boolean().optional(),
  /** A direction in all coordinates, along which the Hessian's product is wanted too. */
  direction: z.array(z.number()).readonly().optional(),
})

export type ProbeSpec = z.infer<typeof schema>

/** Everything known at one point: of the plane, where it has two coordinates, or else of the whole space. */
export const probeKind = defineJobKind({
  id: 'probe',
  version: 6,
  ahead: specAhead,

  validate(given): Checked<ProbeSpec> {
    const shape = checkPlacedSpec(schema, given)
    if (shape.value === undefined) return shape
    const landscape = landscapeOf(shape.value.landscape)
    const problem = placeProblem(shape.value.at.length, landscape) ?? directionProblem(shape.value.direction, landscape)
    return problem === undefined ? shape : invalid(problem)
  },

  /** A gradient and the Hessian by columns, of the plane or of the whole space, and what is asked for besides. */
  cost({ landscape, at, full, direction }) {
    const resolved = landscapeOf(landscape)
    const { gradient, product } = evaluationWork(resolved)
    const products = at.length + (direction === undefined ? 0 : 1)
    const work = (full === true ? 2 : 1) * gradient + products * product
    return { work, bytes: 0, smaller: atMost(...fewerExamples(resolved, shareOf(work))) }
  },

  plan: () => [0],

  *run(spec): Pieces<ProbeResult> {
    return { ...(yield* probeOf(spec)), ...(yield* inAllCoordinates(spec)) }
  },

  merge: (_spec, parts): ProbeResult => parts[0]!,
})

function* probeOf({ landscape, domain, at, thresholds }: ProbeSpec): Pieces<ProbeResult> {
  const { plane, objective, box, slice, dimension } = landscapeOf(landscape)
  const range = yield* rangeOf(landscape, domain)
  if (at.length <= 2) {
    const onPlane =
      at.length === 2
        ? yield* probeInPieces(plane(), at, domain, range, thresholds)
        : yield* probeInPieces(lineObjective(plane()), at, [halfWidths(domain)[0]], range, thresholds)
    return slice === undefined || isWhole(slice) ? onPlane : ofSlice(onPlane, dimension)
  }
  const widths = box(domain).map(([min, max]) => (max - min) / 2)
  return yield* probeInPieces(objective(), at, widths, range, thresholds)
}

/** Curvatures of a slice are by its own vectors, whatever their lengths, and of two directions: they bound no rate. */
function ofSlice({ stableLearningRate: _, ...result }: ProbeResult, dimension: number): ProbeResult {
  const stabilityNote = `the largest of all ${dimension} curvatures bounds it, which the spectrum tells, and a slice does not`
  return { ...result, stabilityNote }
}

/** What is asked for beside the plane: grad J, and H v along a direction v. */
function* inAllCoordinates({
  landscape,
  at,
  full,
  direction,
}: ProbeSpec): Pieces<Pick<ProbeResult, 'fullGradient' | 'hessianVector'>> {
  if (full !== true && direction === undefined) return {}
  const { objective: create, place, dimension } = landscapeOf(landscape)
  const objective = create()
  const theta = place(at)
  const evaluations = pacedEvaluations(objective)
  const [fullGradient, hessianVector] = [new Float64Array(dimension), new Float64Array(dimension)]
  if (full === true) yield* evaluations.valueGrad(theta, fullGradient)
  if (direction !== undefined) yield* evaluations.hessianVector(theta, Float64Array.from(direction), hessianVector)
  return { ...(full === true && { fullGradient }), ...(direction !== undefined && { hessianVector }) }
}

function directionProblem(
  direction: readonly number[] | undefined,
  { dimension }: ResolvedLandscape,
): Problem | undefined {
  if (direction === undefined || direction.length === dimension) return undefined
  return {
    message: `direction has ${direction.length} coordinates, expected ${dimension}`,
    remedy: 'give one number for each coordinate',
    where: 'direction',
  }
}

function placeProblem(length: number, { dimension, planeDimension }: ResolvedLandscape): Problem | undefined {
  if (length === 2 || length === planeDimension) return undefined
  if (length !== dimension) {
    const wanted = dimension === 2 ? '2' : `2 in the plane, or ${dimension}`
    return {
      message: `point has ${length} coordinates, expected ${wanted}`,
      remedy: 'give as many numbers',
      where: 'at',
    }
  }
  if (dimension <= mostForDense) return undefined
  return {
    message: `point has ${length} coordinates, and a Hessian of at most ${mostForDense} x ${mostForDense} is shown whole`,
    remedy: 'probe the plane, or ask for the spectrum',
    where: 'at',
  }
}
