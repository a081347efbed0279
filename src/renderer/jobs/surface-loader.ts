import { createStore } from 'zustand/vanilla'
import type { Domain } from '../../core/domain'
import { heightNames, surfaceMeans } from '../../core/scene/overlays'
import type { Scene } from '../../core/scene/scene'
import type { SurfaceResult, SurfaceSpec } from '../../engine'
import type { Engine, Job } from '../../engine/client'
import { evaluatedShare, secondsPerUnit } from '../../engine/protocol'
import { awaitsSlice, finestSurface, surfaceLevels, surfaceSpec, untilSlice } from '../../engine/scene-specs'
import { timeLeft } from '../../engine/time-left'
import { gridOf } from '../scene/surface-grid'
import type { DerivedStore } from '../store/derived'
import { newestOnly } from './newest-only'

interface SurfaceLoaderInputs {
  readonly engine: Pick<Engine, 'run'>
  readonly derived: DerivedStore
  readonly scene: () => Scene
  readonly domain: () => Domain
  readonly clock: () => number
  /** Calls back once a frame has been painted of what there is now. */
  readonly afterFrame: (run: () => void) => void
}

/** How far a surface is that takes long. */
export interface SurfaceProgress {
  readonly fraction: number
  /** Seconds; undefined while it cannot be told. */
  readonly secondsLeft: number | undefined
}

interface Request {
  readonly spec: SurfaceSpec
  /** Among the levels, the coarsest first. */
  readonly level: number
}

/** Seconds of a surface that nobody is asked for. */
const longSeconds = 10
/** Times that a machine may be slower than the one on which units of work were measured. */
const slowestMachine = 5
/** Of an estimate that a person has agreed to, what is not asked for again. */
const agreedRoom = 1.5
const [tellMilliseconds, quietMilliseconds] = [250, 1000]

/**
 * Keeps the surface on screen that of the scene's landscape over the visible domain: a coarse grid first, finer ones
 * once that has been drawn and nothing newer is wanted, as workers that take all processors would keep it from being
 * drawn. The old surface stays until the new one has come. What would take more than 10 s by the pace of the level
 * before is held until a person asks for it. A slice that has to be resolved first asks again.
 */
export function createSurfaceLoader({ engine, derived, scene, domain, clock, afterFrame }: SurfaceLoaderInputs) {
  const progress = createStore<{ readonly now: SurfaceProgress | undefined }>(() => ({ now: undefined }))
  let wanted = ''
  let agreed = longSeconds
  let running: Job<SurfaceResult> | undefined
  /** What a person may ask for. */
  let held: Request | undefined
  let isCancelled = false
  /** Whether the coarsest surface of what is wanted is not drawn yet, and what is to be done once it is. */
  let isFirstComing = false
  let afterwards: (() => void)[] = []
  /** Seconds of a point, as the last level took. */
  let pace: number | undefined

  /** What is drawn: until the plane of a race is known, another one. */
  const subject = (): Scene => untilSlice(scene()) ?? scene()

  const requestOf = (level: number, over: Domain): Request => {
    const levels = surfaceLevels(scene())
    const isFinest = level === levels.length - 1
    return { level, spec: isFinest ? finestSurface(subject(), over) : surfaceSpec(subject(), over, levels[level]!) }
  }

  const run = (request: Request): Job<SurfaceResult> => {
    const { spec, level } = request
    const levels = surfaceLevels(scene())
    const isFinest = level === levels.length - 1
    const key = keyOf(spec)
    const begun = clock()
    const secondsLeft = timeLeft(clock)
    let [fraction, work] = [0, 0]
    const ticker = setInterval(() => {
      const left = secondsLeft(fraction)
      if (key === wanted && clock() - begun > quietMilliseconds)
        progress.setState({ now: { fraction, secondsLeft: left } })
    }, tellMilliseconds)
    const job = engine.run('surface', spec, {
      priority: isFinest ? 'visible' : 'interactive',
      supersedes: 'surface',
      onProgress: ({ done, total }) => {
        fraction = total > 0 ? done / total : 0
        work = total
      },
    })
    running = job
    void job.end.then((end) => {
      clearInterval(ticker)
      if (running === job) progress.setState({ now: undefined })
      const isWanted = key === wanted
      if (isWanted && level === 0) afterFrame(() => key === wanted && endFirst())
      switch (end.status) {
        case 'done':
          if (!show(end.result, spec) || !isWanted) return
          if (level > 0)
            pace = (clock() - begun) / 1000 / (levels[level]! * levels[level]! * (isFinest ? evaluatedShare : 1))
          // The surface itself is still to come: what stands for it need not be fine.
          if (untilSlice(scene()) !== undefined && level === levels.length - 2) return
          if (isFinest) return derived.setState({ surfaceStatus: { kind: 'idle' } })
          const seconds = { seen: (clock() - begun) / 1000, meant: secondsPerUnit * work }
          return afterFrame(() => {
            if (key !== wanted) return
            const next = requestOf(level + 1, spec.domain)
            if (isCancelled) hold(next, undefined)
            else goOn(next, growth(levels, level), seconds)
          })
        case 'failed':
          if (isWanted && !awaitsSlice(scene()))
            derived.setState({ surfaceStatus: { kind: 'failed', error: end.error } })
          return
        case 'cancelled':
          if (isWanted && isCancelled) hold(request, undefined)
          return
      }
    })
    return job
  }

  const endFirst = (): void => {
    isFirstComing = false
    const due = afterwards
    afterwards = []
    for (const each of due) each()
  }

  /** `seconds` of the level before, by the clock and by its work: who waits for other work is not held for it. */
  const goOn = (request: Request, times: number, { seen, meant }: { seen: number; meant: number }): void => {
    const isLong = times * seen > agreed && times * meant * slowestMachine > agreed
    if (isLong) hold(request, times * seen)
    else run(request)
  }

  const hold = (request: Request, seconds: number | undefined): void => {
    held = request
    derived.setState({ surfaceStatus: { kind: 'held', seconds } })
  }

  /** Whether there is a surface to show. */
  const show = (result: SurfaceResult, { landscape: { meanOver } }: SurfaceSpec): boolean => {
    if (!Number.isNaN(result.range[0]!)) {
      const name = surfaceMeans.find((id) => id === meanOver)
      const surface = { ...gridOf(result), ...(name && { name: heightNames[name] }) }
      derived.setState(({ surfacesShown }) => ({ surface, surfacesShown: surfacesShown + 1 }))
      return true
    }
    const message = 'landscape has no finite value in the visible domain: change the domain'
    derived.setState({ surface: undefined, surfaceStatus: { kind: 'failed', error: { code: 'no-values', message } } })
    return false
  }

  const queue = newestOnly(run, 400)
  return {
    request(): void {
      if (awaitsSlice(subject())) return
      const request = requestOf(0, domain())
      wanted = keyOf(request.spec)
      isFirstComing = true
      held = undefined
      isCancelled = false
      derived.setState({ surfaceStatus: { kind: 'busy' } })
      queue.request(request)
    },
    /** Calls back once a first surface of what is wanted is on screen, or none is to be had; at once where it is. */
    afterFirst(each: () => void): void {
      if (isFirstComing) afterwards.push(each)
      else each()
    },
    /** Computes what was held. */
    compute(): void {
      if (held === undefined) return
      const { surfaceStatus: status } = derived.getState()
      if (status.kind === 'held') agreed = Math.max(agreed, agreedRoom * (status.seconds ?? 0))
      const request = held
      held = undefined
      isCancelled = false
      derived.setState({ surfaceStatus: { kind: 'busy' } })
      run(request)
    },
    /** Ends what is being computed; the surface stays as fine as it has become. */
    cancel(): void {
      isCancelled = true
      running?.cancel()
    },
    /** What so many points would take, by the last surface; undefined before there was one. */
    secondsFor: (points: number): number | undefined => pace && pace * points,
    /** How far what is being computed is; nothing of what is short. */
    progress,
  }
}

/** How many times what a level takes the next one does. */
function growth(levels: readonly number[], level: number): number {
  const points = (of: number): number => levels[of]! * levels[of]!
  const share = level + 1 === levels.length - 1 ? evaluatedShare : 1
  return (share * points(level + 1)) / points(level)
}

/** What a surface shows, whatever its grid. */
function keyOf({ landscape, domain, batch }: SurfaceSpec): string {
  return JSON.stringify([landscape, domain, batch])
}
