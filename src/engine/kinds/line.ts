import { z } from 'zod'
import { ensembleStatistics } from '../../core/analysis/ensemble/statistics'
import { evenly, lossOnLine } from '../../core/analysis/section/cross-section'
import { isSum, type Objective } from '../../core/objectives/objective'
import { pacedEvaluations } from '../../core/objectives/paced-evaluations'
import { type Checked, invalid, valid } from '../../core/problem'
import type { LandscapeSpec } from '../../core/scene/landscape'
import { landscapeSpecSchema } from '../../core/scene/landscape-kinds'
import { sliceObjective } from '../../core/slice/slice-objective'
import { liftTo } from '../../core/slice/slice'
import { defineJobKind, type TileProgress } from '../job-kind'
import { atMost, evaluationWork, fewerExamples, shareOf } from './evaluation-work'
import { checkedLandscape, landscapeOf, specAhead } from './landscapes'
import { checkShape } from './specs'

const [mostPoints, mostSeeds] = [10_001, 1000]

const schema = z.strictObject({
  landscape: landscapeSpecSchema,
  /** From where to where along the line. */
  from: z.number(),
  to: z.number(),
  points: z.int().min(2).max(mostPoints),
  /** Of a random line: of how many other seeds, 0 and following, it is drawn too; none where absent. */
  seeds: z.int().min(0).max(mostSeeds).optional(),
})
export type LineSpec = z.infer<typeof schema>

/** A landscape along a line. */
export interface LineResult {
  /** Places along it, a, evenly spaced. */
  readonly at: Float64Array
  /** J(origin + a u), and dJ/da. */
  readonly loss: Float64Array
  readonly slope: Float64Array
  /** Of a network: what it is worth on the examples that it trains on, and whether that is an accuracy or R^2. */
  readonly performance?: { readonly of: 'accuracy' | 'r2'; readonly value: Float64Array }
  /** Of the losses along the lines of other seeds: between what four fifths of them lie, at each place. */
  readonly low?: Float64Array
  readonly high?: Float64Array
}

interface LinePart extends Pick<LineResult, 'loss' | 'performance'> {
  readonly slope?: Float64Array
}

/** Values, slopes and accuracies along a line; a tile is a line, the first the landscape's own. */
export const lineKind = defineJobKind({
  id: 'line',
  version: 1,
  ahead: specAhead,

  validate(given): Checked<LineSpec> {
    const shape = checkShape(schema, given)
    if (shape.value === undefined) return shape
    const { landscape, from, to, seeds = 0 } = shape.value
    const resolved = checkedLandscape(landscape)
    if (resolved.value === undefined) return invalid(...resolved.problems)
    if (resolved.value.planeDimension !== 1)
      return invalid({
        message: 'slice is a plane, expected a line',
        remedy: 'add "line": true',
        where: 'landscape.slice',
      })
    if (!(from < to))
      return invalid({
        message: `from is ${from} and to ${to}, expected from < to`,
        remedy: 'swap them',
        where: 'from',
      })
    if (seeds > 0 && !isRandom(landscape))
      return invalid({
        message: 'seeds of a line whose direction is not random',
        remedy: 'leave them out, or take "kind": "random"',
        where: 'seeds',
      })
    return valid(shape.value)
  },

  cost({ landscape, points, seeds = 0 }) {
    const resolved = landscapeOf(landscape)
    const { value, gradient } = evaluationWork(resolved)
    const work = points * (gradient + value * (1 + seeds))
    const share = shareOf(work)
    const fewerPoints = { most: share * points, least: 2, say: (count: number) => `${count} points` }
    return { work, bytes: 8 * points * (6 + seeds), smaller: atMost(fewerPoints, ...fewerExamples(resolved, share)) }
  },

  plan: ({ seeds = 0 }) => Array.from({ length: 1 + seeds }, (_, tile) => tile),

  *run(spec, tile): Generator<TileProgress, LinePart, void> {
    const { objective, slice } = landscapeOf(tile === 0 ? spec.landscape : withSeed(spec.landscape, tile - 1))
    const [whole, at] = [objective(), placesOf(spec)]
    if (tile > 0)
      return { loss: yield* lossOnLine(whole, Float64Array.from(slice!.origin), Float64Array.from(slice!.u), at) }
    const { valueGrad } = pacedEvaluations(sliceObjective(whole, slice!))
    const [place, slopes] = [new Float64Array(2), new Float64Array(2)]
    const loss = new Float64Array(at.length)
    const slope = new Float64Array(at.length)
    const performance = performanceOf(whole)
    const values = new Float64Array(at.length)
    const theta = new Float64Array(whole.dimension)
    for (const [k, a] of at.entries()) {
      place[0] = a
      loss[k] = yield* valueGrad(place, slopes)
      slope[k] = slopes[0]!
      if (performance === undefined) continue
      liftTo(slice!, a, 0, theta)
      values[k] = yield* performance.measure(theta)
    }
    return { loss, slope, ...(performance && { performance: { of: performance.of, value: values } }) }
  },

  merge(spec, [own, ...others]): LineResult {
    const { loss, slope, performance } = own!
    const result = { at: placesOf(spec), loss, slope: slope!, ...(performance && { performance }) }
    if (others.length === 0) return result
    const at = (k: number): Float64Array => Float64Array.from(others, (other) => other.loss[k]!)
    const bands = Array.from(loss, (_, k) => ensembleStatistics(at(k), [0.1, 0.9]).quantiles)
    return {
      ...result,
      low: Float64Array.from(bands, ([low]) => low!),
      high: Float64Array.from(bands, ([, high]) => high!),
    }
  },
})

function placesOf({ from, to, points }: LineSpec): Float64Array {
  return evenly([from, to], points)
}

function isRandom({ slice }: LandscapeSpec): boolean {
  return slice !== undefined && 'kind' in slice && slice.kind === 'random'
}

function withSeed(landscape: LandscapeSpec, seed: number): LandscapeSpec {
  const { slice } = landscape
  return slice !== undefined && 'kind' in slice ? { ...landscape, slice: { ...slice, seed } } : landscape
}

/** What measures the training examples of a network, with running statistics of all of them where it needs some. */
function performanceOf(objective: Objective) {
  if (!isSum(objective) || objective.measures === undefined) return undefined
  const { measures, statistics } = objective
  const of = measures.columns.accuracy?.includes('accuracy') === true ? 'accuracy' : 'r2'
  if (measures.columns[of]?.includes(of) !== true) return undefined
  return {
    of,
    *measure(theta: Float64Array) {
      const running = statistics && (yield* statistics.reestimate(theta))
      return (yield* measures.measure([of], theta, running))[0]!
    },
  } as const
}
