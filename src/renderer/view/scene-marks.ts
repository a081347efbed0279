import type { ConnectResult, FidelityResult, PointsResult, SurfaceResult, ThrowResult } from '../../engine'
import { drawnBatches, fidelitySpec, throwSpec } from '../../engine/scene-specs'
import type { ColorMap } from '../../core/scene/color-table'
import { colorText } from '../scene/color-maps'
import { gridOf } from '../scene/surface-grid'
import { landscapeSpec } from '../../core/scene/landscape'
import { sameQuestion } from '../store/answer'
import type { AnalysisState, DerivedState, RaceState } from '../store/derived'
import type { OptimizerCard } from '../../core/definitions/optimizer'
import { cardOf, type Cards } from '../store/cards'
import type { GhostSurface, PathData, StageContent, SurfaceGrid } from '../scene/stage'
import type { Scene } from '../../core/scene/scene'
import { bestKnownPoints } from '../../core/scene/best-known-points'
import { clockAtStep, clockOf } from '../playback/trace'
import { pathColors } from '../charts/path-colors'
import { throwColors } from '../charts/throw-colors'
import { type BentCurve, shares } from '../../core/paths/curve'
import { surfacePaint } from './surface-paint'

const noPoints: StageContent['criticalPoints'] = []
const noPaths: StageContent['separatrices'] = []
const noStems: StageContent['stems'] = []

/**
 * What the analysis adds to the picture, as far as the scene asks for it and the engine has answered for this
 * landscape.
 */
export function analysisContent(
  scene: Scene,
  analysis: AnalysisState,
  surface: SurfaceGrid | undefined,
): Pick<StageContent, 'paint' | 'criticalPoints' | 'separatrices' | 'ghosts'> {
  const { view, landscape } = scene
  const { points } = analysis
  const isCurrent = points.spec !== undefined && sameQuestion(points.spec.landscape, landscapeSpec(landscape))
  const found = isCurrent ? points.result : undefined
  return {
    paint: surfacePaint(view.overlay, analysis),
    criticalPoints: view.criticalPoints && found !== undefined ? found.points : noPoints,
    separatrices: view.separatrices && found !== undefined ? separatrixPaths(found) : noPaths,
    ghosts: surface === undefined ? [] : batchSurfaces(scene, analysis, surface.reference),
  }
}

/** Places on a colour map, the first ones far from each other. */
const batchPlaces = [0.64, 0.95, 0.34, 0.8, 0.49] as const

/** The colour of the surface of the batch of step `index` + 1: of another colour map than the whole surface has. */
export function batchColor(colorMap: ColorMap, index: number): string {
  return colorText(colorMap === 'magma' ? 'viridis' : 'magma', batchPlaces[index]!)
}

const ghostsOfResult = new WeakMap<SurfaceResult, GhostSurface>()

/** The surfaces of batches that the scene shows, as heights above the lowest point of the whole one. */
function batchSurfaces(scene: Scene, analysis: AnalysisState, reference: number): readonly GhostSurface[] {
  const count = drawnBatches(scene) === undefined ? 0 : scene.view.batchSurfaces
  return analysis.batchSurfaces.slice(0, count).flatMap(({ status, result }, index) => {
    // what could not be computed anew would be of another landscape
    if (result === undefined || status.kind === 'failed') return []
    const color = batchColor(scene.view.colorMap, index)
    let ghost = ghostsOfResult.get(result)
    if (ghost?.grid.reference !== reference || ghost.color !== color)
      ghostsOfResult.set(result, (ghost = { grid: gridOf(result, reference), color }))
    return [ghost]
  })
}

const stemsOfResult = new WeakMap<FidelityResult, StageContent['stems']>()

/** Stems of the path that the slice was compared with, where the scene shows them and they are of what is drawn. */
export function stemsOf(
  scene: Scene,
  { fidelity: { spec, result } }: Pick<AnalysisState, 'fidelity'>,
  traces: RaceState['traces'],
): StageContent['stems'] {
  const id = spec?.race.racers[spec.racer]?.id
  // On a plane that goes with a racer the places would be those of another.
  const isMoving = scene.view.follow !== undefined
  const racer = scene.racers.find((each) => each.id === id)
  const trace = traces.find((each) => each.id === id)
  if (!scene.view.stems || isMoving || result === undefined || racer?.visible !== true || trace === undefined)
    return noStems
  if (!sameQuestion(spec, fidelitySpec(scene, racer.id))) return noStems
  const clock = result.step.map((step) => clockAtStep(trace, scene.compareBy, step))
  let stems = stemsOfResult.get(result)
  if (stems?.[0]?.color !== racer.color || !sameNumbers(stems[0].clock, clock))
    stemsOfResult.set(result, (stems = [{ color: racer.color, clock, points: result.places, loss: result.loss }]))
  return stems
}

const thrownOfResult = new WeakMap<ThrowResult, StageContent['thrown']>()

/** The step that the scene marks, where it is one of the race as the scene has it. */
export function thrownOf(
  scene: Scene,
  { thrown: { spec, result } }: Pick<AnalysisState, 'thrown'>,
): StageContent['thrown'] {
  // On a plane that goes with a racer the places would be those of another.
  if (spec === undefined || result === undefined || result.step === 0 || scene.view.follow !== undefined)
    return undefined
  const isShown = (spec.step === undefined) === (scene.view.throw?.at === 'throw')
  if (!isShown || scene.racers[spec.racer]?.visible !== true || !sameQuestion(spec, throwSpec(scene, spec.step)))
    return undefined
  let marks = thrownOfResult.get(result)
  if (marks === undefined) thrownOfResult.set(result, (marks = throwMarks(result)))
  return marks
}

function throwMarks({ usual, from, to, raw, byNorm, byValue }: ThrowResult): StageContent['thrown'] {
  return {
    marks: [...(usual === undefined ? [] : [{ number: 1, at: usual }]), { number: 2, at: from }, { number: 3, at: to }],
    from,
    arrows: [
      { by: raw.plane, color: throwColors.raw },
      { by: byValue.plane, color: throwColors.byValue },
      { by: byNorm.plane, color: throwColors.byNorm },
    ],
  }
}

function sameNumbers(a: Float64Array, b: Float64Array): boolean {
  return a.every((value, k) => Object.is(value, b[k]))
}

const pathsOfResult = new WeakMap<PointsResult, StageContent['separatrices']>()

/** The same array for the same answer, so that the stage does not build its lines anew. */
function separatrixPaths(result: PointsResult): StageContent['separatrices'] {
  let paths = pathsOfResult.get(result)
  if (paths === undefined) pathsOfResult.set(result, (paths = result.separatrices.map(({ path }) => path)))
  return paths
}

/** The paths that were recorded elsewhere, whole at any time; the same arrays for the same path. */
export function recordedPaths({ landscape }: Scene, recorded: DerivedState['recorded']): readonly PathData[] {
  const { path } = landscape
  return [
    ...(path === undefined ? [] : [wholePath(path, 'recorded path', () => Float64Array.from(path.flat()))]),
    ...recorded.map(({ id, plane }) => wholePath(plane, id, () => plane)),
  ]
}

const pathsOfSource = new WeakMap<object, PathData>()

function wholePath(source: object, name: string, pointsOf: () => Float64Array): PathData {
  let path = pathsOfSource.get(source)
  if (path === undefined) {
    const points = pointsOf()
    const count = points.length / 2
    // before every playhead
    const clock = new Float64Array(count).fill(-1)
    path = { id: name, name, color: recordedColor, visible: true, marker: 'circle', count, points, clock }
    pathsOfSource.set(source, path)
  }
  return path
}

/** No racer's colour. */
const recordedColor = '#9aa0a6'

const curvesOfResult = new WeakMap<ConnectResult, { readonly slice: unknown; readonly curves: readonly PathData[] }>()

/** A curve that was found, on a plane through both of its ends and its bend; whole at any time. */
export function foundCurves(
  { landscape: { slice } }: Scene,
  { connect: { result } }: Pick<AnalysisState, 'connect'>,
): readonly PathData[] {
  if (result === undefined || slice === undefined || !('kind' in slice) || slice.kind !== 'points') return noCurves
  let known = curvesOfResult.get(result)
  if (known?.slice !== slice) {
    const [a, b, third] = slice['points'] as readonly ArrayLike<number>[]
    const isBetween = isSameVector(a, result.from.theta) && isSameVector(b, result.to.theta)
    const curves = result.paths.flatMap(({ path, bend, t }) =>
      isBetween && bend !== undefined && isSameVector(third, bend) ? [curveOnPlane(path as BentCurve, t)] : [],
    )
    curvesOfResult.set(result, (known = { slice, curves }))
  }
  return known.curves
}

const noCurves: readonly PathData[] = []

/** The ends are drawn at (0, 0) and (1, 0), the bend at (0, 1). */
function curveOnPlane(curve: BentCurve, t: Float64Array): PathData {
  const points = new Float64Array(2 * t.length)
  for (const [i, each] of t.entries()) {
    const [, ofBend, ofB] = shares(curve, each)
    points[2 * i] = ofB
    points[2 * i + 1] = ofBend
  }
  // before every playhead
  const clock = new Float64Array(t.length).fill(-1)
  const color = pathColors[curve]
  return { id: `${curve} curve`, color, visible: true, marker: 'circle', count: t.length, points, clock }
}

function isSameVector(a: ArrayLike<number> | undefined, b: Float64Array): boolean {
  return a?.length === b.length && b.every((entry, j) => entry === a[j])
}

/**
 * Paths in the order and looks of the scene's racers; a racer that is not in the race has none. Beside one that is
 * emphasised the others are faint; all may be without their lines, which would hide what the surface is coloured by.
 * Several that are drawn on a slice have their names at their ends: what lies apart there are trained networks, which
 * one tells apart by name.
 */
export function pathsOf(
  { optimizerCards }: Pick<Cards, 'optimizerCards'>,
  scene: Scene,
  race: Pick<RaceState, 'traces'>,
  emphasised?: string,
  areHeadsAlone = false,
): readonly PathData[] {
  const isOneEmphasised = scene.racers.some(({ id, visible }) => visible && id === emphasised)
  const areNamed = scene.landscape.dimension !== undefined && scene.racers.filter(({ visible }) => visible).length > 1
  return scene.racers.flatMap((racer) => {
    const trace = race.traces.find(({ id }) => id === racer.id)
    if (trace === undefined || trace.count === 0) return []
    const { id, color, marker, line, visible } = racer
    const { count, points } = trace
    const path: PathData = {
      id,
      ...(areNamed && { name: id }),
      color,
      marker,
      line,
      visible,
      isFaint: isOneEmphasised && id !== emphasised,
      trail: scene.view.trail,
      isHeadAlone: areHeadsAlone,
      count,
      points,
      clock: clockOf(trace, scene.compareBy),
    }
    const card = optimizerCards.find((each) => each.id === racer.optimizer)
    return [...companionPath(path, trace, scene, card), path]
  })
}

/** The path of a racer's companion, below its own, where the scene shows it and it was raced. */
function companionPath(
  { name: _name, ...path }: PathData,
  { companion }: RaceState['traces'][number],
  { view }: Scene,
  card: OptimizerCard | undefined,
): readonly PathData[] {
  if (!view.companions || companion === undefined || card?.companion === undefined) return []
  const line = path.line === 'dashed' ? 'dotted' : 'dashed'
  const id = `${path.id} · ${card.companion.name}`
  return [{ ...path, id, line, isCompanion: true, points: companion.points }]
}

/** The best known points of a catalogue landscape. */
export function landmarksOf(cards: Pick<Cards, 'landscapeCards'>, { landscape }: Scene): StageContent['landmarks'] {
  const card = cardOf(landscape, cards.landscapeCards)
  return card === undefined ? [] : bestKnownPoints(card, landscape)
}
