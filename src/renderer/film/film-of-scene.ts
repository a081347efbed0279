import { overlayOf } from '../../core/scene/overlays'
import type { Scene } from '../../core/scene/scene'
import { drawnStart } from '../../core/scene/start'
import type { Engine, JobEnd } from '../../engine/client'
import type { EngineError } from '../../engine/protocol'
import {
  basinsSpec,
  batchSurfaceSpecs,
  ensemblePlacesSpec,
  fidelitySpec,
  fieldSpec,
  pointsSpec,
  drawnRaceSpec,
  sliceSpec,
  finestSurface,
  withSliceVectors,
  recordedPathsSpec,
  throwSpec,
} from '../../engine/scene-specs'
import { raceContent } from '../charts/race-content'
import { drawPlaneFrames } from '../playback/draw-plane-frames'
import { frameSteps, type PlaneFrame, type PlaneMoment, planeMoments } from '../playback/plane-frames'
import { chartReference } from '../playback/standings'
import { clearAzimuth, clearTurn } from '../scene/clear-azimuth'
import { gridOf } from '../scene/surface-grid'
import type { Trace } from '../playback/trace'
import { lengthOf } from '../playback/trace'
import type { PathData, StageContent } from '../scene/stage'
import { cardOf, type Cards } from '../store/cards'
import { drawsCurve } from '../store/drawn-slice'
import { visibleDomain } from '../store/visible-domain'
import type { Domain } from '../../core/domain'
import type { JobKindId, JobTable } from '../../engine'
import { type AnswerOf, noAnswer } from '../store/answer'
import { type AnalysisState, noAnalysis } from '../store/derived'
import { heatMoments } from '../view/heat-paint'
import { analysisContent, landmarksOf, pathsOf, recordedPaths, stemsOf, thrownOf } from '../view/scene-marks'
import type { FilmRequest } from './film-request'
import type { FilmSettings } from '../../core/scene/film-settings'
import { orbitDegrees, raceTimeline } from './timeline'

export type PreparedFilm =
  | { readonly request: FilmRequest; readonly error?: undefined }
  | { readonly request?: undefined; readonly error: EngineError }

/** Computes all that the film of a scene shows: its slice, its surface and its race. */
export async function filmOfScene(
  engine: Engine,
  cards: Pick<Cards, 'landscapeCards' | 'optimizerCards'>,
  given: Scene,
  settings: FilmSettings,
  theme: StageContent['theme'],
): Promise<PreparedFilm> {
  const slice = sliceSpec(given)
  const sliced = slice && (await engine.run('slice', slice).end)
  if (sliced !== undefined && sliced.status !== 'done') return { error: errorOf(sliced) }
  const scene = sliced === undefined ? given : withSliceVectors(given, sliced.result.slice)
  const domain = visibleDomain(scene)
  const paths = recordedPathsSpec(scene)
  const [surface, race, analysis, placed] = await Promise.all([
    engine.run('surface', finestSurface(scene, domain)).end,
    engine.run('race', drawnRaceSpec(scene)).end,
    analysisOfScene(engine, scene, domain),
    paths && engine.run('recorded-paths', paths).end,
  ])
  if (surface.status !== 'done') return { error: errorOf(surface) }
  if (race.status !== 'done') return { error: errorOf(race) }
  const { traces } = race.result
  const recorded = placed?.status === 'done' ? placed.result.paths : []
  const planes = await planesOfScene(engine, scene, domain, traces)
  if ('error' in planes) return planes
  const { height, colorMap, contours, elevation } = scene.view
  const seen = {
    surface: gridOf(surface.result),
    domain,
    height,
    start: drawnStart(scene),
    landmarks: landmarksOf(cards, scene),
  }
  const heats = heatMoments({ scene, analysis, traces, domain })
  const camera = { azimuth: scene.view.azimuth ?? clearAzimuth(seen, elevation), elevation }
  const racers = pathsOf(cards, scene, { traces }, undefined, heats.length > 0)
  const turn = clearTurn(seen, placesOfRace(racers), camera, orbitDegrees)
  return {
    request: {
      settings,
      isCurve: drawsCurve(scene),
      ...(planes.moments.length > 0 ? { planes: planes.moments } : heats.length > 0 && { heats }),
      content: {
        ...seen,
        paths: [...recordedPaths(scene, recorded), ...racers],
        playhead: 0,
        camera,
        colorMap,
        contours,
        theme,
        hover: undefined,
        probe: undefined,
        landmarks: scene.view.criticalPoints ? [] : seen.landmarks,
        ...analysisContent(scene, analysis, seen.surface),
        stems: stemsOf(scene, analysis, traces),
        thrown: thrownOf(scene, analysis),
        modelPatch: undefined,
        motions: [],
        legend: settings.legend,
        // the painter knows, which lays a chart there
        leftInset: 0,
      },
      timeline: raceTimeline(settings, lengthOf(visible(scene, traces), scene.compareBy), camera, turn),
      captions: {
        title: headingOf(
          scene.title || titleOf(cards, scene),
          planes.moments.length > 0 ? scene.view.follow : undefined,
        ),
        clock: scene.compareBy,
        chart: raceContent({
          scene,
          traces,
          reference: chartReference(scene, cards.landscapeCards, traces),
        }),
      },
    },
  }
}

/** The planes that go with a racer, where the scene has such; none else. */
async function planesOfScene(
  engine: Engine,
  scene: Scene,
  domain: Domain,
  traces: readonly Trace[],
): Promise<{ readonly moments: readonly PlaneMoment[] } | { readonly error: EngineError }> {
  const { follow } = scene.view
  const trace = traces.find(({ id }) => id === follow?.of)
  if (follow === undefined || trace === undefined) return { moments: [] }
  const frames: PlaneFrame[] = []
  const drawn = drawPlaneFrames(engine, scene, domain, frameSteps(trace, follow.every), (frame) => frames.push(frame))
  const { error } = await drawn.end
  return error === undefined ? { moments: planeMoments(frames, scene, trace) } : { error }
}

/** Starts along each axis of a map that is laid over the surface. */
const mapResolution = 256

/** What the scene lays over its surface. What cannot be had is left out: the race is what a film is about. */
async function analysisOfScene(engine: Engine, scene: Scene, domain: Domain): Promise<AnalysisState> {
  const { overlay, criticalPoints, separatrices, stems } = scene.view
  const { source } = overlayOf(overlay)
  const batches = batchSurfaceSpecs(scene, domain).map((spec) => answer(engine, 'surface', spec))
  const [racer] = scene.racers
  const compared = stems && racer ? fidelitySpec(scene, racer.id) : undefined
  const places = source === 'ensemble-places' ? ensemblePlacesSpec(scene) : undefined
  // That at the playhead would be another one in every frame.
  const marked = scene.view.throw?.at === 'throw' ? throwSpec(scene) : undefined
  const [points, field, basins, fidelity, thrown, seeds, batchSurfaces] = await Promise.all([
    criticalPoints || separatrices ? answer(engine, 'points', pointsSpec(scene)) : noAnswer,
    source === 'field' ? answer(engine, 'field', fieldSpec(scene, domain)) : noAnswer,
    source === 'basins' && scene.racers.length > 0
      ? answer(engine, 'basins', basinsSpec(scene, 0, mapResolution))
      : noAnswer,
    compared ? answer(engine, 'fidelity', compared) : noAnswer,
    marked ? answer(engine, 'throw', marked) : noAnswer,
    places ? answer(engine, 'ensemble-places', places) : noAnswer,
    Promise.all(batches),
  ])
  return { ...noAnalysis, points, field, basins, fidelity, thrown, 'ensemble-places': seeds, batchSurfaces }
}

async function answer<K extends JobKindId>(engine: Engine, kind: K, spec: JobTable[K]['spec']): Promise<AnswerOf<K>> {
  const end = await engine.run(kind, spec).end
  return end.status === 'done' ? { status: { kind: 'done' }, spec, result: end.result } : noAnswer
}

/** Places that are spread evenly over the shown paths of a race: what an orbit is to keep in view. */
function placesOfRace(paths: readonly PathData[]): (readonly [number, number])[] {
  return paths
    .filter((path) => path.visible)
    .flatMap(({ points, count }) =>
      Array.from({ length: 9 }, (_, k): readonly [number, number] => {
        const row = Math.round(((count - 1) * k) / 8)
        return [points[2 * row]!, points[2 * row + 1]!]
      }),
    )
}

function visible(scene: Scene, traces: readonly Trace[]): readonly Trace[] {
  return traces.filter((_, index) => scene.racers[index]!.visible)
}

function headingOf(title: string, follow: Scene['view']['follow']): string {
  return follow === undefined ? title : `${title} · the plane goes with ${follow.of}`
}

function titleOf(cards: Pick<Cards, 'landscapeCards'>, { title, landscape }: Scene): string {
  return landscape.expression ?? landscape.surface ?? cardOf(landscape, cards.landscapeCards)?.title ?? title
}

function errorOf(end: Exclude<JobEnd<unknown>, { status: 'done' }>): EngineError {
  return end.status === 'failed' ? end.error : { code: 'cancelled', message: 'the film was cancelled' }
}
