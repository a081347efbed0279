import { z } from 'zod'
import { adaptiveRows, cellsInPatch, coarseResolution } from '../../core/analysis/maps/adaptive-surface'
import { objectiveRows, type SurfaceRows } from '../../core/analysis/maps/surface'
import { operationCount } from '../../core/calculus/program'
import type { Domain } from '../../core/domain'
import { type Batch, isSum, type Objective } from '../../core/objectives/objective'
import { invalid, type Problem } from '../../core/problem'
import { createBatches } from '../../core/race/batches'
import { samplerOfAll, stepsOfEpoch } from '../../core/race/epoch'
import { batchProblems, batchSchema, mostSteps } from '../../core/race/settings'
import { domainSchema } from '../../core/scene/check-domain'
import { landscapeSpecSchema } from '../../core/scene/landscape-kinds'
import { sliceObjective } from '../../core/slice/slice-objective'
import { costLimits, defineGatheringJobKind } from '../job-kind'
import type { Need } from '../needs'
import { evaluatedShare } from '../protocol'
import { atMost, evaluationWork, fewerExamples, fewerPoints, shareOf } from './evaluation-work'
import { landscapeOf, specAhead } from './landscapes'
import { Gathered, resolutionProblems, type RowBand, rowBands } from './row-bands'
import { checkPlacedSpec } from './specs'

/** Points of a tile at least, where an evaluation is cheap. */
const tilePoints = 32768
/** Units of work of a tile of a mean over examples: some hundredths of a second. */
const tileWork = 1e5
/**
 * Operations of a formula in a tile: some milliseconds. What takes no longer is computed whole, as joining it from
 * parts would take as long again, and is not kept, as it is computed sooner than copied.
 */
const tileOperations = 2 ** 24

const schema = z.strictObject({
  landscape: landscapeSpecSchema,
  domain: domainSchema,
  /** Points along x and along y, ends included. */
  resolution: z.tuple([z.number(), z.number()]).readonly(),
  /** Whether to compute the analytic gradient too. */
  gradient: z.boolean(),
  /** Of a mean over examples that of one batch alone: the one that a step sees of those of a sampler. */
  batch: batchSchema.extend({ seed: z.int().min(0), step: z.int().min(1).max(mostSteps) }).optional(),
  /**
   * To within what share of their height above the lowest the values need be true: most are interpolated where an
   * evaluation is dear, the surface smooth, and a side of the grid, with gradients, has one more point than a multiple
   * of 4.
   */
  within: z.number().positive().max(0.1).optional(),
})

export type SurfaceSpec = z.infer<typeof schema>

/** Row-major, rows are y ascending: point (i, j) at j * nx + i. Non-finite where the landscape is undefined. */
export interface SurfaceResult {
  readonly domain: Domain
  readonly resolution: readonly [nx: number, ny: number]
  readonly values: Float64Array
  /** df/dx and df/dy interleaved, 2 * nx * ny; absent unless asked for. */
  readonly gradients?: Float64Array
  /** [min, max] over the finite values; both NaN if there are none. */
  readonly range: Float64Array
  /** Of a batch: the indices of its examples; N and following are new ones. */
  readonly batch?: Uint32Array
  /** Of one that is interpolated: at how many points the landscape was evaluated. */
  readonly evaluated?: number
  /** And the largest error that was found. */
  readonly error?: number
}

interface SurfacePart {
  readonly values: Float64Array
  readonly gradients?: Float64Array
  /** [min, max] over the finite values; [Infinity, -Infinity] if there are none. */
  readonly range: Float64Array
  readonly batch?: Uint32Array
  readonly evaluated?: number
  readonly error?: number
}

/** Values on a grid, and gradients where asked; a tile is a band of rows. */
export const surfaceKind = defineGatheringJobKind({
  id: 'surface',
  version: 1,
  ahead: specAhead,

  validate(given) {
    const checked = checkPlacedSpec(schema, given)
    const problems =
      checked.value === undefined
        ? []
        : [...resolutionProblems(checked.value.resolution), ...oneBatchProblems(checked.value)]
    return problems.length === 0 ? checked : invalid(...problems)
  },

  cost(spec: SurfaceSpec) {
    const { landscape, resolution, gradient, batch: asked } = spec
    const [nx, ny] = resolution
    const resolved = landscapeOf(landscape)
    const each = evaluationWork(resolved)
    const batch = resolved.sum && asked && 1 / stepsOfEpoch(asked, resolved.sum.examples)
    const share = isInterpolated(spec) ? evaluatedShare : 1
    const work = nx * ny * share * (gradient ? each.gradient : each.value) * (batch ?? 1)
    const bytes = nx * ny * 8 * (gradient ? 3 : 1)
    const allowed = Math.min(shareOf(work), shareOf(bytes, costLimits.bytes))
    return { work, bytes, smaller: atMost(fewerPoints([nx, ny], allowed), ...fewerExamples(resolved, shareOf(work))) }
  },

  isQuick: ({ landscape, resolution: [nx, ny], gradient }) => nx * ny <= quickPoints(landscape, gradient),

  needs: (spec) => (isInterpolated(spec) ? [coarseNeed(spec)] : []),

  plan: (spec) => (isInterpolated(spec) ? patchBands(spec.resolution) : rowBands(spec.resolution, pointsOfTile(spec))),

  *run(spec, band, needed): Generator<undefined, SurfacePart, void> {
    const [nx] = spec.resolution
    const { gradient } = spec
    const values = new Float64Array((band.to - band.from) * nx)
    const gradients = gradient ? new Float64Array(2 * values.length) : undefined
    const { plane, batch } = seenOf(spec)
    const seen = batch && { batch: batch.slice() }
    if (!isInterpolated(spec)) {
      yield* rowsOf(spec, plane, batch)(band.from, band.to, values, gradients)
      return { values, ...(gradients && { gradients }), range: finiteRange(values), ...seen }
    }
    const coarse = needed.of(coarseNeed(spec)) as SurfaceResult
    const known = { ...coarse, gradients: coarse.gradients! }
    const fill = adaptiveRows(plane(), spec.domain, spec.resolution, known, spec.within, batch)
    const how = yield* fill(band.from, band.to, values, gradients!)
    return { values, gradients: gradients!, range: finiteRange(values), ...seen, ...how }
  },

  gather(spec) {
    const { domain, resolution, gradient } = spec
    const [nx, ny] = resolution
    const values = new Gathered<Float64Array>(nx * ny)
    const gradients = new Gathered<Float64Array>(2 * nx * ny)
    let [min, max] = [Infinity, -Infinity]
    let batch: Uint32Array | undefined
    const [columns, rows] = coarseResolution(resolution)
    let [evaluated, error] = [columns * rows, 0]
    return {
      take(part: SurfacePart, { from }: RowBand) {
        values.take(part.values, from * nx)
        if (part.gradients !== undefined) gradients.take(part.gradients, 2 * from * nx)
        min = Math.min(min, part.range[0]!)
        max = Math.max(max, part.range[1]!)
        batch = part.batch
        evaluated += part.evaluated ?? 0
        error = Math.max(error, part.error ?? 0)
      },
      result: (): SurfaceResult => ({
        domain,
        resolution,
        values: values.array,
        ...(gradient && { gradients: gradients.array }),
        range: min <= max ? Float64Array.of(min, max) : Float64Array.of(NaN, NaN),
        ...(batch && { batch }),
        ...(isInterpolated(spec) && { evaluated, error }),
      }),
    }
  },
})

/** Whether not every point is evaluated: of a mean over examples, where that is allowed and comes out. */
function isInterpolated(spec: SurfaceSpec): spec is SurfaceSpec & { readonly within: number } {
  const { landscape, resolution, gradient, within } = spec
  if (within === undefined || !gradient) return false
  const { sum, planeDimension } = landscapeOf(landscape)
  return sum !== undefined && planeDimension === 2 && resolution.every((side) => side > 1 && side % cellsInPatch === 1)
}

/** The surface that one which is interpolated begins with. */
function coarseNeed({ within: _within, ...spec }: SurfaceSpec): Need {
  return { kind: 'surface', spec: { ...spec, resolution: coarseResolution(spec.resolution) } }
}

/** Bands of about an eighth of the rows of patches: some take much longer than others. */
function patchBands([, ny]: readonly [number, number]): readonly RowBand[] {
  const rows = (ny - 1) / cellsInPatch
  const height = Math.ceil(rows / 8)
  return Array.from({ length: Math.ceil(rows / height) }, (_, index) => {
    const to = (index + 1) * height
    return { from: cellsInPatch * height * index, to: to >= rows ? ny : cellsInPatch * to }
  })
}

/** The landscape in its plane, and the examples that it is a mean over where they are those of a batch. */
function seenOf({ landscape, batch: asked }: SurfaceSpec): { readonly plane: () => Objective; readonly batch?: Batch } {
  const { objective, plane, slice } = landscapeOf(landscape)
  if (asked === undefined) return { plane }
  const { step, seed, ...setting } = asked
  const sum = objective()
  if (!isSum(sum)) throw new Error('batch of a landscape that is not a mean over examples')
  const batch = createBatches(setting, seed, sum).at(step)!
  return { plane: () => (slice === undefined ? sum : sliceObjective(sum, slice)), batch }
}

function rowsOf(
  { landscape, domain, resolution, gradient }: SurfaceSpec,
  plane: () => Objective,
  batch: Batch | undefined,
): SurfaceRows {
  if (batch === undefined) return landscapeOf(landscape).rows(domain, resolution, gradient)
  return objectiveRows(plane(), domain, resolution, gradient, batch)
}

/** Why there is no surface of a batch by itself. */
function oneBatchProblems({ landscape, batch }: SurfaceSpec): readonly Problem[] {
  if (batch === undefined) return []
  const { step: _step, ...setting } = batch
  const problems = batchProblems(setting, landscapeOf(landscape).sum, 'batch')
  if (problems.length > 0 || setting.sampler !== samplerOfAll) return problems
  const message = `sampler ${samplerOfAll} takes all examples at every step: there is one surface`
  return [{ message, remedy: 'leave the batch out, or take another sampler', where: 'batch.sampler' }]
}

function pointsOfTile({ landscape, gradient }: SurfaceSpec): number {
  const resolved = landscapeOf(landscape)
  if (resolved.sum === undefined) return Math.max(tilePoints, quickPoints(landscape, gradient))
  const each = evaluationWork(resolved)
  return Math.min(tilePoints, tileWork / (gradient ? each.gradient : each.value))
}

/** The points of a formula that a tile may have; none where there is no formula. */
function quickPoints(landscape: SurfaceSpec['landscape'], gradient: boolean): number {
  const { formula } = landscapeOf(landscape)
  // Its slopes take about as many operations as its value.
  return formula === undefined ? 0 : tileOperations / (operationCount(formula.expression.value) * (gradient ? 2 : 1))
}

function finiteRange(values: Float64Array): Float64Array {
  const range = Float64Array.of(Infinity, -Infinity)
  const whole = values.length - (values.length % 4)
  let [min, max] = [Infinity, -Infinity]
  for (let at = 0; at < whole; at += 4) {
    const a = values[at]!
    const b = values[at + 1]!
    const c = values[at + 2]!
    const d = values[at + 3]!
    // Rarely one is: four are passed over faster than each for itself.
    if (a < min || b < min || c < min || d < min || a > max || b > max || c > max || d > max) {
      widen(range, values, at, at + 4)
      min = range[0]!
      max = range[1]!
    }
  }
  widen(range, values, whole, values.length)
  return range
}

function widen(range: Float64Array, values: Float64Array, from: number, to: number): void {
  for (let at = from; at < to; at++) {
    const value = values[at]!
    // No infinity lies between, and nothing is below or above NaN.
    if (value < range[0]! && value > -Infinity) range[0] = value
    if (value > range[1]! && value < Infinity) range[1] = value
  }
}
