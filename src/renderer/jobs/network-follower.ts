import { createStore } from 'zustand/vanilla'
import { landscapeSpec, type SceneLandscape } from '../../core/scene/landscape'
import type { NetworkLandscape } from '../../core/scene/landscape-kinds/network'
import type { Scene } from '../../core/scene/scene'
import type { Symmetry } from '../../core/symmetry/symmetry'
import type { LandscapeSpec, NetworkDataResult, NetworkOutputsResult, TwinResult } from '../../engine'
import type { Engine } from '../../engine/client'
import type { EngineError } from '../../engine/protocol'
import type { PlaybackStore } from '../playback/playback-store'
import { clockOf, rowAt, thetaAt, type Trace } from '../playback/trace'
import type { Cards } from '../store/cards'
import type { DerivedStore } from '../store/derived'
import type { DocumentStore } from '../store/document'
import type { FrameLoop } from '../store/frame'
import { dataShape, isNetwork } from '../store/network-edits'
import { isAnalysing, type SessionState, type SessionStore } from '../store/session'
import { newestOnly } from './newest-only'

/** A hidden unit, both counted from 0. */
export interface ShownUnit {
  readonly layer: number
  readonly unit: number
}

/** Parameters of a network at a point of a race, or those that it begins with. */
export interface NetworkPoint {
  readonly theta: ArrayLike<number>
  /** Whose they are; absent before a race. */
  readonly racer?: string
  readonly step: number
  /** What it is called where it is no point of a race: a twin. */
  readonly name?: string
  /** How far from the plane that is drawn, and where on it the point is projected to; absent before a race. */
  readonly distance?: number
  readonly place?: readonly [x: number, y: number]
  /** Where a twin is shown in its place: both losses, or why there is none such. */
  readonly twin?: Pick<TwinResult, 'before' | 'after'> | { readonly error: EngineError }
}

/** What the window shows of a network. All of one moment: what is drawn together was computed together. */
export interface NetworkView {
  /** Of the landscape on screen; absent until it has come. */
  readonly data: NetworkDataResult | undefined
  readonly point: NetworkPoint | undefined
  /** Over the range of one or two inputs; absent of more, and until it has come. */
  readonly outputs: NetworkOutputsResult | undefined
  /** Whose activation `outputs` are; absent: the network's own. */
  readonly outputsOf: ShownUnit | undefined
  /** Whether something finer or newer is on its way. */
  readonly isBusy: boolean
  readonly error: EngineError | undefined
  /** The hidden unit under the pointer. */
  readonly unit: ShownUnit | undefined
  /** Of data with more than two inputs, the two that are drawn. */
  readonly columns: readonly [number, number]
}

const nothing: NetworkView = {
  data: undefined,
  point: undefined,
  outputs: undefined,
  outputsOf: undefined,
  isBusy: false,
  error: undefined,
  unit: undefined,
  columns: [0, 1],
}

/** Points along an input: while the playhead moves, and at rest; of a curve always. */
const resolutions = { moving: 48, rest: 104, curve: 241 }
/** After so long without a movement the picture is made fine. */
const restMilliseconds = 90

interface NetworkFollowerInputs {
  readonly engine: Engine
  readonly document: DocumentStore
  readonly session: SessionStore
  readonly playback: PlaybackStore
  readonly derived: DerivedStore
  readonly loop: FrameLoop
  readonly cards: Pick<Cards, 'dataSetCards'>
}

export type NetworkFollower = ReturnType<typeof followNetwork>

type Twins = readonly Symmetry[]

interface Question {
  readonly landscape: LandscapeSpec
  /** Absent: where the network begins, which its data are yet to tell. */
  readonly point: NetworkPoint | undefined
  readonly resolution: number
  readonly unit: ShownUnit | undefined
}

/**
 * While a network is on screen: its data, and what it gives for its inputs at the playhead, coarse while that moves and
 * fine once it rests. The last picture stays until the next has come.
 */
export function followNetwork({ engine, document, session, playback, derived, loop, cards }: NetworkFollowerInputs) {
  const view = createStore<NetworkView>(() => nothing)
  let askedData = ''
  /** Whose data are shown. */
  let shownData = ''
  let asked = ''
  let askedTheta: ArrayLike<number> | undefined
  /** Whether what was asked for last is to come. */
  let isAsking = false
  /** What a network gives as it begins, where that has come before its data. */
  let early: NetworkOutputsResult | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  /** In place of the point at the playhead. */
  let shownInstead: NetworkPoint | undefined
  const scene = (): Scene => document.getState().scene
  /** The network on screen, while its section is. */
  const network = (): NetworkLandscape | undefined => {
    const { landscape } = scene()
    return isShown(session.getState()) && isNetwork(landscape) ? landscape : undefined
  }

  const dataQueue = newestOnly(({ landscape, columns }: { landscape: LandscapeSpec; columns: readonly number[] }) => {
    const question = askedData
    const spec = { landscape, ...(columns.length === 2 && { columns }) }
    const job = engine.run('network-data', spec, { priority: 'interactive', supersedes: 'network-data' })
    void job.end.then((end) => {
      if (question !== askedData) return
      if (end.status === 'failed') view.setState({ error: end.error, isBusy: false })
      if (end.status !== 'done') return
      shownData = question
      const { data, outputs } = view.getState()
      const isAlike = data !== undefined && samePicture(data, end.result)
      view.setState({
        data: end.result,
        // Of other inputs or classes it would mean nothing here.
        outputs: isAlike ? outputs : undefined,
        error: undefined,
        columns: shownColumns(end.result.columns),
      })
      if (early !== undefined) showFirst(early, end.result)
      asked = ''
      follow()
    })
    return job
  }, 1000)

  const outputsQueue = newestOnly(({ landscape, point, resolution, unit }: Question) => {
    const question = asked
    const theta = point && Array.from(point.theta)
    const spec = { landscape, resolution, ...(theta && { theta }), ...(unit && { unit }) }
    const job = engine.run('network-outputs', spec, { priority: 'interactive' })
    const ofData = askedData
    void job.end.then((end) => {
      if (point === undefined) {
        if (end.status === 'done' && ofData === askedData) takeFirst(end.result)
        return
      }
      const isNewest = question === asked
      if (isNewest) isAsking = false
      if (end.status === 'failed' && isNewest) view.setState({ error: end.error, isBusy: false })
      // Of data that have other inputs by now it would mean nothing.
      if (end.status !== 'done' || end.result.ranges.length !== view.getState().data?.inputs) return
      view.setState({
        point,
        outputs: end.result,
        outputsOf: unit,
        error: undefined,
        isBusy: !isNewest || timer !== undefined,
      })
    })
    return job
  }, 1000)

  /** Of a network that has just come: its data may have come before or may come after. */
  const takeFirst = (outputs: NetworkOutputsResult): void => {
    const { data } = view.getState()
    if (shownData === askedData && data !== undefined) showFirst(outputs, data)
    else early = outputs
  }
  const showFirst = (outputs: NetworkOutputsResult, { initial }: NetworkDataResult): void => {
    early = undefined
    // What has been computed of a race in the meantime is newer.
    if (view.getState().outputs === undefined)
      view.setState({ outputs, outputsOf: undefined, point: { theta: initial, step: 0 } })
  }

  /** Of the twin that was asked for last: whose it is, and what has come. */
  let twinAsked: { readonly landscape: NetworkLandscape; readonly point: NetworkPoint; readonly by: Twins } | undefined
  let twinShown: NetworkPoint | undefined
  let isTwinMoving = false
  const twinQueue = newestOnly((question: NonNullable<typeof twinAsked>) => {
    const spec = {
      landscape: withoutPlane(question.landscape),
      theta: Array.from(question.point.theta),
      by: question.by,
    }
    const job = engine.run('twin', spec, { priority: 'interactive' })
    void job.end.then((end) => {
      // Of another network, or other symmetries, it would be shown for what it is not.
      if (end.status === 'cancelled' || network() !== question.landscape || scene().view.twins !== question.by) return
      const { point } = question
      const shown =
        end.status === 'done'
          ? { ...point, theta: end.result.theta, twin: end.result }
          : { ...point, twin: { error: end.error } }
      if (question === twinAsked) twinShown = shown
      askOutputs(question.landscape, shown, isTwinMoving)
    })
    return job
  }, 1000)

  const ask = (isMoving: boolean): void => {
    const landscape = network()
    const { data } = view.getState()
    // Data of the network before may still be those that are shown.
    if (landscape === undefined || data?.inputs !== inputsOf(landscape)) return
    const point =
      shownInstead ??
      pointNow(scene(), session.getState().chosenRacer, derived.getState().race.traces, playback.now(), data)
    if (point.theta.length !== landscape.dimension) return
    const by = scene().view.twins
    if (by === undefined || shownInstead !== undefined) return askOutputs(landscape, point, isMoving)
    isTwinMoving = isMoving
    const isAsked =
      twinAsked?.landscape === landscape && twinAsked.by === by && sameNumbers(point.theta, twinAsked.point.theta)
    if (isAsked) {
      if (twinShown !== undefined) askOutputs(landscape, twinShown, isMoving)
      return
    }
    twinAsked = { landscape, point, by }
    twinShown = undefined
    view.setState({ isBusy: true })
    twinQueue.request(twinAsked)
  }

  const askOutputs = (landscape: NetworkLandscape, point: NetworkPoint, isMoving: boolean): void => {
    const { data, unit } = view.getState()
    if (data === undefined) return
    const resolution = data.inputs === 1 ? resolutions.curve : isMoving ? resolutions.moving : resolutions.rest
    const spec = withoutPlane(landscape)
    const twin = point.twin && 'error' in point.twin ? point.twin.error.message : undefined
    const question = JSON.stringify([askedData, point.name, twin, point.racer, point.step, resolution, unit])
    // A race that has been edited goes by the same names: what it is then like at this step is not known from them.
    if (question === asked && sameNumbers(point.theta, askedTheta)) return
    asked = question
    askedTheta = point.theta
    if (data.inputs > 2) {
      view.setState({ point, outputs: undefined, outputsOf: undefined, isBusy: false })
      return
    }
    isAsking = true
    view.setState({ isBusy: true })
    outputsQueue.request({ landscape: spec, point, resolution, unit })
  }

  const follow = (): void => {
    const isPlaying = playback.getState().playing
    ask(true)
    clearTimeout(timer)
    timer = isPlaying ? undefined : setTimeout(rest, restMilliseconds)
  }

  const rest = (): void => {
    timer = undefined
    ask(false)
    // It may have been fine already.
    if (view.getState().isBusy && !isAsking) view.setState({ isBusy: false })
  }

  const followDocument = (): void => {
    const landscape = network()
    if (landscape === undefined) {
      if (view.getState() !== nothing) view.setState(nothing, true)
      askedData = shownData = asked = ''
      return
    }
    const spec = withoutPlane(landscape)
    const { columns, data } = view.getState()
    const isWide = (data?.inputs ?? 0) > 2
    const question = JSON.stringify([spec, isWide ? columns : undefined])
    if (question === askedData) return
    askedData = question
    early = undefined
    view.setState({ unit: undefined, isBusy: true })
    dataQueue.request({ landscape: spec, columns: isWide ? columns : [] })
    // Nothing is shown yet: the first picture is asked for at once, before it is known where the network begins.
    const { inputs } = dataShape(landscape.data, cards)
    if (data === undefined && inputs <= 2)
      outputsQueue.request({
        landscape: spec,
        point: undefined,
        resolution: inputs === 1 ? resolutions.curve : resolutions.moving,
        unit: undefined,
      })
  }

  document.subscribe((state, before) => {
    if (state.scene.landscape !== before.scene.landscape) followDocument()
    if (state.scene.view.twins !== before.scene.view.twins) follow()
  })
  session.subscribe((state, before) => {
    if (isShown(state) !== isShown(before)) followDocument()
    if (state.chosenRacer !== before.chosenRacer) follow()
  })
  derived.subscribe((state, before) => {
    if (state.race !== before.race) follow()
  })
  playback.subscribe(follow)
  loop.addPainter(() => {
    if (playback.getState().playing) ask(true)
  })
  followDocument()

  return {
    view,
    /** The unit under the pointer; its activation is drawn in place of the network's outputs. */
    showUnit(unit: ShownUnit | undefined): void {
      if (view.getState().unit === unit) return
      view.setState({ unit })
      follow()
    },
    /** A point that is shown in place of the one at the playhead; absent: that one again. */
    showPoint(point: NetworkPoint | undefined): void {
      if (shownInstead === point) return
      shownInstead = point
      follow()
    },
    /** The inputs that are drawn of data that have more than two. */
    showColumns(columns: readonly [number, number]): void {
      view.setState({ columns })
      followDocument()
    },
  }
}

/** Whether there is a place for a network on screen. */
function isShown(state: SessionState): boolean {
  return state.leftOpen || isAnalysing(state, 'network')
}

/** The landscape for what does not depend on what is drawn of it, and so is not asked for anew on another plane. */
export function withoutPlane(landscape: SceneLandscape): LandscapeSpec {
  const { slice: _slice, ...spec } = landscapeSpec(landscape)
  return spec
}

function inputsOf({ widths, tied }: NetworkLandscape): number {
  return widths?.[0] ?? tied!.width
}

function shownColumns([first = 0, second = first]: readonly number[]): readonly [number, number] {
  return [first, second]
}

/** Whether what is drawn beneath data may stay beneath others until there is a newer one. */
function samePicture(a: NetworkDataResult, b: NetworkDataResult): boolean {
  return a.classes === b.classes && a.inputs === b.inputs
}

export function sameNumbers(a: ArrayLike<number>, b: ArrayLike<number> | undefined): boolean {
  if (b === undefined || a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false
  return true
}

/** Where the chosen racer, else the first one, is at the playhead; before a race, where all begin. */
export function pointNow(
  { racers, compareBy }: Pick<Scene, 'racers' | 'compareBy'>,
  chosen: string | undefined,
  traces: readonly Trace[],
  playhead: number,
  { initial }: Pick<NetworkDataResult, 'initial'>,
): NetworkPoint {
  const racer = racers.find(({ id }) => id === chosen) ?? racers.find(({ visible }) => visible) ?? racers[0]
  const trace = traces.find(({ id }) => id === racer?.id)
  const row = trace === undefined ? -1 : rowAt(trace, compareBy, playhead)
  if (racer === undefined || trace?.theta === undefined || row < 0) return { theta: initial, step: 0 }
  const { distance, points } = trace
  return {
    theta: thetaAt(trace, row),
    racer: racer.id,
    step: clockOf(trace, 'step')[row]!,
    place: [points[2 * row]!, points[2 * row + 1]!],
    ...(distance && { distance: distance[row]! }),
  }
}
