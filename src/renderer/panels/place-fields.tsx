import type { StartSetting } from '../../core/scene/start'
import { startProblem } from '../store/edits'
import { useScene } from '../store/use-stores'
import { NumberField } from '../ui/number-field'
import { useHeld } from '../ui/use-held'

interface PlaceFieldsProps {
  readonly start: StartSetting
  readonly nameOf: (axis: 'x' | 'y') => {
    readonly label?: string
    readonly 'aria-label'?: string
    readonly className?: string
  }
  readonly onCommit: (start: StartSetting) => void
}

/**
 * The coordinates of a start on the plane, or along a line; of any other start nothing, until one is chosen on the
 * picture.
 */
export function PlaceFields({ start, nameOf, onCommit }: PlaceFieldsProps) {
  const held = useHeld('start')
  const domain = useScene((scene) => scene.landscape.domain)
  if ('kind' in start || start.length > 2) return null
  return start.map((value, index) => {
    const axis = index === 0 ? 'x' : 'y'
    return (
      <NumberField
        key={axis}
        {...nameOf(axis)}
        title={held}
        disabled={held !== undefined}
        value={value}
        check={(next) => startProblem(next, domain[axis])}
        onCommit={(next) => onCommit(start.with(index, next))}
      />
    )
  })
}
