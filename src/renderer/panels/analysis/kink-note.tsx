import { landscapeSpec, type SceneLandscape } from '../../../core/scene/landscape'
import { useQuickAnswer } from '../../jobs/use-quick-answer'
import { formatNumber } from '../../ui/format'

interface KinkNoteProps {
  readonly landscape: SceneLandscape
  readonly at: readonly number[]
}

/** What curvature leaves out where a network has kinks, and how many a point lies at. */
export function KinkNote({ landscape, at }: KinkNoteProps) {
  const isNetwork = landscape.kind === 'network'
  const kinks = useQuickAnswer('kinks', isNetwork ? { landscape: landscapeSpec(landscape), at } : undefined)
  const loss = landscape['loss']
  const ofLoss =
    loss === 'hinge'
      ? 'The hinge has no curvature of its own. '
      : loss === '0-1'
        ? 'The 0-1 loss is flat wherever it has a derivative: it cannot be trained by gradients. '
        : ''
  const ofUnits =
    kinks === undefined || kinks.pairs === 0
      ? ''
      : `The Hessian is the one between kinks: ${formatNumber(kinks.atKink, 8)} of ${formatNumber(kinks.pairs, 8)} pairs of a unit and an example lie at one.`
  return ofLoss === '' && ofUnits === '' ? null : (
    <p className="kink-note">
      {ofLoss}
      {ofUnits}
    </p>
  )
}
