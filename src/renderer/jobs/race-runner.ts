import { createStore } from 'zustand/vanilla'
import { exampleCount } from '../../core/scene/landscape'
import type { Scene } from '../../core/scene/scene'
import type { Engine, Job } from '../../engine/client'
import type { RaceResult, RaceSpec } from '../../engine'
import type { EngineError } from '../../engine/protocol'
import type { PlaybackStore } from '../playback/playback-store'
import type { RaceProgress } from '../playback/race-progress'
import { endOf } from '../playback/standings'
import { timeLeft } from '../../engine/time-left'
import type { Trace } from '../playback/trace'
import { lengthOf } from '../playback/trace'
import type { DerivedStore, RaceState } from '../store/derived'
import { noRace } from '../store/derived'
import { newestOnly } from './newest-only'
import { awaitsSlice, drawnRaceSpec, stepsPerEpoch } from '../../engine/scene-specs'

interface RaceRunnerInputs {
  readonly engine: Engine
  readonly derived: DerivedStore
  readonly playback: PlaybackStore
  readonly scene: () => Scene
  readonly clock: () => number
}

interface Request {
  /** Whether a person asked to see it from the start; otherwise an edit changed the race on screen. */
  readonly fromStart: boolean
}

/** A race longer than this shows its rows as they come; a shorter one replaces the old at once, without a flicker. */
const quickMilliseconds = 120
/**
 * How often the rows of a long race are shown while they come: seldomer the longer it is, since all of them are drawn
 * again each time.
 */
const [publishMilliseconds, longestPause, pausePart] = [150, 2000, 20]
/** A race longer than this tells how far it is, so often. */
const [longMilliseconds, tellMilliseconds] = [600, 200]

/** Runs the scene's race and keeps the one on screen true to the scene while it is edited. */
export function createRaceRunner({ engine, derived, playback, scene, clock }: RaceRunnerInputs) {
  let shown = ''
  let generation = 0
  let publishedAt = 0
  /** What the playhead counted when its axis was measured last. */
  let measured = scene().compareBy
  /** Whether a race was asked for while the slice was not resolved. */
  let isAwaited = false
  /** Whether a person has cancelled the race that is being computed. */
  let isCancelled = false
  /** Of a race that has been computed for a while. It is no part of the race: telling it draws no picture anew. */
  const progress = createStore<{ readonly now: RaceProgress | undefined }>(() => ({ now: undefined }))

  const publish = (traces: readonly Trace[], status: RaceState['status']): void => {
    publishedAt = clock()
    derived.setState(({ race }) => ({ race: { traces, status, version: race.version + 1 } }))
    measure()
  }

  /** The axis is as long as the race will be at most while it runs, and as it was once it has ended. */
  const measure = (): void => {
    const { race } = derived.getState()
    const { compareBy: axis, batch, landscape } = scene()
    const ends = race.traces.map((trace) => endOf(trace, axis)).filter(Number.isFinite)
    const reached = Math.max(lengthOf(race.traces, axis), ...ends)
    const running = race.status.kind === 'busy' && axis === 'step' ? scene().steps : 0
    const stride = axis === 'examples' ? (batch?.size ?? exampleCount(landscape) ?? 1) : 1
    const length = race.traces.length === 0 ? 0 : Math.max(reached, running)
    const { length: before } = playback.getState()
    const share = axis === measured || before === 0 ? undefined : playback.now() / before
    measured = axis
    playback.dispatch({ type: 'length', length, stride })
    // On another axis the playhead stays as far along the race as it was.
    if (share !== undefined) playback.dispatch({ type: 'seek', to: share * length })
  }

  const start = ({ fromStart }: Request): Job<RaceResult> => {
    const spec = drawnRaceSpec(scene())
    shown = JSON.stringify(spec)
    const mine = ++generation
    isCancelled = false
    let traces: readonly Trace[] = []
    let isQuick = true
    let begun = false
    const begin = (): void => {
      if (begun) return
      begun = true
      if (fromStart) playback.dispatch({ type: 'restart' })
    }
    const { race: before } = derived.getState()
    if (before.traces.length === 0 || before.status.kind === 'cancelled') {
      derived.setState(({ race }) => ({ race: { ...race, status: { kind: 'busy' } } }))
    }
    const begunAt = clock()
    const secondsLeft = timeLeft(clock)
    const extent = { steps: stepsOf(spec), stepsPerEpoch: stepsPerEpoch(scene()), racers: spec.racers.length }
    let fraction = 0
    const tell = (): void => {
      const left = secondsLeft(fraction)
      const elapsed = clock() - begunAt
      // What would only flash is not told.
      const isShort = elapsed < longMilliseconds || elapsed * (1 - fraction) < longMilliseconds * fraction
      const isTold = progress.getState().now !== undefined
      if (mine !== generation || (isShort && !isTold)) return
      const ended = traces.filter(({ ending }) => ending !== undefined).length
      progress.setState({ now: { ...extent, fraction, ended, secondsLeft: left } })
    }
    const ticker = setInterval(tell, tellMilliseconds)
    const timer = setTimeout(() => {
      isQuick = false
      if (mine !== generation || traces.length === 0) return
      publish(traces, { kind: 'busy' })
      begin()
    }, quickMilliseconds)
    const job = engine.run('race', spec, {
      priority: 'visible',
      supersedes: 'race',
      onProgress: ({ done, total }) => {
        fraction = total > 0 ? done / total : 0
      },
      onPart: (state) => {
        traces = state.traces
        const pause = Math.min(longestPause, Math.max(publishMilliseconds, (clock() - begunAt) / pausePart))
        const isEarly = clock() - publishedAt < pause
        if (isQuick || isEarly || mine !== generation) return
        publish(traces, { kind: 'busy' })
        begin()
      },
    })
    void job.end.then((end) => {
      clearTimeout(timer)
      clearInterval(ticker)
      if (mine !== generation) return
      progress.setState({ now: undefined })
      switch (end.status) {
        case 'done':
          publish(end.result.traces, { kind: 'idle' })
          begin()
          return
        case 'failed':
          fail(end.error)
          return
        case 'cancelled':
          // Of one that gives way to a newer nothing is said.
          if (isCancelled) stop(traces)
          return
      }
    })
    return job
  }

  /** The race on screen stays, with the reason why there is no newer one. */
  const fail = (error: EngineError): void => {
    derived.setState(({ race }) => ({ race: { ...race, status: { kind: 'failed', error } } }))
  }

  /** What has come of a cancelled race stays; where nothing has, the race before. */
  const stop = (traces: readonly Trace[]): void => {
    publish(traces.length > 0 ? traces : derived.getState().race.traces, {
      kind: 'cancelled',
      step: lengthOf(traces, 'step'),
    })
  }

  const queue = newestOnly(start, 500)
  return {
    run(): void {
      if (scene().racers.length === 0) {
        fail({ code: 'no-racers', message: 'racers are missing: add at least one' })
        return
      }
      isAwaited = awaitsSlice(scene())
      if (!isAwaited) queue.request({ fromStart: true })
    },
    /** After an edit: races again if there is a race on screen that the edit has changed. */
    follow(): void {
      if (awaitsSlice(scene())) return
      if (isAwaited) return this.run()
      const { race } = derived.getState()
      const isShown = race.traces.length > 0 || race.status.kind !== 'idle'
      if (!isShown || JSON.stringify(drawnRaceSpec(scene())) === shown) return
      if (scene().racers.length === 0) this.clear()
      else queue.request({ fromStart: false })
    },
    /** What is computed now and how far it is; nothing of a short race. */
    progress,
    /** Ends the race that is being computed. */
    cancel(): void {
      isCancelled = true
      queue.cancel()
    },
    clear(): void {
      generation++
      progress.setState({ now: undefined })
      isAwaited = false
      queue.cancel()
      shown = ''
      derived.setState({ race: noRace })
      playback.dispatch({ type: 'length', length: 0 })
    },
    measure,
  }
}

/** Steps that each racer takes at most; undefined where they differ. */
function stepsOf({ steps, racers }: RaceSpec): number | undefined {
  return racers.every((racer) => (racer.steps ?? steps) === steps) ? steps : undefined
}
