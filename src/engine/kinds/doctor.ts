import { z } from 'zod'
import { examine } from '../../core/doctor/doctor'
import { type Evidence, type PathEvidence, type StatisticsEvidence, surfaceEvidence } from '../../core/doctor/evidence'
import type { Finding } from '../../core/doctor/finding'
import { heightsOn } from '../../core/doctor/transposition'
import { gridCoordinate } from '../../core/domain'
import { gridFromBytes } from '../../core/objectives/grid-bytes'
import { isSum, type Objective } from '../../core/objectives/objective'
import { pacedEvaluations } from '../../core/objectives/paced-evaluations'
import type { SampledGrid } from '../../core/objectives/sampled-grid'
import type { Pieces } from '../../core/pieces'
import { type Checked, invalid, valid } from '../../core/problem'
import { domainSchema, placeSchema } from '../../core/scene/check-domain'
import { landscapeSpecSchema } from '../../core/scene/landscape-kinds'
import type { ResolvedLandscape } from '../../core/scene/resolved-landscape'
import { liftTo, project, type Slice } from '../../core/slice/slice'
import type { TypeOf } from '../../core/schema-type'
import { vectorSchema } from '../../core/vector-schema'
import { blobOf } from '../blobs'
import { defineJobKind, type TileProgress } from '../job-kind'
import type { Need, NeededResults } from '../needs'
import { atMost, evaluationWork, fewerExamples, shareOf } from './evaluation-work'
import { landscapeOf, specAhead } from './landscapes'
import { checkRace, type RaceSpec } from './race-specs'
import { checkPlacedSpec } from './specs'
import { type PathResult, pathNeed } from './starts'
import type { SurfaceResult, SurfaceSpec } from './surface'

/** Points of a path, evenly spread, whose losses are computed. */
const mostPathPoints = 24

const schema = z.strictObject({
  landscape: landscapeSpecSchema,
  domain: domainSchema,
  /** Points along each axis of a surface that is not measured. */
  points: z.int().min(9).max(1025),
  /** How heights are drawn. */
  scale: z.enum(['linear', 'log']),
  /** Of a mean over examples: of which alone the surface is drawn, as a surface job has it. */
  batch: z.looseObject({}).optional(),
  /** Of a measured surface: a path that was recorded in its plane, and the losses there. */
  path: z.array(placeSchema).optional(),
  pathLosses: vectorSchema.optional(),
  /** The race on it, where its paths are to be looked at. */
  race: z.looseObject({}).optional(),
})

export type DoctorSpec = Omit<TypeOf<typeof schema>, 'race' | 'batch'> & {
  readonly batch?: SurfaceSpec['batch']
  readonly race?: Omit<RaceSpec, 'landscape' | 'domain'>
}

export interface DoctorResult {
  readonly findings: readonly Finding[]
}

/**
 * What is odd about a picture: a measured surface as it is, another on a grid of its own, however large it is drawn;
 * how it lies in its space, and the paths of a race that lead through that.
 */
export const doctorKind = defineJobKind({
  id: 'doctor',
  version: 1,
  ahead: specAhead,

  validate(given): Checked<DoctorSpec> {
    const checked = checkPlacedSpec(schema, given)
    if (checked.value === undefined) return invalid(...checked.problems)
    const { race, ...rest } = checked.value as DoctorSpec
    if (race === undefined || !hasPaths(rest)) return valid(rest)
    const { landscape, domain } = rest
    const racing = checkRace({ ...race, landscape, domain })
    if (racing.value === undefined) return invalid(...racing.problems)
    const { landscape: _landscape, domain: _domain, ...checkedRace } = racing.value
    return valid({ ...rest, race: checkedRace })
  },

  cost({ landscape, points, race, path = [] }) {
    const resolved = landscapeOf(landscape)
    const evaluations = 2 * mostPathPoints * (race?.racers.length ?? 0) + path.length + 2
    const work = points * points + evaluations * evaluationWork(resolved).value
    return { work, bytes: 2 ** 16, smaller: atMost(...fewerExamples(resolved, shareOf(work))) }
  },

  needs: (spec) => [
    ...(spec.landscape.blob === undefined ? [surfaceNeed(spec)] : []),
    ...(spec.race?.racers ?? []).map(({ id }) => pathNeed(raceOf(spec), id)),
  ],
  plan: () => [0],

  *run(spec, _tile, needed): Generator<TileProgress, DoctorResult, void> {
    const { landscape, domain, scale, batch } = spec
    const resolved = landscapeOf(landscape)
    const grid = landscape.blob === undefined ? computedGrid(spec, needed) : gridFromBytes(blobOf(landscape.blob))
    const { slice } = resolved
    const statistics = yield* statisticsOf(resolved, landscape['running'])
    const examples = batch && resolved.sum && { seen: batch.size ?? 1, all: resolved.sum.examples }
    const isMeasured = landscape.blob !== undefined
    const evidence: Evidence = {
      surface: surfaceEvidence(grid, { isMeasured, scale, ...(examples && { examples }) }),
      paths: [...recordedPath(spec, grid), ...(yield* racedPaths(spec, needed))],
      ...(slice && { slice: { ...slice, domain } }),
      ...(statistics && { statistics }),
    }
    return { findings: yield* examine(evidence) }
  },

  merge: (_spec, [result]): DoctorResult => result!,
})

/** Whether racers may leave what is drawn. */
function hasPaths({ landscape }: Pick<DoctorSpec, 'landscape'>): boolean {
  const { dimension, planeDimension } = landscapeOf(landscape)
  return dimension > planeDimension
}

function raceOf({ landscape, domain, race }: DoctorSpec): RaceSpec {
  return { ...race!, landscape, domain }
}

function surfaceNeed({ landscape, domain, points, batch }: DoctorSpec): Need {
  const isLine = landscapeOf(landscape).planeDimension === 1
  const resolution = [points, isLine ? 1 : points] as const
  // With slopes it is one that a window has computed anyway, see `surfaceLevels`.
  const spec: SurfaceSpec = { landscape, domain, resolution, gradient: true, ...(batch && { batch }) }
  return { kind: 'surface', spec }
}

function computedGrid(spec: DoctorSpec, needed: NeededResults): SampledGrid {
  const { domain, resolution, values } = needed.of(surfaceNeed(spec)) as SurfaceResult
  const [nx, ny] = resolution
  return {
    x: Float64Array.from({ length: nx }, (_, i) => gridCoordinate(domain.x, i, nx)),
    y: Float64Array.from({ length: ny }, (_, j) => gridCoordinate(domain.y, j, ny)),
    values,
  }
}

function recordedPath({ path, pathLosses }: DoctorSpec, grid: SampledGrid): readonly PathEvidence[] {
  if (path === undefined || path.length === 0) return []
  const places = Float64Array.from(path.flat())
  return [
    {
      name: 'recorded path',
      steps: path.map((_, k) => k),
      places,
      ...(pathLosses && { losses: Float64Array.from(pathLosses) }),
      heights: heightsOn(grid, places),
    },
  ]
}

/** The paths of a race through all dimensions, at some of their recorded points. */
function* racedPaths(spec: DoctorSpec, needed: NeededResults): Pieces<readonly PathEvidence[]> {
  const { objective, slice } = landscapeOf(spec.landscape)
  if (spec.race === undefined || slice === undefined) return []
  const paths: PathEvidence[] = []
  for (const { id } of spec.race.racers) {
    const { theta } = needed.of(pathNeed(raceOf(spec), id)) as PathResult
    paths.push({ name: id, ...(yield* alongPath(theta, spec.race.record, objective(), slice)) })
  }
  return paths
}

function* alongPath(
  theta: Float64Array,
  record: number,
  objective: Objective,
  slice: Slice,
): Pieces<Omit<PathEvidence, 'name'>> {
  const evaluations = pacedEvaluations(objective)
  const n = slice.origin.length
  const rows = theta.length / n
  const count = Math.min(rows, mostPathPoints)
  const places = new Float64Array(2 * count)
  const [steps, losses, heights, distances] = [0, 0, 0, 0].map(() => new Float64Array(count))
  const nearest = new Float64Array(3)
  const onPlane = new Float64Array(n)
  for (let k = 0; k < count; k++) {
    const row = count === 1 ? 0 : Math.round((k * (rows - 1)) / (count - 1))
    project(slice, theta, nearest, row * n)
    places.set(nearest.subarray(0, 2), 2 * k)
    liftTo(slice, nearest[0]!, nearest[1]!, onPlane)
    steps![k] = row * record
    distances![k] = nearest[2]!
    losses![k] = yield* evaluations.value(theta.slice(row * n, (row + 1) * n))
    heights![k] = yield* evaluations.value(onPlane)
  }
  return { steps: steps!, places, losses: losses!, heights: heights!, distances: distances! }
}

/** The running statistics that a network is given, beside what all examples have at its parameters. */
function* statisticsOf(
  { objective, network }: ResolvedLandscape,
  running: unknown,
): Pieces<StatisticsEvidence | undefined> {
  if (network === undefined || !Array.isArray(running)) return undefined
  const sum = objective()
  if (!isSum(sum) || sum.statistics === undefined) return undefined
  const here = yield* sum.statistics.reestimate(Float64Array.from(network.initial))
  return { layers: sum.statistics.layers, kept: running as readonly number[], here }
}
