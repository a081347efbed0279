import type { Checked } from '../core/problem'

/**
 * One kind of job: pure functions from a spec to tiles, from a tile to a part, from parts to the result.
 * Everything is deterministic, so a tile may be computed anywhere, twice or again, and no byte changes.
 *
 * `validate`, `cost`, `plan` and `merge` run in the server and are quick (milliseconds); `run` runs in a worker.
 */
export interface JobKind<Spec = unknown, Tile = unknown, Chunk = unknown, Part = unknown, Result = unknown> {
  readonly id: string
  /** Raised whenever the same spec would give other bytes; part of every result's key. */
  readonly version: number
  /** Whether `run` yields chunks; the parts of such a kind are not cached, since the chunks would be missing. */
  readonly streams: boolean
  /** Checks a spec from outside. What it returns is JSON with finite numbers, and all that the rest depends on. */
  validate(spec: unknown): Checked<Spec>
  cost(spec: Spec): Cost
  /** Independent pieces of the job, as JSON. */
  plan(spec: Spec): readonly Tile[]
  /**
   * Loads what `run` needs and a worker does not hold from the start, such as a library for one kind of file; nothing where all is there.
   * Runs in the worker, before `run`.
   */
  prepare?(spec: Spec): Promise<unknown> | undefined
  /**
   * Computes one tile. Yields about every millisecond, so that a slice can end: a chunk, its progress or nothing.
   * The typed arrays of chunks and of the part are given away: they own their buffers and are not kept.
   */
  run(spec: Spec, tile: Tile): Generator<TileEvent<Chunk>, Part, void>
  /** Joins the parts, in the order of the tiles. May share the parts' arrays, must not write into them. */
  merge(spec: Spec, parts: readonly Part[]): Result
}

export type TileEvent<Chunk> =
  | { readonly type: 'chunk'; readonly chunk: Chunk }
  /** `fraction` of the tile's work, 0 to 1, never falling. */
  | { readonly type: 'progress'; readonly fraction: number }
  | undefined

/** What a job would take, estimated without computing it. */
export interface Cost {
  /** Units of work, about a point evaluated or a step taken each; progress is reported in them. */
  readonly work: number
  /** The work that is taken on without `force`; that of `costLimits` where absent. */
  readonly workLimit?: number
  /** Bytes that reach the client. */
  readonly bytes: number
  /** A remedy for a job that is too large: what would do, in the spec's own terms. */
  readonly smaller: string
}

/** What one job may take: about an hour of one core, and what a window can hold. */
export const costLimits = { work: 1e10, bytes: 2 ** 30 } as const

export type JobKinds = Readonly<Record<string, JobKind>>

/** A kind as the rest of the engine sees it: what its tiles and parts are is its own. */
export interface DefinedJobKind<Id extends string, Spec, Chunk, Result> extends JobKind<
  Spec,
  unknown,
  Chunk,
  unknown,
  Result
> {
  readonly id: Id
}

/** Declares a kind; the identity function, so that the job table can be derived from the types of its functions. */
export function defineJobKind<const Id extends string, Spec, Tile, Part, Result, Chunk = never>(
  kind: JobKind<Spec, Tile, Chunk, Part, Result> & { readonly id: Id },
): DefinedJobKind<Id, Spec, Chunk, Result> {
  return kind
}

interface QuickJobKind<Id extends string, Spec, Result> extends Pick<
  JobKind<Spec>,
  'version' | 'validate' | 'prepare'
> {
  readonly id: Id
  compute(spec: Spec): Result
}

/** Declares a kind whose jobs take a few milliseconds: one tile, no chunks. */
export function defineQuickJobKind<const Id extends string, Spec, Result>({
  compute,
  ...kind
}: QuickJobKind<Id, Spec, Result>): DefinedJobKind<Id, Spec, never, Result> {
  return defineJobKind({
    ...kind,
    streams: false,
    cost: () => ({ work: 1, bytes: 0, smaller: '' }),
    plan: () => [0],
    run: (spec: Spec) => atOnce(() => compute(spec)),
    merge: (_spec: Spec, parts: readonly Result[]) => parts[0]!,
  })
}

/** A tile's run that has nothing to say before it is done. */
export function* atOnce<Part>(compute: () => Part): Generator<never, Part, void> {
  return compute()
}
