import type { OptimizerCard } from '../../core/definitions/optimizer'
import { mostMotions } from '../../core/scene/overlays'
import type { Scene } from '../../core/scene/scene'
import { awaitsSlice } from '../../engine/scene-specs'
import type { Analyst } from './analyst'
import { stepsBefore } from './step-follower'
import { type ShownInputs, whileWanted } from './while-shown'

interface MotionFollowerInputs extends ShownInputs {
  readonly analyst: Pick<Analyst, 'askMotions'>
  readonly optimizerCards: readonly OptimizerCard[]
}

/**
 * While the scene shows the forces on racers, the next step of each that is shown and has momentum is laid open: again
 * whenever playhead, racers or race change.
 */
export function followMotions({ analyst, optimizerCards, ...shown }: MotionFollowerInputs): void {
  const { document, playback, derived } = shown
  const isWanted = (): boolean => document.getState().scene.view.forces && !awaitsSlice(document.getState().scene)
  whileWanted(shown, isWanted, ['race'], () => {
    const { scene } = document.getState()
    const { traces } = derived.getState().race
    const steps = movingRacers(scene, optimizerCards).flatMap((racer) => {
      const trace = traces.find(({ id }) => id === scene.racers[racer]!.id)
      return trace === undefined ? [] : [{ racer, step: stepsBefore(scene, trace, playback.getState().playhead) + 1 }]
    })
    analyst.askMotions(steps)
  })
}

/** The racers, by their indices, that are shown and have momentum: as many as arrows are drawn of. */
export function movingRacers(
  { racers }: Pick<Scene, 'racers'>,
  optimizerCards: readonly OptimizerCard[],
): readonly number[] {
  const hasInertia = (id: string): boolean => optimizerCards.find((card) => card.id === id)?.inertia !== undefined
  const moving = racers.flatMap(({ visible, optimizer }, k) => (visible && hasInertia(optimizer) ? [k] : []))
  return moving.slice(0, mostMotions)
}
