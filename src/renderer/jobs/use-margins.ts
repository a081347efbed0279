import { useEffect, useState } from 'react'
import { landscapeSpec, type SceneLandscape } from '../../core/scene/landscape'
import type { MarginsResult, MarginsSpec } from '../../engine'
import type { EngineError } from '../../engine/protocol'
import { rowAt, thetaAt } from '../playback/trace'
import { type App, useApp } from '../store/app'
import { sameNumbers } from './network-follower'
import { newestOnly } from './newest-only'

/** The margins of the examples where a racer is, and where that is. */
export interface ShownMargins {
  readonly margins: MarginsResult
  /** Absent where nothing has been raced: at the start. */
  readonly racer: string | undefined
  readonly step: number
}

interface MarginsAnswer {
  /** The margin's formula, where there is one. */
  readonly of: string | undefined
  readonly shown?: ShownMargins
  readonly error?: EngineError
}

interface Moment {
  readonly at: readonly number[]
  readonly racer: string | undefined
  readonly step: number
}

/** Until an answer comes that takes longer, it gives way to the next question. */
const patience = 1000

/**
 * The margins of a landscape's examples at the playhead, asked for again wherever that goes; absent where the landscape
 * has none, and until they have come.
 */
export function useMargins(isAsked: boolean, margin: string | undefined): MarginsAnswer {
  const app = useApp()
  const [answer, setAnswer] = useState<MarginsAnswer>({ of: undefined })
  useEffect(() => {
    if (!isAsked) return undefined
    let isWanted = true
    let asked: { readonly landscape: SceneLandscape; readonly at: readonly number[] } | undefined
    const queue = newestOnly(({ spec, moment }: { readonly spec: MarginsSpec; readonly moment: Moment }) => {
      const job = app.engine.run('margins', spec, { priority: 'interactive' })
      void job.end.then((end) => {
        if (!isWanted) return
        if (end.status === 'failed') setAnswer({ of: margin, error: end.error })
        if (end.status === 'done')
          setAnswer({ of: margin, shown: { margins: end.result, racer: moment.racer, step: moment.step } })
      })
      return job
    }, patience)
    const follow = (): void => {
      const moment = momentNow(app)
      const { landscape } = app.scene()
      if (moment === undefined) return
      if (asked?.landscape === landscape && sameNumbers(moment.at, asked.at)) return
      asked = { landscape, at: moment.at }
      queue.request({ spec: { landscape: landscapeSpec(landscape), at: moment.at, ...(margin && { margin }) }, moment })
    }
    const leave = [
      app.document.subscribe(follow),
      app.session.subscribe(follow),
      app.derived.subscribe(follow),
      app.playback.subscribe(follow),
      app.network.view.subscribe(follow),
      app.loop.addPainter(() => {
        if (app.playback.getState().playing) follow()
      }),
    ]
    follow()
    return () => {
      isWanted = false
      for (const each of leave) each()
      queue.cancel()
    }
  }, [app, isAsked, margin])
  return isAsked && answer.of === margin ? answer : { of: margin }
}

/** Where the chosen racer, else the first one, is; where nothing has been raced, where all begin, if that is known. */
function momentNow(app: App): Moment | undefined {
  const { racers, compareBy, start, landscape } = app.scene()
  const racer = racers.find(({ id }) => id === app.session.getState().chosenRacer) ?? racers[0]
  const trace = app.derived.getState().race.traces.find(({ id }) => id === racer?.id)
  const row = trace === undefined ? -1 : rowAt(trace, compareBy, app.playback.now())
  const { dimension = 2 } = landscape
  if (trace !== undefined && row >= 0 && (trace.theta !== undefined || dimension === 2))
    return { at: thetaAt(trace, row), racer: trace.id, step: trace.step[row]! }
  const at = 'kind' in start ? app.network.view.getState().data?.initial : start
  return at === undefined ? undefined : { at: Array.from(at), racer: undefined, step: 0 }
}
