import { canonicalText } from './canonical-text'
import type { EngineError, Priority, Progress } from './protocol'

/** Another job, whose result a job rests on. */
export interface Need {
  readonly kind: string
  readonly spec: unknown
  /**
   * Of one tile alone: its parts, and only if they are kept, since nothing is computed for who could do without. What
   * is made of them adds up to the same without them, to the last bit.
   */
  readonly tile?: unknown
}

/** The results of what a job needs. */
export interface NeededResults {
  /** The result of a job that was named; undefined while it is not there. Its arrays must not be written to. */
  of(need: Need): unknown
}

/** How a job is to be run. */
export interface Terms {
  readonly priority: Priority
  /** Whether it is computed however long it may take. */
  readonly force: boolean
  /** How many jobs stand above it that wait for one another. */
  readonly depth: number
}

/** What another job rests on: its value, and the same as the blob that its tiles are given. */
export interface NeededResult {
  readonly value: unknown
  readonly bytes: Uint8Array
  readonly blob: string
}

/** Who waits for a needed job. Nothing is heard before `ask` has returned, nor after a release. */
export interface Waiter {
  onProgress(): void
  onDone(result: NeededResult): void
  onFailed(error: EngineError): void
}

export interface NeededJob {
  progress(): Progress
  /** It is not waited for any more; a job for which nobody waits is cancelled. */
  release(): void
}

/** The jobs under way that others need, each computed once for all that wait for it. */
export interface NeededJobs {
  ask(need: Need, terms: Terms, waiter: Waiter): NeededJob
  /**
   * The way from a job back to itself by what is under way, if it asked for this one: they would wait for each other
   * for ever.
   */
  circleThrough(asking: string, asked: string): readonly string[] | undefined
}

/**
 * What a job may need at most, and how deep jobs may need each other: as many as a race has racers, each starting where
 * another ends.
 */
export const needLimits = { jobs: 64, depth: 64 } as const

/** Names what is needed as it was asked for. */
export function needKey({ kind, spec, tile }: Need): string {
  const { value, problems } = canonicalText(tile === undefined ? spec : { spec, tile })
  if (value === undefined) throw new Error(`needed ${kind} not JSON: ${problems[0]?.message}`)
  return `${kind}${tile === undefined ? '' : ' tile'} ${value}`
}

export function neededResults(byKey: (key: string) => unknown): NeededResults {
  return { of: (need) => byKey(needKey(need)) }
}
