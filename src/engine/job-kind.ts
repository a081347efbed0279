import type { Pieces } from '../core/pieces'
import { type Checked, formatProblem, type Problem } from '../core/problem'
import type { Accumulation } from './accumulation'
import type { Need, NeededResults } from './needs'

/**
 * One kind of job: pure functions from a spec to tiles, from a tile to parts, from parts to the result.
 * Everything is deterministic, so a tile may be computed anywhere, twice or again, and no byte changes.
 *
 * `validate`, `cost`, `needs`, `plan` and `merge` run in the server and are quick (milliseconds); `run` runs in a
 * worker.
 */
export type JobKind<Spec = unknown, Tile = unknown, Part = unknown, State = unknown, Result = unknown> =
  MergingJobKind<Spec, Tile, Part, Result> | StreamingJobKind<Spec, Tile, Part, State, Result>

interface AnyJobKind<Spec, Tile> {
  readonly id: string
  /** Raised whenever the same spec would give other bytes; part of every result's key. */
  readonly version: number
  /**
   * Makes, in pieces, what `validate` and `run` would take long over and what is kept in the thread: a formula's
   * program. The spec is not checked.
   */
  ahead?(spec: unknown): Pieces<void>
  /** Checks a spec from outside. What it returns is JSON with finite numbers, and all that the rest depends on. */
  validate(spec: unknown): Checked<Spec>
  cost(spec: Spec): Cost
  /**
   * Names jobs that are to be computed before, by the results that are there already: it is asked again with theirs
   * until it names nothing new. They run as urgently as this one, their cost counts towards its limit, and `run` is
   * given their results.
   */
  needs?(spec: Spec, results: NeededResults): readonly Need[]
  /** Whether it is computed sooner than a copy is made: its parts are not kept for who asks again, but given away. */
  isQuick?(spec: Spec): boolean
  /** Independent pieces of the job, as JSON. */
  plan(spec: Spec): readonly Tile[]
  /**
   * The job, of one tile, that a tile of another job is by itself: the parts of such tiles are shared, wherever they
   * were computed. All of the spec and the tile name its parts where absent.
   */
  alone?(spec: Spec, tile: Tile): Spec
  /**
   * Loads what `run` needs and a worker does not hold from the start, such as a library for one kind of file; nothing
   * where all is there. Runs in the worker, before `run`.
   */
  prepare?(spec: Spec): Promise<unknown> | undefined
}

/** A kind whose client hears nothing before the result. */
export interface MergingJobKind<Spec = unknown, Tile = unknown, Part = unknown, Result = unknown> extends AnyJobKind<
  Spec,
  Tile
> {
  /**
   * Computes one tile, whose only part is what it returns. Yields about every millisecond, so that a slice can end: its
   * progress or nothing. The typed arrays of the part own their buffers and are not kept.
   */
  run(spec: Spec, tile: Tile, needed: NeededResults): Generator<TileProgress | ByProduct, Part, void>
  /** Joins the parts, in the order of the tiles. May share the parts' arrays, must not write into them. */
  merge(spec: Spec, parts: readonly Part[]): Result
  /** The same for parts that take long to copy, each as it arrives, while others are computed. */
  gather?(spec: Spec): Gathering<Tile, Part, Result>
  /** What of the parts stays with the engine as blobs, as if the client had sent it, and need not reach the client. */
  keep?(parts: readonly Part[]): readonly Uint8Array[]
}

/** Where the parts of one job come together, each once, in any order. */
export interface Gathering<Tile, Part, Result> {
  take(part: Part, tile: Tile): void
  result(): Result
}

/** A kind whose parts reach the client as they are finished; there they add up to the result. */
export interface StreamingJobKind<
  Spec = unknown,
  Tile = unknown,
  Part = unknown,
  State = unknown,
  Result = unknown,
> extends AnyJobKind<Spec, Tile> {
  /** As that of a kind that merges, but that every part is yielded when it is finished. */
  run(spec: Spec, tile: Tile, needed: NeededResults): Generator<TileEvent<Part>, void, void>
  /**
   * Of a kind whose tiles are shared: a part as one of this tile, if it says in its words whose it is. Shares the
   * part's arrays.
   */
  partOf?(spec: Spec, tile: Tile, part: Part): Part
  readonly accumulation: Accumulation<NoInfer<Spec>, Part, State, Result>
}

export type TileEvent<Part> = { readonly type: 'part'; readonly part: Part } | TileProgress | ByProduct

/**
 * The result of another job that a tile has come by on its way. It is kept as if that job had been computed, so that
 * who needs it finds it; where there is no room it is computed, to the same bytes. The job is of a kind that merges and
 * has one tile, whose part it is.
 */
export interface ByProduct {
  readonly type: 'by-product'
  readonly of: Need
  readonly result: unknown
}

/** `fraction` of the tile's work, 0 to 1, never falling; or nothing, where a slice may end. */
export type TileProgress = { readonly type: 'progress'; readonly fraction: number } | undefined

/**
 * Thrown by `needs` and `run` where the spec turns out to ask for what there is not, which only the results that it
 * needs can tell: the job fails as one whose spec is refused.
 */
export class Infeasible extends Error {
  constructor(problem: Problem) {
    super(formatProblem(problem))
  }
}

/** What a job would take, estimated without computing it. */
export interface Cost {
  /**
   * Units of work, about a point of a short formula evaluated or a step on one taken each; progress is reported in
   * them. What sums over examples take in this unit is in `evaluation-work.ts`.
   */
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

/** A kind as the rest of the engine sees it: what its tiles are, and the parts of one that merges, is its own. */
export interface DefinedJobKind<Id extends string, Spec, Result> extends MergingJobKind<
  Spec,
  unknown,
  unknown,
  Result
> {
  readonly id: Id
}

export interface DefinedStreamingJobKind<Id extends string, Spec, Part, State, Result> extends StreamingJobKind<
  Spec,
  unknown,
  Part,
  State,
  Result
> {
  readonly id: Id
}

/** Declares a kind; the identity function, so that the job table can be derived from the types of its functions. */
export function defineJobKind<const Id extends string, Spec, Tile, Part, Result>(
  kind: MergingJobKind<Spec, Tile, Part, Result> & { readonly id: Id },
): DefinedJobKind<Id, Spec, Result> {
  return kind
}

/** Declares a kind whose parts come together as they arrive. */
export function defineGatheringJobKind<const Id extends string, Spec, Tile, Part, Result>(
  kind: Omit<MergingJobKind<Spec, Tile, Part, Result>, 'merge'> & {
    readonly id: Id
    gather(spec: Spec): Gathering<Tile, Part, Result>
  },
): DefinedJobKind<Id, Spec, Result> {
  return defineJobKind({
    ...kind,
    merge(spec: Spec, parts: readonly Part[]) {
      const gathering = kind.gather(spec)
      for (const [index, tile] of kind.plan(spec).entries()) gathering.take(parts[index]!, tile)
      return gathering.result()
    },
  })
}

/** Declares a kind that streams. */
export function defineStreamingJobKind<const Id extends string, Spec, Tile, Part, State, Result>(
  kind: StreamingJobKind<Spec, Tile, Part, State, Result> & { readonly id: Id },
): DefinedStreamingJobKind<Id, Spec, Part, State, Result> {
  return kind
}

interface QuickJobKind<Id extends string, Spec, Result> extends Pick<
  MergingJobKind<Spec>,
  'version' | 'validate' | 'prepare'
> {
  readonly id: Id
  compute(spec: Spec): Result
}

/** Declares a kind whose jobs take a few milliseconds: one tile. */
export function defineQuickJobKind<const Id extends string, Spec, Result>({
  compute,
  ...kind
}: QuickJobKind<Id, Spec, Result>): DefinedJobKind<Id, Spec, Result> {
  return defineKeepingJobKind({ ...kind, compute: (spec: Spec): Kept<Result> => ({ answer: compute(spec) }) })
}

/** What a quick job answers, and what of that which it has read stays with the engine. */
export interface Kept<Result> {
  readonly answer: Result
  readonly blob?: Uint8Array
}

/** The same of one that reads what further jobs will name: it stays with the engine. */
export function defineKeepingJobKind<const Id extends string, Spec, Result>({
  compute,
  ...kind
}: QuickJobKind<Id, Spec, Kept<Result>>): DefinedJobKind<Id, Spec, Result> {
  return defineJobKind({
    ...kind,
    cost: () => ({ work: 1, bytes: 0, smaller: '' }),
    plan: () => [0],
    run: (spec: Spec) => atOnce(() => compute(spec)),
    merge: (_spec: Spec, parts: readonly Kept<Result>[]) => parts[0]!.answer,
    keep: (parts: readonly Kept<Result>[]) => parts.flatMap(({ blob }) => (blob === undefined ? [] : [blob])),
  })
}

/** A tile's run that has nothing to say before it is done. */
export function* atOnce<Part>(compute: () => Part): Generator<never, Part, void> {
  return compute()
}
