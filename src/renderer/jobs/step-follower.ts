import type { Scene } from '../../core/scene/scene'
import type { Trace } from '../playback/trace'
import { clockOf, rowAt } from '../playback/trace'
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

/** The index of the racer with an id, else the first; -1 where there is none. */
export function chosenRacer({ racers }: Pick<Scene, 'racers'>, id: string | undefined): number {
  const found = racers.findIndex((racer) => racer.id === id)
  return found === -1 ? Math.min(0, racers.length - 1) : found
}

/** The step that has led to the playhead, and at the start the first. */
export function stepAt(scene: Pick<Scene, 'compareBy'>, trace: Trace | undefined, playhead: number): number {
  return Math.max(1, stepsBefore(scene, trace, playhead))
}

/** The steps that a racer has taken at the playhead; those of a race by step need not have come. */
export function stepsBefore(
  { compareBy }: Pick<Scene, 'compareBy'>,
  trace: Trace | undefined,
  playhead: number,
): number {
  if (compareBy === 'step' || trace === undefined) return Math.floor(playhead)
  const row = rowAt(trace, compareBy, playhead)
  return row < 0 ? 0 : clockOf(trace, 'step')[row]!
}
