import type { Engine, Job } from '../../engine/client'
import type { JobKindId, JobTable } from '../../engine'
import { type AnswerOf, noAnswer, sameQuestion } from '../store/answer'
import type { Priority } from '../../engine/protocol'
import { timeLeft } from '../../engine/time-left'

interface InquiryInputs<K extends JobKindId> {
  readonly engine: Engine
  readonly kind: K
  readonly priority: Priority
  readonly clock: () => number
  /** The answer that stands now, and how to put another in its place. */
  readonly get: () => AnswerOf<K>
  readonly set: (answer: AnswerOf<K>) => void
  /** Hears of what has come so far where the answer streams. */
  readonly onPart?: (spec: JobTable[K]['spec'], state: JobTable[K]['state']) => void
}

/** Asks the engine one kind of question at a time: a newer one takes the place of the one under way. */
export function createInquiry<K extends JobKindId>({
  engine,
  kind,
  priority,
  clock,
  get,
  set,
  onPart,
}: InquiryInputs<K>) {
  type Spec = JobTable[K]['spec']
  let running: { readonly job: Job<JobTable[K]['result']>; readonly spec: Spec } | undefined
  /** The question whose whole answer has come last; what streams of another takes its place in the answer. */
  let answered: Spec | undefined

  const isAnswered = (spec: Spec): boolean =>
    answered !== undefined && get().spec === answered && sameQuestion(answered, spec)

  const cancel = (): void => {
    const before = running
    running = undefined
    before?.job.cancel()
    if (before !== undefined) set({ ...get(), status: { kind: 'cancelled' } })
  }

  return {
    /** Asks, unless this very question is under way or has been answered; `force` asks however long it may take. */
    ask(spec: Spec, force = false): void {
      if (!force && running !== undefined && sameQuestion(running.spec, spec)) return
      running?.job.cancel()
      running = undefined
      if (isAnswered(spec)) {
        if (get().status.kind !== 'done') set({ ...get(), status: { kind: 'done' } })
        return
      }
      const left = timeLeft(clock)
      const job = engine.run(kind, spec, {
        priority,
        force,
        onProgress: ({ done, total }) => {
          const fraction = total > 0 ? done / total : 0
          if (running?.job === job)
            set({ ...get(), status: { kind: 'busy', spec, fraction, secondsLeft: left(fraction) } })
        },
        onPart: (state) => {
          if (running?.job === job) onPart?.(spec, state)
        },
      })
      running = { job, spec }
      set({ ...get(), status: { kind: 'busy', spec, fraction: 0 } })
      void job.end.then((end) => {
        if (running?.job !== job) return
        running = undefined
        switch (end.status) {
          case 'done':
            answered = spec
            return set({ status: { kind: 'done' }, spec, result: end.result })
          case 'failed':
            return set({ ...get(), status: { kind: 'failed', spec, error: end.error } })
          case 'cancelled':
            return set({ ...get(), status: { kind: 'cancelled' } })
        }
      })
    },
    cancel,
    /** Forgets the answer: it was about another landscape. */
    clear(): void {
      cancel()
      set(noAnswer)
    },
  }
}
