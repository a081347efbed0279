import { chosenRacer, stepAt } from '../playback/racer-steps'
import type { Analyst } from './analyst'
import { type ShownInputs, whileShown } from './while-shown'

/**
 * While it is on screen, the step that has led to the playhead is laid open: again whenever playhead, racer or race
 * change.
 */
export function followSteps({ analyst, ...shown }: ShownInputs & { readonly analyst: Analyst }): void {
  const { document, playback, derived } = shown
  whileShown(shown, 'step', ['race'], () => {
    const { scene } = document.getState()
    const racer = chosenRacer(scene, scene.view.step?.of)
    if (racer === -1) return
    const trace = derived.getState().race.traces.find(({ id }) => id === scene.racers[racer]!.id)
    analyst.askStep(racer, stepAt(scene, trace, playback.getState().playhead))
  })
}
