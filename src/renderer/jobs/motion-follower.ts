import type { OptimizerCard } from '../../core/definitions/optimizer'
import { awaitsSlice } from '../../engine/scene-specs'
import { movingRacers, stepsBefore } from '../playback/racer-steps'
import type { Analyst } from './analyst'
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
