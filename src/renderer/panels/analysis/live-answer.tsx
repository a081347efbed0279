import { Button, Loader } from '@mantine/core'
import type { Answer } from '../../store/answer'
import { Refusal } from './answer-bar'

interface LiveAnswerProps<Spec> {
  readonly answer: Answer<Spec, unknown>
  readonly onCancel: () => void
  /** Asks once more, or however long it may take. */
  readonly onAsk: (spec: Spec, force: boolean) => void
}

/** How a question stands that is asked by itself: how far, once it takes a while, and why there is no answer. */
export function LiveAnswer<Spec>({ answer: { status }, onCancel, onAsk }: LiveAnswerProps<Spec>) {
  if (status.kind === 'busy')
    return (
      <div className="analysis-busy live-busy" role="status">
        <Loader size={12} /> computing, {Math.floor(100 * status.fraction)} %
        <Button variant="default" size="compact-xs" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    )
  if (status.kind !== 'failed') return null
  const { spec, error } = status
  return <Refusal error={error} onCompute={() => onAsk(spec, false)} onForce={() => onAsk(spec, true)} />
}
