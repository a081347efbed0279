import type { DefinedJobKind, DefinedStreamingJobKind } from './job-kind'
import type { jobKinds } from './kinds'

// For types alone: a client that imports the table loads no kind, and so no kernel.
type JobKinds = typeof jobKinds

export type JobKindId = keyof JobKinds

/**
 * Of every kind of job what goes in, what streams out and adds up, and what ends it: what the kind's own functions take
 * and give.
 */
export type JobTable = {
  [Id in JobKindId]: JobKinds[Id] extends DefinedStreamingJobKind<Id, infer Spec, infer Part, infer State, infer Result>
    ? { readonly spec: Spec; readonly part: Part; readonly state: State; readonly result: Result }
    : JobKinds[Id] extends DefinedJobKind<Id, infer Spec, infer Result>
      ? { readonly spec: Spec; readonly part: never; readonly state: never; readonly result: Result }
      : never
}
