import { Button, Progress } from '@mantine/core'
import type { ReactNode } from 'react'
import type { EngineError } from '../../../engine/protocol'
import type { Answer } from '../../store/answer'
import { busyText } from '../../ui/busy-text'
import { capitalised, formatNumber } from '../../ui/format'

interface AnswerBarProps<Spec> {
  readonly answer: Answer<Spec, unknown>
  /** What is computed, as in `Compute basins`. */
  readonly name: string
  /** Whether what is shown answers what is chosen. */
  readonly isCurrent: boolean
  /** What stands beside the button while nothing is computed. */
  readonly children?: ReactNode
  readonly onCompute: () => void
  readonly onCancel: () => void
  readonly onForce: (spec: Spec) => void
  /** Offered where the question is too large. */
  readonly smaller?: (tooLarge: TooLarge) => Smaller | undefined
}

export interface Smaller {
  readonly label: string
  readonly take: () => void
}

/** Starts and stops a computation, and says how far it is or why there is none. */
export function AnswerBar<Spec>(props: AnswerBarProps<Spec>) {
  const { answer, name, isCurrent, children, onCompute, onCancel, onForce, smaller } = props
  const { status } = answer
  const percent = status.kind === 'busy' ? Math.floor(100 * status.fraction) : 0
  return (
    <>
      <div className="answer-bar">
        {status.kind === 'busy' ? (
          <>
            <Button variant="default" onClick={onCancel}>
              Cancel
            </Button>
            <Progress value={percent} size={4} aria-label={`Progress of ${name}`} />
            <span className="numbers">{busyText(status)}</span>
          </>
        ) : (
          <>
            <Button aria-label={`Compute ${name}`} disabled={isCurrent && status.kind === 'done'} onClick={onCompute}>
              {answer.result === undefined || isCurrent ? 'Compute' : 'Compute again'}
            </Button>
            <span className="answer-note">{status.kind === 'cancelled' ? 'stopped' : children}</span>
          </>
        )}
      </div>
      {status.kind === 'failed' ? (
        <Refusal
          error={status.error}
          onCompute={onCompute}
          onForce={() => onForce(status.spec)}
          {...(smaller && { smaller })}
        />
      ) : null}
    </>
  )
}

interface RefusalProps {
  readonly error: EngineError
  readonly onCompute: () => void
  readonly onForce: () => void
  readonly smaller?: AnswerBarProps<unknown>['smaller']
}

/** Why there is no answer, and what can be done. */
export function Refusal({ error, onCompute, onForce, smaller }: RefusalProps) {
  const tooLarge = tooLargeOf(error)
  const less = tooLarge && smaller?.(tooLarge)
  return (
    <div className="refusal" role="alert">
      {tooLarge === undefined ? (
        <>
          <p>{error.message}</p>
          <Button variant="default" onClick={onCompute}>
            Try again
          </Button>
        </>
      ) : (
        <>
          <p>
            <strong>Too large:</strong> as much as {formatNumber(tooLarge.work, 2)} steps on a formula, the limit is{' '}
            {formatNumber(tooLarge.limit, 2)}. {capitalised(tooLarge.proposal)}.
          </p>
          <div className="refusal-ways">
            {less === undefined ? null : (
              <Button variant="default" px={10} onClick={less.take}>
                {less.label}
              </Button>
            )}
            {tooLarge.canBeForced ? (
              <Button variant="default" px={10} onClick={onForce}>
                Compute anyway
              </Button>
            ) : null}
          </div>
        </>
      )}
    </div>
  )
}

/** The estimate that came with a refusal. */
export interface TooLarge {
  readonly work: number
  readonly limit: number
  /** What would be computed, in words. */
  readonly proposal: string
  readonly canBeForced: boolean
}

interface TooLargeData {
  readonly cost: { readonly work: number; readonly smaller: string }
  readonly limits: { readonly work: number }
  readonly canBeForced: boolean
}

function tooLargeOf({ code, data }: EngineError): TooLarge | undefined {
  if (code !== 'too-large') return undefined
  const { cost, limits, canBeForced } = data as TooLargeData
  return { work: cost.work, limit: limits.work, proposal: cost.smaller, canBeForced }
}
