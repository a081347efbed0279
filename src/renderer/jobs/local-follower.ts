import type { Domain } from '../../core/domain'
import type { Slice } from '../../core/slice/slice'
import { conditioningSpec, crossSectionSpec, isSmall, type Now, taylorSpec } from '../store/local-questions'
import type { Analyst } from './analyst'
import { stepsBefore } from '../playback/racer-steps'
import { type ShownInputs, whileShown } from './while-shown'

interface LocalInputs extends ShownInputs {
  readonly analyst: Analyst
  /** The part of the plane that is shown. */
  readonly domain: () => Domain
  /** The plane that is drawn, where it is not the scene's. */
  readonly slice: () => Slice | undefined
}

/** Asks for what the instruments show that look at one point, while they are on screen. */
export function followLocals({ analyst, domain, slice, ...shown }: LocalInputs) {
  const { document, playback, derived } = shown
  const now = (): Now => {
    const { probe, race } = derived.getState()
    return {
      domain: domain(),
      probe: probe && [probe.at[0]!, probe.at[1] ?? 0],
      slice: slice(),
      stepsOf: (racer) =>
        stepsBefore(
          document.getState().scene,
          race.traces.find(({ id }) => id === racer),
          playback.getState().playhead,
        ),
    }
  }
  const followSection = whileShown(shown, 'cross-section', ['probe', 'race'], () => {
    const spec = crossSectionSpec(document.getState().scene, now())
    if (spec !== undefined) analyst.crossSection.ask(spec)
  })
  const askConditioning = (): void => {
    const spec = conditioningSpec(document.getState().scene, now())
    if (spec !== undefined) analyst.conditioning.ask(spec)
  }
  whileShown(shown, 'taylor', ['probe', 'race'], () => {
    const { scene } = document.getState()
    const spec = taylorSpec(scene, now())
    if (spec !== undefined) analyst.taylor.ask(spec)
    if (isSmall(scene.landscape)) askConditioning()
  })
  return {
    /** Another part of the plane is shown. */
    showDomain: followSection,
    /** Where the Hessian is too large to be decomposed unasked. */
    askConditioning,
  }
}
