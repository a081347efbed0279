import type { JobKindId, JobTable } from './job-table'
import type { EngineError, Priority, Progress } from './protocol'

/** How a job ended. Exactly one of these, once. */
export type JobEnd<R> =
  | { readonly status: 'done'; readonly result: R }
  | { readonly status: 'failed'; readonly error: EngineError }
  | { readonly status: 'cancelled' }

export interface RunOptions<K extends JobKindId> {
  readonly priority?: Priority
  /** A later job with the same key cancels this one. */
  readonly supersedes?: string
  /** Called for each chunk in order. The chunk's buffers are the caller's to keep. */
  readonly onChunk?: (chunk: JobTable[K]['chunk']) => void
  readonly onProgress?: (progress: Progress) => void
}

export interface Job<R> {
  /** Resolves, never rejects. */
  readonly end: Promise<JobEnd<R>>
  cancel(): void
}

/** The engine as the window and the command line see it. */
export interface Engine {
  run<K extends JobKindId>(kind: K, spec: JobTable[K]['spec'], options?: RunOptions<K>): Job<JobTable[K]['result']>
  close(): void
}
