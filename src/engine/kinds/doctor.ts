import { z } from 'zod'
import { examine } from '../../core/doctor/doctor'
import { type Evidence, type PathEvidence, type StatisticsEvidence, surfaceEvidence } from '../../core/doctor/evidence'
import type { Finding } from '../../core/doctor/finding'
import { heightsOn } from '../../core/doctor/transposition'
import { gridCoordinate } from '../../core/domain'
import { gridFromBytes } from '../../core/objectives/grid-bytes'
import { isSum } from '../../core/objectives/objective'
import type { SampledGrid } from '../../core/objectives/sampled-grid'
import type { Pieces } from '../../core/pieces'
import { type Checked, invalid, valid } from '../../core/problem'
import { domainSchema, placeSchema } from '../../core/scene/check-domain'
import { landscapeSpecSchema } from '../../core/scene/landscape-kinds'
import type { ResolvedLandscape } from '../../core/scene/resolved-landscape'
import type { TypeOf } from '../../core/schema-type'
import { vectorSchema } from '../../core/vector-schema'
import { blobOf } from '../blobs'
import { costLimits, defineJobKind, type TileProgress } from '../job-kind'
import type { Need, NeededResults } from '../needs'
import type { FidelityResult, FidelitySpec } from './fidelity'
import { landscapeOf, specAhead } from './landscapes'
import { pathKind } from './path'
import { checkRaceWithin, type RaceSpec } from './race-specs'
import { checkPlacedSpec } from './specs'
import { raceAlone } from './starts'
import type { SurfaceResult, SurfaceSpec } from './surface'

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
  /** The race on it, where its paths are to be looked at, and at how many points of each. */
  race: z.unknown().optional(),
  most: z.int().min(1).optional(),
})

export type DoctorSpec = Omit<TypeOf<typeof schema>, 'race' | 'batch'> & {
  readonly batch?: SurfaceSpec['batch']
  readonly race?: RaceSpec
}

export interface DoctorResult {
  readonly findings: readonly Finding[]
  /** Racers whose paths are too large to be looked at. */
  readonly unseen: readonly string[]
}

/**
 * What is odd about a picture: a measured surface as it is, another on a grid of its own, however large it is drawn;
 * how it lies in its space, and the paths of a race that lead through that.
 */
export const doctorKind = defineJobKind({
  id: 'doctor',
  version: 3,
  ahead: specAhead,

  validate(given): Checked<DoctorSpec> {
    const checked = checkPlacedSpec(schema, given)
    if (checked.value === undefined) return invalid(...checked.problems)
    const { race, ...rest } = checked.value as DoctorSpec
    if (race === undefined || !hasPaths(rest)) return valid(rest)
    const racing = checkRaceWithin(race)
    return racing.value === undefined ? invalid(...racing.problems) : valid({ ...rest, race: racing.value })
  },

  cost({ points, path = [] }) {
    return { work: points * points + path.length, bytes: 2 ** 16, smaller: 'leave points of the path out' }
  },

  needs: (spec) => [...(spec.landscape.blob === undefined ? [surfaceNeed(spec)] : []), ...fidelityNeeds(spec)],
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
      paths: [...recordedPath(spec, grid), ...racedPaths(spec, needed)],
      ...(slice && { slice: { ...slice, domain } }),
      ...(statistics && { statistics }),
    }
    const unseen = (spec.race?.racers ?? []).filter((racer) => !isSeen(spec.race!, racer)).map(({ id }) => id)
    return { findings: yield* examine(evidence), unseen }
  },

  merge: (_spec, [result]): DoctorResult => result!,
})

/** Whether racers may leave what is drawn. */
function hasPaths({ landscape }: Pick<DoctorSpec, 'landscape'>): boolean {
  const { dimension, planeDimension } = landscapeOf(landscape)
  return dimension > planeDimension
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
      step: path.map((_, k) => k),
      places,
      ...(pathLosses && { loss: Float64Array.from(pathLosses) }),
      drawn: heightsOn(grid, places),
    },
  ]
}

/** How the paths of a race through all dimensions lie on the slice. */
function fidelityNeeds({ race, most = 1 }: DoctorSpec): readonly (Need & { readonly spec: FidelitySpec })[] {
  return (race?.racers ?? []).flatMap((each, racer) =>
    isSeen(race!, each) ? [{ kind: 'fidelity', spec: { race: race!, racer, most } }] : [],
  )
}

/** Whether a racer's path is not too large to be had. */
function isSeen(race: RaceSpec, { id }: RaceSpec['racers'][number]): boolean {
  const { work, bytes, workLimit = costLimits.work } = pathKind.cost(raceAlone(race, id))
  return work <= workLimit && bytes <= costLimits.bytes
}

function racedPaths(spec: DoctorSpec, needed: NeededResults): readonly PathEvidence[] {
  return fidelityNeeds(spec).map((need) => {
    const { step, places, distance, loss, drawn } = needed.of(need) as FidelityResult
    return { name: spec.race!.racers[need.spec.racer]!.id, step, places, loss, drawn, distance }
  })
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
