import type { Domain } from '../core/domain'
import { samplerOfAll, stepsOfEpoch } from '../core/race/epoch'
import type { BatchSetting } from '../core/race/settings'
import type { ChartQuantity } from '../core/scene/chart'
import { exampleCount, landscapeSpec, type SliceRecipeSetting } from '../core/scene/landscape'
import { raceLength } from '../core/scene/race-length'
import type { Scene } from '../core/scene/scene'
import { drawnSpec, shownMean } from '../core/scene/surface-of'
import { isResolvedByJob, racersOf, withAwaited } from '../core/scene/recipe-order'
import { shownStart } from '../core/scene/start'
import type { Slice } from '../core/slice/slice'
import { type Reference, referenceOf } from './accumulations/race-quantities'
import type { BasinsSpec } from './kinds/basins'
import type { DoctorSpec } from './kinds/doctor'
import type { DragSpec } from './kinds/drag'
import type { EnsembleSpec } from './kinds/ensemble'
import type { EnsemblePlacesSpec } from './kinds/ensemble-places'
import type { FidelitySpec } from './kinds/fidelity'
import type { MovedSliceSpec } from './kinds/moved-slice'
import type { FieldSpec } from './kinds/field'
import type { PointsSpec } from './kinds/points'
import type { RaceSpec } from './kinds/race-specs'
import type { RecordedPathsSpec } from './kinds/recorded-paths'
import type { SliceSpec } from './kinds/slice'
import type { SurfaceSpec } from './kinds/surface'
import type { ThrowSpec } from './kinds/throw'

/** Points of a field along each axis: as many as the window's surface has. */
const fieldPoints = 256

/** Of a quantity over many seeds: where the middle 80 % begin, their median, and where they end. */
export const ensembleQuantiles = [0.1, 0.5, 0.9] as const
/** Rows of a chart's bands at most. */
const bandRows = 1000

/**
 * A scene's race as a job: the scene itself, less what only the picture needs; with the companions of its rules where
 * these are wanted.
 */
export function raceSpec(scene: Scene, withCompanions = false): RaceSpec {
  const { landscape, record, seed, noise, batch, measure } = scene
  const { stepsEach, ...length } = raceLength(scene)
  return {
    landscape: landscapeSpec(landscape),
    domain: landscape.domain,
    racers: scene.racers.map(
      ({ color: _color, marker: _marker, line: _line, visible: _visible, start = scene.start, ...racer }, i) => ({
        ...racer,
        start,
        ...(stepsEach && { steps: stepsEach[i]! }),
      }),
    ),
    ...length,
    record,
    seed,
    noise,
    ...(batch && { batch }),
    ...(measure && { measure }),
    ...(withCompanions && { companions: true }),
  }
}

/** The step that a scene marks: the throw, or another one; undefined where it marks none or has no racer. */
export function throwSpec(scene: Scene, step?: number): ThrowSpec | undefined {
  const { racers, view } = scene
  if (view.throw === undefined || racers.length === 0) return undefined
  const { of, clip, ratio } = view.throw
  const racer = Math.max(
    0,
    racers.findIndex(({ id }) => id === of),
  )
  return { race: raceSpec(scene), racer, ...(step !== undefined && { step }), clip, ratio }
}

/** The race as the picture shows it. */
export function drawnRaceSpec(scene: Scene): RaceSpec {
  return raceSpec(scene, scene.view.companions)
}

/** Places of a path at which it is looked at where nobody has said how many. */
const placesAlong = 20

/** Every so many steps of a racer of a race, its start and its last step included. */
export function stepsAlong({ racers, steps }: RaceSpec, racer: number, every?: number): readonly number[] {
  const last = racers[racer]!.steps ?? steps
  const apart = every ?? Math.max(1, Math.ceil(last / placesAlong))
  const regular = Array.from({ length: Math.floor(last / apart) + 1 }, (_, k) => k * apart)
  return regular.at(-1) === last ? regular : [...regular, last]
}

/** Steps of an epoch of a scene's race; undefined where that is one or none, or racers have batches of their own. */
export function stepsPerEpoch({ landscape, batch, racers }: Scene): number | undefined {
  const examples = exampleCount(landscape)
  if (examples === undefined || racers.some((racer) => racer.batch !== undefined)) return undefined
  const steps = stepsOfEpoch(batch, examples)
  return steps > 1 ? steps : undefined
}

/**
 * What resolves a slice that rests on a race, on its racers and those that they wait for, or on recorded paths;
 * undefined where there is none such.
 */
export function sliceSpec(scene: Scene): SliceSpec | undefined {
  const { slice } = scene.landscape
  const named = racersOf(slice)
  if (slice === undefined || !('kind' in slice) || !isResolvedByJob(slice)) return undefined
  const { vectors: _vectors, ...recipe } = slice
  const recorded = (scene.landscape.paths ?? []).filter(({ id }) => named.includes(id))
  const paths = recorded.length > 0 ? { paths: recorded } : {}
  if (named.length === recorded.length)
    return { landscape: { ...landscapeSpec(scene.landscape), slice: recipe }, ...paths }
  const { landscape, racers, ...race } = raceSpec(scene)
  return { landscape: { ...landscape, slice: recipe }, race: { ...race, racers: withAwaited(racers, named) }, ...paths }
}

/** Where a scene's recorded paths lie on its slice; undefined where there are none, or the slice is not resolved. */
export function recordedPathsSpec(scene: Scene): RecordedPathsSpec | undefined {
  const { landscape } = scene
  const { paths = [] } = landscape
  return paths.length === 0 || awaitsSlice(scene) ? undefined : { landscape: landscapeSpec(landscape), paths }
}

/** Times at which a motion under drag is told. */
const dragSamples = 600

/**
 * The drag equation from the scene's start, or from the middle of the domain where that is not known before a race,
 * with each of the drags.
 */
export function dragSpec({ landscape, start, view: { drag } }: Scene): DragSpec {
  return {
    landscape: landscapeSpec(landscape),
    start: 'kind' in start ? shownStart(start, landscape.domain) : start,
    drags: (['viscous', 'quadratic', 'dry'] as const).map((kind) => ({ kind, coefficient: drag[kind] })),
    time: drag.time,
    samples: dragSamples,
  }
}

/** Whether nothing can be drawn of the scene nor raced on it before its slice is resolved. */
export function awaitsSlice({ landscape: { slice } }: Scene): boolean {
  return slice !== undefined && 'kind' in slice && slice.vectors === undefined && isResolvedByJob(slice)
}

/**
 * The scene on its landscape's own plane, which is drawn until the plane of a race is known; undefined where none is
 * waited for.
 */
export function untilSlice(scene: Scene): Scene | undefined {
  if (!awaitsSlice(scene) || racersOf(scene.landscape.slice).length === 0) return undefined
  const { slice: _slice, ...landscape } = scene.landscape
  return { ...scene, landscape }
}

/** The scene with what the recipe of its slice is resolved to, or without where it cannot be. */
export function withSliceVectors(scene: Scene, vectors: Slice | undefined): Scene {
  const { landscape } = scene
  const { slice } = landscape
  if (slice === undefined || !('kind' in slice)) return scene
  const { vectors: _vectors, ...recipe } = slice
  return { ...scene, landscape: { ...landscape, slice: { ...recipe, ...(vectors && { vectors }) } } }
}

/**
 * What a quantity of the race is with each of the seeds 0 to `seeds` - 1; recorded as often as the scene says, but no
 * oftener than a chart can show.
 */
export function ensembleSpec(
  scene: Scene,
  seeds: number,
  quantity: ChartQuantity = 'loss',
  reference: Reference = { places: [] },
): EnsembleSpec {
  const race = raceSpec(scene)
  const every = Math.max(1, Math.ceil(race.steps / race.record / bandRows))
  return {
    race: { ...race, record: every * race.record, seed: 0 },
    seeds,
    quantiles: ensembleQuantiles,
    ...(quantity !== 'loss' && { quantity }),
    ...ensembleReference(quantity, reference),
  }
}

/** Steps at which it is told where seeds are, about: as many pictures as a playing race shows. */
const placesFrames = 120

/** Where the race of a scene is with its many seeds, and when they leave; undefined where there is one. */
export function ensemblePlacesSpec(scene: Scene): EnsemblePlacesSpec | undefined {
  const { seeds, leaving } = scene.view.ensemble
  if (seeds < 2 || scene.racers.length === 0) return undefined
  const race = raceSpec(scene)
  return {
    race: { ...race, record: 1, seed: 0 },
    seeds,
    every: Math.max(1, Math.ceil(race.steps / placesFrames)),
    ...(leaving && { leaving }),
  }
}

/** What an ensemble is told of that which its quantity is from. */
export function ensembleReference(
  quantity: ChartQuantity,
  { places, value }: Reference,
): Pick<EnsembleSpec, 'best' | 'optimum'> {
  switch (referenceOf(quantity)) {
    case 'places':
      return { best: places }
    case 'value':
      return value === undefined ? {} : { optimum: value }
    case undefined:
      return {}
  }
}

/** Points of a path that its picture on the slice is compared with. */
const comparedPoints = 100

/** How the directions of the scene's slice came about, as far as a path of a racer goes; undefined where its do. */
function directionsOf({ landscape: { slice }, racers }: Scene, racer: string): FidelitySpec['directions'] {
  if (slice === undefined) return 'independent'
  if (!('kind' in slice)) return undefined
  if (slice.kind === 'pca') return slice['of'] === racer || racers.length === 1 ? 'principal' : undefined
  return ['default', 'random', 'eigenvectors', 'axes'].includes(slice.kind) ? 'independent' : undefined
}

/** How the path of a racer of the scene lies on its slice; undefined before that is resolved. */
export function fidelitySpec(scene: Scene, racer: string): FidelitySpec | undefined {
  const index = scene.racers.findIndex(({ id }) => id === racer)
  if (awaitsSlice(scene) || index < 0) return undefined
  const directions = directionsOf(scene, racer)
  return { race: raceSpec(scene), racer: index, most: comparedPoints, ...(directions && { directions }) }
}

/** Recipes whose directions are those of a place, and are found anew where the plane has moved. */
const foundAnew = ['random', 'eigenvectors', 'gradient']

/**
 * The plane of the scene where the racer that it follows is after a step, and the paths on it; undefined where there is
 * no plane to move.
 */
export function movedSliceSpec(scene: Scene, step: number): MovedSliceSpec | undefined {
  const { landscape, view, racers } = scene
  const { slice } = landscape
  const of = view.follow?.of
  if (of === undefined || awaitsSlice(scene) || !racers.some(({ id }) => id === of)) return undefined
  const recipe = slice !== undefined && 'kind' in slice && foundAnew.includes(slice.kind) ? slice : undefined
  const { vectors: _vectors, ...directions } = recipe ?? {}
  return { race: raceSpec(scene), of, step, ...(recipe && { recipe: directions as SliceRecipeSetting }) }
}

/** Points along each axis of the surface on a plane that moves. */
const movingPoints = 65

/** The surface on such a plane. */
export function movedSurfaceSpec(scene: Scene, slice: Slice, domain: Domain): SurfaceSpec {
  const moved = { ...scene, landscape: { ...scene.landscape, slice } }
  return { ...surfaceSpec(moved, domain, movingPoints), within: visibleShare }
}

/** What is true to within this share of its height above the lowest looks true. */
const visibleShare = 0.01

/**
 * Points along each axis of the surface that is drawn, coarse to fine: every fourth of one is a point of the one
 * before. Of a sum over examples, which may take long, a still coarser one comes first.
 */
export function surfaceLevels({ landscape }: Scene): readonly number[] {
  return exampleCount(landscape) === undefined ? [65, 257] : [17, 65, 257]
}

/** The finest surface that is drawn. */
export function finestSurface(scene: Scene, domain: Domain): SurfaceSpec {
  return { ...surfaceSpec(scene, domain, surfaceLevels(scene).at(-1)!), within: visibleShare }
}

/** The surface of the scene over a part of its plane: of the mean that its view says, over all examples or some. */
export function surfaceSpec(scene: Scene, domain: Domain, resolution: number): SurfaceSpec {
  const { seed } = scene
  const size = seenExamples(scene)
  return {
    landscape: drawnSpec(scene),
    domain,
    resolution: [resolution, resolution],
    gradient: true,
    ...(size !== undefined && { batch: { sampler: 'shuffle-once', size, seed, step: 1 } }),
  }
}

/** Of how many examples of training the surface is; undefined where it is of all, or of others. */
export function seenExamples(scene: Scene): number | undefined {
  const { surfaceExamples } = scene.view
  const all = shownMean(scene) === 'training' ? exampleCount(scene.landscape) : undefined
  return all === undefined || surfaceExamples === undefined || surfaceExamples >= all ? undefined : surfaceExamples
}

/** Points along each axis of the surface of a batch: it is smooth, and lies beside another. */
const batchPoints = 97

/**
 * Whose surfaces are drawn as those of batches: the batches of the race, else of the first racer that has some of its
 * own; undefined where every step sees all examples.
 */
export function drawnBatches({ landscape, batch, racers }: Scene): BatchSetting | undefined {
  if (exampleCount(landscape) === undefined) return undefined
  return [batch, ...racers.map((racer) => racer.batch)].find(
    (setting) => setting !== undefined && setting.sampler !== samplerOfAll,
  )
}

/** Which batch of those a step sees. */
export function batchOfStep(scene: Scene, step: number): SurfaceSpec['batch'] {
  const batch = drawnBatches(scene)
  return batch && { ...batch, seed: batch.seed ?? scene.seed, step }
}

/** The surfaces of the batches that the first steps see, as many as the scene shows, over a part of its plane. */
export function batchSurfaceSpecs(scene: Scene, domain: Domain): readonly SurfaceSpec[] {
  const ofTraining = { ...scene, view: { ...scene.view, surfaceOf: 'training' as const } }
  const { batch: _seen, ...surface } = surfaceSpec(ofTraining, domain, batchPoints)
  return Array.from({ length: scene.view.batchSurfaces }, (_, k) => batchOfStep(scene, k + 1)).flatMap((batch) =>
    batch === undefined ? [] : [{ ...surface, within: visibleShare, batch }],
  )
}

/** The critical points of what is drawn, in the landscape's whole domain. */
export function pointsSpec(scene: Scene): PointsSpec {
  return { landscape: drawnSpec(scene), domain: scene.landscape.domain }
}

/**
 * What is odd about the scene's picture, by a surface of so many points along each axis; of its race too, where that is
 * wanted.
 */
export function doctorSpec(scene: Scene, points: number, withRace: boolean): DoctorSpec {
  const { landscape, view } = scene
  const { domain, path, pathLosses } = landscape
  const { batch } = surfaceSpec(scene, domain, points)
  return {
    landscape: landscapeSpec(landscape),
    domain,
    points,
    scale: view.height.scale,
    ...(batch && { batch }),
    ...(path && { path }),
    ...(pathLosses && { pathLosses }),
    ...(withRace && { race: raceSpec(scene), most: comparedPoints }),
  }
}

/** Region classes and curvatures over the part of the plane that is shown. */
export function fieldSpec(scene: Scene, domain: Domain): FieldSpec {
  const { landscape, view } = scene
  return {
    landscape: drawnSpec(scene),
    domain,
    wholeDomain: landscape.domain,
    resolution: [fieldPoints, fieldPoints],
    thresholds: view.thresholds,
  }
}

/**
 * The map of a racer of the scene: its starts fill the domain, so that where the racer itself starts makes no
 * difference.
 */
export function basinsSpec(scene: Scene, racer: number, resolution: number): BasinsSpec {
  const { racers, record: _record, ...race } = raceSpec(scene)
  const { x, y } = scene.landscape.domain
  return { ...race, racer: { ...racers[racer]!, start: [x[0], y[0]] }, resolution: [resolution, resolution] }
}
