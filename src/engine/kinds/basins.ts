import { z } from 'zod'
import { gridCoordinate, halfWidths } from '../../core/domain'
import { invalid, valid } from '../../core/problem'
import { raceMany } from '../../core/race/race-many'
import type { ManyEnds } from '../../core/race/runs'
import { batchSchema, measureSchema, noiseProblems, noiseSchema, stopSchema } from '../../core/race/settings'
import { domainSchema } from '../../core/scene/check-domain'
import { landscapeSpecSchema } from '../../core/scene/landscape-kinds'
import { type RaceRacerSpec, racerSpecSchema } from '../../core/scene/racer'
import { basinsAccumulation, type BasinsPart } from '../accumulations/basins'
import { defineStreamingJobKind, type TileEvent } from '../job-kind'
import { atMost, stepWork } from './evaluation-work'
import { landscapeOf, specAhead } from './landscapes'
import { batchProblemsOf, checkRacerSpec, dimensionOf, racerOf, type RaceSpec } from './race-specs'
import { checkPlacedSpec, lineProblems } from './specs'

/** Starts along one axis at most. */
const largest = 2048
/** Steps of all starts that a map takes without being asked twice: about ten seconds of two cores for a quick rule. */
const steps = 5e8
/** Starts of a tile, and the steps they take at most: ten milliseconds of a quick rule; the picture grows steadily. */
const tileStarts = 4096
const tileSteps = 1e6
/** A step shorter than this part of a half-width leaves a start where it is. */
const settledWithin = 1e-3
/** How many points apart the first starts are at most. */
const coarsest = 64

const schema = z.strictObject({
  landscape: landscapeSpecSchema,
  domain: domainSchema,
  racer: racerSpecSchema,
  steps: z.int().min(1),
  stop: stopSchema,
  seed: z.int().min(0),
  noise: noiseSchema,
  batch: batchSchema.optional(),
  measure: measureSchema.optional(),
  resolution: z.tuple([z.int().min(2).max(largest), z.int().min(2).max(largest)]),
})

/** One rule raced from every point of a grid. */
export interface BasinsSpec extends Omit<RaceSpec, 'racers' | 'record'> {
  /** Its start is not looked at. */
  readonly racer: RaceRacerSpec
  /** Starts along x and along y, the domain's ends included. */
  readonly resolution: readonly [nx: number, ny: number]
}

/** Starts [from, to) of those that are `stride` points apart and not yet among those twice as far apart. */
interface Tile {
  readonly stride: number
  readonly from: number
  readonly to: number
}

/**
 * One rule raced from every point of a grid; coarse grids come first, each adding the points between those before it.
 */
export const basinsKind = defineStreamingJobKind({
  id: 'basins',
  version: 3,
  ahead: specAhead,
  accumulation: basinsAccumulation,

  validate(given) {
    const shape = checkPlacedSpec(schema, given)
    if (shape.value === undefined) return shape
    const n = dimensionOf(shape.value.landscape)
    const racer = checkRacerSpec(shape.value.racer, n, 'racer')
    const problems = [
      ...lineProblems(shape.value.landscape, 'basins'),
      ...racer.problems,
      ...noiseProblems(shape.value.noise, n, 'noise'),
      ...batchProblemsOf(shape.value.landscape, [
        { batch: shape.value.batch, where: 'batch' },
        { batch: shape.value.racer.batch, where: 'racer.batch' },
      ]),
    ]
    if (racer.value === undefined || problems.length > 0) return invalid(...problems)
    return valid({ ...shape.value, racer: racer.value })
  },

  cost(spec: BasinsSpec) {
    const { resolution, steps: stepsEach, racer } = spec
    const [nx, ny] = resolution
    const each = stepWork(spec, racer)
    const work = nx * ny * stepsEach * each
    return {
      work,
      workLimit: steps,
      bytes: nx * ny * 64,
      smaller: atMost(
        { most: Math.sqrt(steps / (stepsEach * each)), least: 2, say: (side) => `${side} x ${side} starts` },
        { most: steps / (nx * ny * each), say: (count) => `${count} steps` },
      ),
    }
  },

  plan({ resolution, steps: stepsEach }): readonly Tile[] {
    const size = Math.max(16, Math.min(tileStarts, Math.floor(tileSteps / stepsEach)))
    const tiles: Tile[] = []
    for (let stride = coarsestStride(resolution); stride >= 1; stride /= 2) {
      const count = startCount(resolution, stride)
      for (let from = 0; from < count; from += size) tiles.push({ stride, from, to: Math.min(count, from + size) })
    }
    return tiles
  },

  *run(spec, tile): Generator<TileEvent<BasinsPart>, void, void> {
    const { landscape, domain, resolution } = spec
    const { objective, place, project } = landscapeOf(landscape)
    const runs = objective()
    const n = runs.dimension
    const starts = startsOf(resolution, tile)
    const count = starts.length
    const [nx, ny] = resolution
    const thetas = new Float64Array(n * count)
    const theta = new Float64Array(n)
    for (let i = 0; i < count; i++) {
      const start = starts[i]!
      place([gridCoordinate(domain.x, start % nx, nx), gridCoordinate(domain.y, Math.floor(start / nx), ny)], theta)
      for (let j = 0; j < n; j++) thetas[j * count + i] = theta[j]!
    }
    const rule = racerOf({ ...spec, record: 1 }, spec.racer, new Float64Array(n))
    const widths = n === 2 ? halfWidths(domain) : Array.from({ length: n }, () => Math.min(...halfWidths(domain)))
    const many = { ...rule.options, settledWithin: widths.map((width) => settledWithin * width) }
    const steps = raceMany(rule.spec, runs, many, thetas, count)
    let step = steps.next()
    for (; step.done !== true; step = steps.next()) yield undefined
    const { evaluations } = step.value
    yield { type: 'part', part: { ...columnsOf(starts, step.value, project), stride: tile.stride, evaluations } }
  },
})

function coarsestStride(resolution: Resolution): number {
  let stride = coarsest
  while (stride > 1 && 4 * stride > Math.min(...resolution)) stride /= 2
  return stride
}

/**
 * How many starts of one stride, which coarser ones have not, lie in row j, a multiple of the stride: all, or every
 * other.
 */
function startsInRow(
  [nx, ny]: Resolution,
  stride: number,
  j: number,
): { readonly count: number; readonly isWhole: boolean } {
  const isWhole = stride === coarsestStride([nx, ny]) || j % (2 * stride) !== 0
  const count = Math.ceil(nx / stride)
  return { isWhole, count: isWhole ? count : Math.floor(count / 2) }
}

/** The number of starts of one stride that coarser ones have not. */
function startCount(resolution: Resolution, stride: number): number {
  let count = 0
  for (let j = 0; j < resolution[1]; j += stride) count += startsInRow(resolution, stride, j).count
  return count
}

/** Those of them from `from` to, not including, `to`, row by row. */
function startsOf(resolution: Resolution, { stride, from, to }: Tile): Uint32Array {
  const [nx, ny] = resolution
  const starts = new Uint32Array(to - from)
  let index = 0
  for (let j = 0; j < ny && index < to; j += stride) {
    const { count, isWhole } = startsInRow(resolution, stride, j)
    for (let k = Math.max(0, from - index); k < Math.min(count, to - index); k++)
      starts[index + k - from] = j * nx + (isWhole ? k * stride : (2 * k + 1) * stride)
    index += count
  }
  return starts
}

type Resolution = readonly [nx: number, ny: number]

function columnsOf(
  starts: Uint32Array,
  ends: ManyEnds,
  project: (theta: Float64Array) => ArrayLike<number>,
): Omit<BasinsPart, 'stride' | 'evaluations'> {
  const count = starts.length
  const n = ends.theta.length / count
  const theta = new Float64Array(n)
  const places = new Float64Array(2 * count)
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < n; j++) theta[j] = ends.theta[j * count + i]!
    const at = project(theta)
    places[2 * i] = at[0]!
    places[2 * i + 1] = at[1]!
  }
  return { starts, ends: places, losses: ends.loss, steps: ends.settled, outcomes: ends.outcome }
}
