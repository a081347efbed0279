import { IconLock } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Control, Holdable } from '../../core/claims/scenario'
import { heldNames } from '../store/held'
import { useHeld } from './use-held'

interface HeldPartProps {
  readonly control: Control | undefined
  readonly children: ReactNode
}

/** Settings that a step of the tour may hold still: then they are shown, say why, and cannot be changed. */
export function HeldPart({ control, children }: HeldPartProps) {
  const reason = useHeld(control)
  if (reason === undefined) return children
  return (
    <fieldset className="held" disabled title={reason} aria-label={reason}>
      {children}
    </fieldset>
  )
}

/** What the step holds still, in a line. */
export function HeldLine({ locked }: { readonly locked: readonly Holdable[] | undefined }) {
  if (locked === undefined) return null
  return (
    <p className="held-line">
      <IconLock size={13} aria-hidden="true" /> Held still in this step: {heldNames(locked)}.
    </p>
  )
}
