import type { JobKinds } from '../../src/engine/job-kind'
import type { WorkerMessage } from '../../src/engine/protocol'
import { startWorkerRuntime } from '../../src/engine/worker-runtime'

/** A worker that runs a slice when it is told to, by a clock of the test's. It counts its slices. */
export function workerOnAClock(kinds: JobKinds, slice: number, now: () => number) {
  let slices = 0
  let longestSlice = 0
  const sent: WorkerMessage[] = []
  const turns: (() => void)[] = []
  let receive: (message: unknown) => void = () => undefined
  startWorkerRuntime({
    port: {
      post: (message) => sent.push(message as WorkerMessage),
      onMessage: (receiver) => (receive = receiver),
      onClose: () => undefined,
      close: () => undefined,
    },
    kinds,
    now,
    yieldNow: (resume) => turns.push(resume),
    slice,
    onSlice: () => slices++,
  })
  return {
    sent,
    get slices() {
      return slices
    },
    /** Of the slices run so far, on the clock. */
    get longestSlice() {
      return longestSlice
    },
    say: (message: unknown) => receive(message),
    /** Runs slices until there is nothing to do, at most so many. */
    run(most: number) {
      for (let k = 0; k < most && turns.length > 0; k++) {
        const before = now()
        turns.shift()!()
        longestSlice = Math.max(longestSlice, now() - before)
      }
    },
    get isIdle() {
      return turns.length === 0
    },
  }
}
