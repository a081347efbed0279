import type { JobKind } from './job-kind'
import type { jobKinds } from './kinds'

// For types alone: a client that imports the table loads no kind, and so no kernel.
type JobKinds = typeof jobKinds

export type JobKindId = keyof JobKinds

/** Of every kind of job what goes in, what streams out and what ends it: what the kind's own functions take and give. */
export type JobTable = {
  [Id in JobKindId]: JobKinds[Id] extends JobKind<infer Spec, unknown, infer Chunk, unknown, infer Result>
    ? { readonly spec: Spec; readonly chunk: Chunk; readonly result: Result }
    : never
}
