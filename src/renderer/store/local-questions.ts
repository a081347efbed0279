import type { Domain } from '../../core/domain'
import { exampleCount, landscapeSpec, type LandscapeSpec, type SceneLandscape } from '../../core/scene/landscape'
import type { CrossSectionSetting, FoundDirection, LookAt } from '../../core/scene/local-instruments'
import type { Scene } from '../../core/scene/scene'
import type { Slice } from '../../core/slice/slice'
import type { ConditioningSpec, CrossSectionSpec, PointSpec, TaylorSpec } from '../../engine'
import { awaitsSlice, raceSpec } from '../../engine/scene-specs'

/** What questions about a point rest on besides the scene. */
export interface Now {
  /** The part of the plane that is shown. */
  readonly domain: Domain
  /** Where the probe is; undefined before its first answer. */
  readonly probe: readonly [number, number] | undefined
  /** The plane that is drawn, where it is not the scene's. */
  readonly slice: Slice | undefined
  /** The steps that a racer has taken at the playhead. */
  stepsOf(racer: string): number
}

/** Along each line of the chart; of a mean over examples fewer. */
const [points, pointsOfSum] = [201, 81]

/** Up to this dimension the Hessian is decomposed whole, in some hundredths of a second, and unasked. */
const mostDecomposed = 128

/** Whether the ends of the Hessian's spectrum come at once. */
export function isSmall({ dimension = 2 }: Pick<SceneLandscape, 'dimension'>): boolean {
  return dimension <= mostDecomposed
}

/** What the cross-section of a scene shows; of one that says nothing what comes at once and tells the most. */
export function crossSectionOf({ view, landscape }: Pick<Scene, 'view' | 'landscape'>): CrossSectionSetting {
  // In one dimension both eigenvectors are the line.
  const along = landscape.dimension === 1 ? 0 : isSmall(landscape) ? 'eigenvectors' : 'gradient'
  return view.crossSection ?? { along }
}

/** Its lines. */
export function linesAlong({ along }: Pick<CrossSectionSetting, 'along'>): readonly (number | FoundDirection)[] {
  return along === 'eigenvectors' ? ['least-eigenvector', 'greatest-eigenvector'] : [along]
}

/** The racer at which an instrument looks; the first one where it is gone, and undefined where it looks elsewhere. */
export function racerAt(
  { racers }: Pick<Scene, 'racers'>,
  at: LookAt | undefined,
): Scene['racers'][number] | undefined {
  if (at === undefined || !('of' in at)) return undefined
  return racers.find(({ id }) => id === at.of) ?? racers[0]
}

/** Undefined while the plane or the probe is still to come. */
export function crossSectionSpec(scene: Scene, now: Now): CrossSectionSpec | undefined {
  const setting = crossSectionOf(scene)
  const first = scene.racers[0]
  // An update is a racer's.
  const needsRacer = setting.along === 'update' && first !== undefined && racerAt(scene, setting.at) === undefined
  const at = pointAt(scene, needsRacer ? { of: first.id } : setting.at, now)
  if (at === undefined) return undefined
  const isSum = exampleCount(scene.landscape) !== undefined
  return {
    landscape: drawnLandscape(scene, now),
    domain: now.domain,
    at,
    along: linesAlong(setting),
    ...(setting.reach !== undefined && { reach: setting.reach }),
    points: isSum ? pointsOfSum : points,
  }
}

export function taylorSpec(scene: Scene, now: Now): TaylorSpec | undefined {
  const at = pointAt(scene, scene.view.taylor?.at, now)
  return at && { landscape: drawnLandscape(scene, now), at, lr: taylorRate(scene) }
}

export function conditioningSpec(scene: Scene, now: Now): ConditioningSpec | undefined {
  const at = pointAt(scene, scene.view.taylor?.at, now)
  return at && { landscape: drawnLandscape(scene, now), at }
}

const usualRate = 0.01

/** The learning rate of the step that is looked at. */
export function taylorRate({ view: { taylor = {} }, racers }: Pick<Scene, 'view' | 'racers'>): number {
  const racer = racerAt({ racers }, taylor.at)
  const rates = [racer, ...racers].map((each) => each?.hyper['lr'])
  return taylor.lr ?? rates.find((lr) => typeof lr === 'number') ?? usualRate
}

function pointAt(scene: Scene, at: LookAt | undefined, now: Now): PointSpec | undefined {
  if (awaitsSlice(scene)) return undefined
  const racer = racerAt(scene, at)
  if (racer !== undefined)
    return { race: raceSpec(scene), racer: scene.racers.indexOf(racer), step: now.stepsOf(racer.id) }
  return at === undefined || 'of' in at ? now.probe : at
}

function drawnLandscape({ landscape }: Scene, { slice }: Now): LandscapeSpec {
  return landscapeSpec(slice === undefined ? landscape : { ...landscape, slice })
}
