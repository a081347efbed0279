import type { Scene } from '../../core/scene/scene'
import type { PlaybackStore } from '../playback/playback-store'
import type { Trace } from '../playback/trace'
import { clockOf, rowAt } from '../playback/trace'
import type { DerivedStore } from '../store/derived'
import type { DocumentStore } from '../store/document'
import type { SessionStore } from '../store/session'
import { isAnalysing } from '../store/session'
import type { Analyst } from './analyst'

interface StepFollowerInputs {
  readonly document: DocumentStore
  readonly session: SessionStore
  readonly playback: PlaybackStore
  readonly derived: DerivedStore
  readonly analyst: Analyst
}

/** A hand that moves the playhead is given this long to rest. */
const restMilliseconds = 60

/**
 * While it is on screen, the step that has led to the playhead is laid open: again whenever playhead, racer or race
 * change.
 */
export function followSteps({ document, session, playback, derived, analyst }: StepFollowerInputs): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const ask = (): void => {
    timer = undefined
    const { scene } = document.getState()
    const racer = chosenRacer(scene, session.getState().stepRacer)
    if (!isShown() || playback.getState().playing || racer === -1) return
    const trace = derived.getState().race.traces.find(({ id }) => id === scene.racers[racer]!.id)
    analyst.askStep(racer, stepAt(scene, trace, playback.getState().playhead))
  }
  const isShown = (): boolean => isAnalysing(session.getState(), 'step')
  const follow = (): void => {
    if (isShown()) timer ??= setTimeout(ask, restMilliseconds)
  }
  document.subscribe(follow)
  session.subscribe(follow)
  playback.subscribe(follow)
  derived.subscribe((state, before) => {
    if (state.race !== before.race) follow()
  })
  follow()
}

/** The index of the racer with an id, else the first; -1 where there is none. */
export function chosenRacer({ racers }: Pick<Scene, 'racers'>, id: string | undefined): number {
  const found = racers.findIndex((racer) => racer.id === id)
  return found === -1 ? Math.min(0, racers.length - 1) : found
}

/** The step that has led to the playhead, and at the start the first. */
export function stepAt({ compareBy }: Pick<Scene, 'compareBy'>, trace: Trace | undefined, playhead: number): number {
  if (compareBy === 'step' || trace === undefined) return Math.max(1, Math.floor(playhead))
  const row = rowAt(trace, compareBy, playhead)
  return Math.max(1, row < 0 ? 0 : clockOf(trace, 'step')[row]!)
}
