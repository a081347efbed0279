import type { JobKindId, JobTable } from '../../engine'
import type { EngineError } from '../../engine/protocol'

/**
 * What the engine has answered to a question, and how the newest one stands. The last result stays until there is a
 * newer.
 */
export interface Answer<Spec, Result> {
  readonly status:
    | { readonly kind: 'none' }
    | Busy<Spec>
    | { readonly kind: 'done' }
    | { readonly kind: 'cancelled' }
    | { readonly kind: 'failed'; readonly spec: Spec; readonly error: EngineError }
  /**
   * Both or neither. Where it streams, the result grows while the status is busy, and stays as it was when cancelled.
   */
  readonly spec?: Spec
  readonly result?: Result
}

export interface Busy<Spec> {
  readonly kind: 'busy'
  readonly spec: Spec
  /** 0 to 1. */
  readonly fraction: number
  /** Absent while it cannot be told, and where it is not worth telling. */
  readonly secondsLeft?: number | undefined
}

export type AnswerOf<K extends JobKindId> = Answer<JobTable[K]['spec'], JobTable[K]['result']>

export const noAnswer = { status: { kind: 'none' } } as const

/** Whether two questions are the same. */
export function sameQuestion(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
