import { createContext, useContext } from 'react'
import type { Holdable } from '../../core/claims/scenario'
import { overlayOf } from '../../core/scene/overlays'
import type { Scene } from '../../core/scene/scene'
import { pathIds } from '../../core/scene/landscape'
import { recipeProblems } from '../../core/scene/recipe-order'
import { drawnStart, shownStart } from '../../core/scene/start'
import { shownMean } from '../../core/scene/surface-of'
import type { Engine } from '../../engine/client'
import { awaitsSlice, drawnBatches, seenExamples } from '../../engine/scene-specs'
import type { Host } from '../../host/host'
import { createAnalyst } from '../jobs/analyst'
import { createDataFiles } from '../jobs/data-files'
import { createNetworkFiles } from '../jobs/network-files'
import { createExpressionChecker } from '../jobs/expression-checker'
import { createFilmMaker } from '../jobs/film-maker'
import { createFitting } from '../jobs/fitting'
import { createProber } from '../jobs/prober'
import { createRaceRunner } from '../jobs/race-runner'
import { createRecovery } from '../jobs/recovery'
import { createSceneFiles } from '../jobs/scene-files'
import { followPlane } from '../jobs/plane-follower'
import { followNetwork } from '../jobs/network-follower'
import { followSeeds } from '../jobs/seeds-follower'
import { followPaths } from '../jobs/path-follower'
import { followMotions } from '../jobs/motion-follower'
import { followSlice } from '../jobs/slice-follower'
import { followLocals } from '../jobs/local-follower'
import { createOpeningQuestions } from '../jobs/opening-questions'
import { followSteps } from '../jobs/step-follower'
import { followSweep } from '../jobs/sweep-follower'
import { followThrow } from '../jobs/throw-follower'
import { createSurfaceExport } from '../jobs/surface-export'
import { createSurfaceLoader } from '../jobs/surface-loader'
import { createTour } from '../jobs/tour'
import { momentAt } from '../playback/plane-frames'
import { createPlaybackStore } from '../playback/playback-store'
import type { Cards } from './cards'
import type { AnalysisState, DerivedState } from './derived'
import { createDerivedStore } from './derived'
import { createDocumentStore } from './document'
import { isLine } from './drawn-slice'
import type { Edit } from './edits'
import { setRacerStart, setRates, setStart, startProblem } from './edits'
import type { Frame, FrameLoop } from './frame'
import { createFrameLoop, sameDomain } from './frame'
import { setCrossSection } from './local-edits'
import { heldAgainst, heldText } from './held'
import { crossSectionOf } from './local-questions'
import type { SmallStorage } from './lenient-storage'
import { createNotices } from './notices'
import { createQuestions } from './questions'
import { createSessionStore, isAnalysing, pictureKey, showing } from './session'
import { visibleDomain } from './visible-domain'
import { plainAzimuth } from '../scene/clear-azimuth'
import { createDefaultCamera } from '../view/default-camera'
import { sectionEnds, sectionPaths } from '../view/section-lines'

export interface AppInputs {
  readonly host: Host
  readonly engine: Engine
  readonly cards: Cards
  readonly clock: () => number
  readonly requestFrame: (run: (time: number) => void) => void
  readonly storage: SmallStorage | undefined
}

export type App = ReturnType<typeof createApp>

/** A point of the plane that a hand can take hold of. */
export interface Grip {
  readonly at: readonly [number, number]
  drag(place: readonly [number, number]): void
  drop(): void
  /** Whether a click on it is one on the surface. */
  readonly passesClicks: boolean
}

/** Everything behind the window: its stores, what the engine is asked for, and what follows from what. */
export function createApp({ host, engine, cards, clock, requestFrame, storage }: AppInputs) {
  const document = createDocumentStore(cards.defaultScene)
  const session = createSessionStore(storage)
  const derived = createDerivedStore()
  const notices = createNotices()
  const questions = createQuestions()
  const playback = createPlaybackStore(clock)
  const { view } = cards.defaultScene
  const frame: Frame = {
    camera: { azimuth: plainAzimuth, elevation: view.elevation, isDefault: true },
    domain: visibleDomain(cards.defaultScene),
    hover: { inside: false, x: 0, y: 0, f: 0 },
    moving: false,
  }
  const loop: FrameLoop = createFrameLoop({
    playhead: playback.now,
    settle: playback.settle,
    isPlaying: () => playback.getState().playing,
    isMoving: () => frame.moving,
    requestFrame,
  })
  const scene = (): Scene => document.getState().scene

  const { afterFrame } = loop
  const surface = createSurfaceLoader({ engine, derived, scene, domain: () => frame.domain, clock, afterFrame })
  const { afterFirst } = surface
  const camera = createDefaultCamera({ derived, frame, cards, scene })
  const race = createRaceRunner({ engine, derived, playback, scene, clock })
  const planeNow = () => momentAt(derived.getState().planes.moments, playback.now())
  const prober = createProber({ engine, derived, scene, slice: () => planeNow()?.slice })
  const analyst = createAnalyst({ engine, derived, scene, domain: () => frame.domain, clock })
  const expression = createExpressionChecker({ engine, derived })
  const { defaultScene } = cards
  const data = createDataFiles({ engine, edit: (change) => edit(change) })
  const networkFiles = createNetworkFiles({ engine, document, edit: (change) => edit(change), notices, questions })
  const files = createSceneFiles({
    engine,
    host,
    document,
    notices,
    questions,
    data,
    networkFiles,
    frame,
    defaultScene,
    beforeShow: () => tour.leave(),
  })
  const tour = createTour({
    engine,
    cards,
    document,
    session,
    derived,
    notices,
    storage,
    frame,
    look: (seen) => look(seen),
    clock,
    race: race.run,
    askOpening: createOpeningQuestions({
      analyst,
      optimizerCards: cards.optimizerCards,
      session,
      document,
      afterFirst,
    }),
  })
  const locked = (): readonly Holdable[] => tour.here()?.step.locked ?? []
  const fitting = createFitting({
    engine,
    document,
    cards,
    holdsRates: () => locked().includes('learning-rate'),
  })
  const exportSurface = createSurfaceExport({ engine, host, scene, domain: () => frame.domain, notices, questions })
  const film = createFilmMaker({ engine, host, cards, scene: files.current, notices, clock })

  /**
   * Edits the scene, and says whether it did: not where the step of the tour holds still what would change, nor where
   * recipes would then name racers that there are not or wait for one another, since no file could hold that.
   */
  const tryEdit = (change: Edit, gesture?: string): boolean => {
    const before = scene()
    const after = change(before)
    const held = heldAgainst(locked(), before, after)
    if (held !== undefined) return refuse(heldText(held), 'keep the step as a scene of your own to change it')
    const { landscape, start, racers } = after
    const starters = racers.map((racer) => ({ id: racer.id, start: racer.start ?? start }))
    const [problem] = recipeProblems(landscape.slice, isLine(landscape.slice), starters, pathIds(landscape))
    if (problem !== undefined) return refuse(problem.message, problem.remedy)
    document.edit(() => after, gesture)
    fitting.edited(before, scene())
    return true
  }

  const edit = (change: Edit, gesture?: string): void => void tryEdit(change, gesture)

  const refuse = (why: string, remedy: string | undefined): false => {
    notices.problem(why, remedy)
    return false
  }

  /** Gives every racer the learning rate that suits the landscape, also those whose rate a person chose. */
  const fitRates = async (): Promise<void> => {
    await fitting.settled()
    const change = setRates(fitting.rates(), () => true)
    if (change(scene()) === scene()) notices.news('the learning rates suit the landscape as they are')
    else edit(change)
  }

  /** Where the probe rests. */
  /** The start, or where the racer is that the plane goes with. */
  const restingPlace = (): readonly [number, number] =>
    planeNow() ? [0, 0] : shownStart(scene().start, scene().landscape.domain)

  /** The probe holds at its pin, else follows the pointer, else rests at the start. */
  const probeNow = (): void => {
    const { hover } = frame
    prober.request(session.getState().pinned ?? (hover.inside ? [hover.x, hover.y] : restingPlace()))
  }

  /**
   * Asks for what the picture shows beyond its heights, and for the list of points; what is not shown is not computed.
   */
  const analyse = (): void => {
    if (awaitsSlice(scene())) return
    const { overlay, criticalPoints, separatrices } = scene().view
    if (criticalPoints || separatrices || isAnalysing(session.getState(), 'points')) analyst.askPoints()
    if (overlayOf(overlay).source === 'field') analyst.askField()
    analyst.askBatchSurfaces()
  }

  const showDomain = (domain: Frame['domain']): void => {
    if (sameDomain(domain, frame.domain)) return
    frame.domain = domain
    surface.request()
    analyse()
    locals.showDomain()
    loop.invalidate()
  }

  /** Turns the camera where a person wants it. */
  const showCamera = (azimuth: number, elevation: number): void => {
    Object.assign(frame.camera, { azimuth, elevation, isDefault: false })
    loop.invalidate()
  }

  const resetCamera = (): void => {
    camera.reset(view.elevation)
    loop.invalidate()
  }

  const look = ({ camera: { azimuth, elevation, isDefault }, domain }: Pick<Frame, 'camera' | 'domain'>): void => {
    showDomain(domain)
    if (!isDefault) showCamera(azimuth, elevation)
  }

  const isRaced = ({ race: { traces, status } }: DerivedState): boolean => traces.length > 0 || status.kind === 'busy'
  const recovery = createRecovery({
    engine,
    host,
    document,
    ownWork: () => tour.own(),
    beforeShow: () => tour.leave(),
    notices,
    frame,
    newScene: files.new,
    isRaced: () => isRaced(derived.getState()),
    race: race.run,
    look,
  })

  document.subscribe(recovery.request)
  document.subscribe((state, before) => {
    const [now, then] = [state.scene, before.scene]
    if (now === then) return
    const other = isOther(now, then)
    const opened = state.opening !== before.opening
    if (opened) camera.open(now)
    else if (other) camera.expect()
    if (other) session.setState({ pinned: undefined })
    const { instrument } = now.view
    if (instrument !== undefined && (opened || instrument !== then.view.instrument))
      session.setState(showing(instrument))
    if (opened || other || !sameDomain(now.landscape.domain, then.landscape.domain)) frame.domain = visibleDomain(now)
    if (now.landscape !== then.landscape || seesOthers(now, then)) surface.request()
    if (other || opened) race.clear()
    else race.follow()
    const isProbedAlike = now.view.thresholds === then.view.thresholds && shownMean(now) === shownMean(then)
    const isAboutProbe = now.landscape !== then.landscape || !isProbedAlike
    if (isAboutProbe || now.start !== then.start) probeNow()
    if (now.compareBy !== then.compareBy) race.measure()
    if (other || opened) analyst.clear()
    const hasOtherBatches = drawnBatches(now) !== drawnBatches(then) || now.seed !== then.seed
    if (now.landscape !== then.landscape || now.view !== then.view || hasOtherBatches) analyse()
    loop.invalidate()
  })
  derived.subscribe((state, before) => {
    if (isRaced(state) !== isRaced(before)) recovery.request()
    // How far an analysis has come is told in its panel; only what it finds is drawn.
    if (state.analysis === before.analysis || hasNewResult(state.analysis, before.analysis)) loop.invalidate()
  })
  playback.subscribe(loop.invalidate)
  session.subscribe((state, before) => {
    if (isAnalysing(state, 'points') && !isAnalysing(before, 'points')) analyse()
    if (pictureKey(state) !== pictureKey(before)) loop.invalidate()
    if (state.pinned === before.pinned) return
    probeNow()
    loop.invalidate()
  })
  followSteps({ document, session, playback, derived, analyst })
  followSweep({ document, session, playback, derived, analyst, optimizerCards: cards.optimizerCards })
  followThrow({ document, playback, derived, analyst })
  followMotions({ document, session, playback, derived, analyst, optimizerCards: cards.optimizerCards })
  followSeeds({ document, session, derived, analyst, landscapeCards: cards.landscapeCards })
  const locals = followLocals({
    document,
    session,
    playback,
    derived,
    analyst,
    domain: () => frame.domain,
    slice: () => planeNow()?.slice,
  })
  const network = followNetwork({ engine, document, session, playback, derived, loop, cards })
  const slice = followSlice({ engine, document, derived, clock, afterFirst })
  const planes = followPlane({ engine, document, derived })
  followPaths({ engine, document, derived })

  /** Asks once more for a surface that failed, and for its slice where that is what failed. */
  const retrySurface = (): void => (awaitsSlice(scene()) ? slice.retry() : surface.request())

  /** Sets the start where a person pointed, all racers' or one racer's own, and races from there. */
  const raceFrom = (start: readonly [number, number], racer?: string): void => {
    if (derived.getState().planes.moments.length > 0)
      return notices.problem('The plane goes with a racer', 'let it stay, under Slice, to set a start on it')
    if (awaitsSlice(scene()))
      return notices.problem('The plane is still to come', 'it is drawn once its race has been computed')
    const { x, y } = scene().landscape.domain
    const outside = startProblem(start[0], x) ?? startProblem(start[1], y)
    if (outside !== undefined) return notices.problem('the start would be outside the domain', 'widen the domain first')
    if (tryEdit(racer === undefined ? setStart(start) : setRacerStart(racer, start))) race.run()
  }

  /** Moves the start of all racers with a hand, by edits that are one to undo; where it may not be, it stays. */
  const dragStart = (start: readonly [number, number]): void => {
    const { x, y } = scene().landscape.domain
    if (startProblem(start[0], x) ?? startProblem(start[1], y)) return
    edit(setStart(start), 'start')
  }

  /** The hand lets go of the start: the race begins from there. */
  const dropStart = (): void => {
    document.endGesture()
    race.run()
  }

  const isSectionShown = (): boolean => isAnalysing(session.getState(), 'cross-section')
  /** Whether the cross-section stays where it is; else it follows the pointer with the probe. */
  const isSectionHeld = (): boolean =>
    crossSectionOf(scene()).at !== undefined || session.getState().pinned !== undefined

  /** Moves the cross-section with a hand, by edits that are one to undo: the held probe where it lies at the probe. */
  const moveSection = (place: readonly [number, number]): void => {
    if (crossSectionOf(scene()).at === undefined) session.setState({ pinned: place })
    else edit(setCrossSection({ at: place }), 'cross-section')
  }

  /** Turns its line towards a point of the plane, by whole degrees. */
  const turnSection = ([x, y]: readonly [number, number]): void => {
    const place = derived.getState().analysis.crossSection.result?.place
    if (place === undefined) return
    const degrees = Math.round((Math.atan2(y - place[1], x - place[0]) * 180) / Math.PI)
    edit(setCrossSection({ along: degrees }), 'cross-section')
  }

  /** What a hand can take hold of on the picture. */
  const grips = (): readonly Grip[] => {
    const start = locked().includes('start') ? undefined : drawnStart(scene())
    const { analysis } = derived.getState()
    const isTurned = isSectionShown() && isSectionHeld() && !isLine(scene().landscape.slice)
    const ends = isTurned ? sectionEnds(sectionPaths(scene(), analysis, true)) : []
    return [
      ...ends.map((at): Grip => ({ at, drag: turnSection, drop: document.endGesture, passesClicks: false })),
      ...(start === undefined ? [] : [{ at: start, drag: dragStart, drop: dropStart, passesClicks: true }]),
    ]
  }

  return {
    clock,
    host,
    engine,
    cards,
    document,
    session,
    derived,
    notices,
    questions,
    playback,
    frame,
    loop,
    surface,
    planes,
    retrySurface,
    race,
    prober,
    analyst,
    expression,
    fitting,
    files,
    data,
    recovery,
    tour,
    film,
    exportSurface,
    network,
    scene,
    edit,
    fitRates,
    probeNow,
    restingPlace,
    planeNow,
    analyse,
    showDomain,
    showCamera,
    resetCamera,
    raceFrom,
    grips,
    isSectionShown,
    isSectionHeld,
    moveSection,
    locals,
  }
}

function hasNewResult(now: AnalysisState, then: AnalysisState): boolean {
  return (
    now.points.result !== then.points.result ||
    now.field.result !== then.field.result ||
    now.basins.result !== then.basins.result ||
    now.fidelity.result !== then.fidelity.result ||
    now.motions.some(({ result }, k) => result !== then.motions[k]!.result) ||
    now.crossSection.result !== then.crossSection.result ||
    now.thrown.result !== then.thrown.result ||
    now.batchSurfaces.some(({ result }, k) => result !== then.batchSurfaces[k]!.result)
  )
}

/**
 * Another catalogue entry or measurement is another landscape; a formula being edited, were it from an entry, goes on
 * from it.
 */
function isOther({ landscape: now }: Scene, { landscape: then }: Scene): boolean {
  return now.expression === undefined && !(then.kind === now.kind && then.id === now.id && then.blob === now.blob)
}

/** Whether the surface is of other examples. */
function seesOthers(now: Scene, then: Scene): boolean {
  const seen = seenExamples(now)
  if (shownMean(now) !== shownMean(then)) return true
  return seen !== seenExamples(then) || (seen !== undefined && now.seed !== then.seed)
}

const AppContext = createContext<App | undefined>(undefined)
export const AppProvider = AppContext.Provider

export function useApp(): App {
  const app = useContext(AppContext)
  if (app === undefined) throw new Error('useApp is used outside AppProvider')
  return app
}
