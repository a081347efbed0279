import { throwSpec } from '../../engine/scene-specs'
import type { PlaybackStore } from '../playback/playback-store'
import type { DerivedStore } from '../store/derived'
import type { DocumentStore } from '../store/document'
import type { Analyst } from './analyst'
import { stepAt } from '../playback/racer-steps'

interface ThrowFollowerInputs {
  readonly document: DocumentStore
  readonly playback: PlaybackStore
  readonly derived: DerivedStore
  readonly analyst: Pick<Analyst, 'thrown'>
}

/**
 * While the scene marks a racer's step, it is laid open once the race is there: again where race or setting change,
 * and, of the step at the playhead, wherever that rests.
 */
export function followThrow({ document, playback, derived, analyst }: ThrowFollowerInputs): void {
  const follow = (): void => {
    const { scene } = document.getState()
    const { race } = derived.getState()
    const isAtPlayhead = scene.view.throw?.at === 'playhead'
    if (race.traces.length === 0 || race.status.kind === 'busy' || (isAtPlayhead && playback.getState().playing)) return
    const whole = throwSpec(scene)
    if (whole === undefined) return
    const trace = race.traces.find(({ id }) => id === scene.racers[whole.racer]!.id)
    const step = isAtPlayhead ? stepAt(scene, trace, playback.getState().playhead) : undefined
    analyst.thrown.ask(throwSpec(scene, step)!)
  }
  document.subscribe((state, before) => {
    if (state.scene !== before.scene) follow()
  })
  derived.subscribe((state, before) => {
    if (state.race !== before.race) follow()
  })
  playback.subscribe(() => {
    if (document.getState().scene.view.throw?.at === 'playhead') follow()
  })
}
