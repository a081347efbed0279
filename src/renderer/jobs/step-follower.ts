import type { OptimizerCard } from '../../core/definitions/optimizer'
import { mostMotions } from '../../core/scene/overlays'
import type { Scene } from '../../core/scene/scene'
import { awaitsSlice } from '../../engine/scene-specs'
import type { PlaybackStore } from '../playback/playback-store'
import type { Trace } from '../playback/trace'
import { stepsTaken } from '../playback/trace'
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
  readonly optimizerCards: readonly OptimizerCard[]
}

/** A hand that moves the playhead is given this long to rest. */
const restMilliseconds = 60

/**
 * While it is on screen, the step that has led to the playhead is laid open: again whenever playhead, racer or race
 * change. Where the forces on racers are drawn, the next step of each is.
 */
export function followSteps({
  document,
  session,
  playback,
  derived,
  analyst,
  optimizerCards,
}: StepFollowerInputs): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const ask = (): void => {
    timer = undefined
    const { scene } = document.getState()
    const { playing, playhead } = playback.getState()
    if (playing || awaitsSlice(scene)) return
    const { traces } = derived.getState().race
    const traceOf = (racer: number): Trace | undefined => traces.find(({ id }) => id === scene.racers[racer]!.id)
    const racer = chosenRacer(scene, session.getState().stepRacer)
    if (isShown() && racer !== -1) analyst.askStep(racer, stepAt(scene, traceOf(racer), playhead))
    const moving = traces.length === 0 ? [] : movingRacers(scene, optimizerCards)
    analyst.askMotions(moving.map((each) => ({ racer: each, step: stepsTaken(scene, traceOf(each), playhead) + 1 })))
  }
  const isShown = (): boolean => isAnalysing(session.getState(), 'step')
  const follow = (): void => {
    if (isShown() || document.getState().scene.view.forces) timer ??= setTimeout(ask, restMilliseconds)
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

/** The racers, by their indices, at which the forces are drawn: those that are shown and have momentum. */
export function movingRacers({ racers, view }: Scene, optimizerCards: readonly OptimizerCard[]): readonly number[] {
  if (!view.forces) return []
  const hasInertia = (id: string): boolean => optimizerCards.find((card) => card.id === id)?.inertia !== undefined
  return racers
    .flatMap(({ visible, optimizer }, k) => (visible && hasInertia(optimizer) ? [k] : []))
    .slice(0, mostMotions)
}

/** The step that has led to the playhead, and at the start the first. */
export function stepAt(scene: Pick<Scene, 'compareBy'>, trace: Trace | undefined, playhead: number): number {
  return Math.max(1, stepsTaken(scene, trace, playhead))
}
