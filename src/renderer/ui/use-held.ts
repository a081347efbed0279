import type { Control } from '../../core/claims/scenario'
import { useApp } from '../store/app'
import { heldText } from '../store/held'
import { useTour } from '../store/use-stores'

/** Why a control is held still by the step of the tour on screen; undefined where it is not. */
export function useHeld(control: Control | undefined): string | undefined {
  const { tour } = useApp()
  useTour(({ place }) => place)
  const held = tour.here()?.step.locked?.find((each) => each === control)
  return held && heldText(held)
}
