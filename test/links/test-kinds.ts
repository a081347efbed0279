import { valid } from '../../src/core/problem'
import type { Accumulation } from '../../src/engine/accumulation'
import type { NeededResults } from '../../src/engine/needs'
import {
  atOnce,
  type JobKind,
  type JobKinds,
  type MergingJobKind,
  type StreamingJobKind,
} from '../../src/engine/job-kind'
import { jobKinds } from '../../src/engine/kinds'

/** What the test kinds know of the worker they run in. */
export interface TestWorker {
  /** Ends the worker without a word. */
  die(): void
  /** Slices and tiles begun in this worker, by kind. */
  readonly slices: Map<string, number>
  readonly begun: Map<string, number>
  poisoned: boolean
}

export function createTestWorker(die: () => void): TestWorker {
  return { die, slices: new Map(), begun: new Map(), poisoned: false }
}

/** For a server, which runs no tile. */
export const noWorker = createTestWorker(() => undefined)

export function countIn(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}

export interface WalkSpec {
  readonly tiles: number
  readonly steps: number
  /** Rows a part; none are streamed where 0. */
  readonly rows?: number
  /** The step at which a poisoned worker dies, or any worker where `deadly`. */
  readonly diesAt?: number
  readonly deadly?: boolean
  readonly throwsAt?: number
}

export interface WalkPart {
  readonly tile: number
  readonly rows: Float64Array
  /** With the last part. */
  readonly end?: number
}

/** The rows of each tile, and where its walk has ended. */
export interface Walks {
  readonly rows: number[][]
  readonly ends: number[]
}

export interface Counters {
  readonly slices: number
  readonly begun: number
}

/** Basin's kinds, each counting its tiles, and kinds that make trouble. */
export function createTestKinds(worker: TestWorker): JobKinds {
  const kinds: readonly JobKind[] = [
    ...Object.values(jobKinds),
    walk(worker),
    sums,
    circle,
    specials,
    counters(worker),
    poison(worker),
  ]
  return Object.fromEntries(kinds.map((kind) => [kind.id, counted(kind, worker)]))
}

function counted(kind: JobKind, worker: TestWorker): JobKind {
  const count = () => countIn(worker.begun, kind.id)
  if ('merge' in kind) return { ...kind, run: (spec, tile, needed) => (count(), kind.run(spec, tile, needed)) }
  return { ...kind, run: (spec, tile, needed) => (count(), kind.run(spec, tile, needed)) }
}

export const walkAccumulation: Accumulation<WalkSpec, WalkPart, Walks, Walks> = {
  begin: ({ tiles }) => ({ rows: Array.from({ length: tiles }, () => []), ends: [] }),
  accumulate({ rows, ends }, part) {
    rows[part.tile]!.push(...part.rows)
    if (part.end !== undefined) ends[part.tile] = part.end
  },
  finish: (_spec, state) => state,
}

/** A deterministic walk of integers in each tile. */
function walk(worker: TestWorker): StreamingJobKind<WalkSpec, number, WalkPart, Walks, Walks> {
  return {
    id: 'walk',
    version: 1,
    accumulation: walkAccumulation,
    validate(given) {
      const spec = given as WalkSpec
      if (Number.isInteger(spec.tiles) && spec.tiles > 0) return valid(spec)
      return {
        problems: [{ message: `tiles not positive: got ${spec.tiles}`, remedy: 'give 1 or more', where: 'tiles' }],
      }
    },
    cost: ({ tiles, steps }) => ({ work: tiles * steps, bytes: 8 * tiles, smaller: 'take fewer steps' }),
    plan: ({ tiles }) => Array.from({ length: tiles }, (_, index) => index),
    *run(spec, tile) {
      const { steps, rows = 0, diesAt = -1, throwsAt = -1 } = spec
      let position = tile + 1
      let recorded: number[] = []
      for (let step = 0; step < steps; step++) {
        position = (Math.imul(position, 48271) >>> 0) % 2147483647
        if (step === throwsAt) throw new Error('the walk stumbled')
        if (step === diesAt && (spec.deadly === true || worker.poisoned)) worker.die()
        if (rows > 0) recorded.push(position)
        if (rows > 0 && recorded.length === rows) {
          yield { type: 'part', part: { tile, rows: Float64Array.from(recorded) } }
          recorded = []
        }
        yield { type: 'progress', fraction: (step + 1) / steps }
      }
      yield { type: 'part', part: { tile, rows: Float64Array.from(recorded), end: position } }
    },
  }
}

/** Every number that JSON would change, as itself and in a typed array, back to its sender. */
const specials: JobKind = {
  id: 'specials',
  version: 1,
  validate: () => valid({}),
  cost: () => ({ work: 1, bytes: 64, smaller: '' }),
  plan: () => [0],
  run: () =>
    atOnce(() => ({
      numbers: [Number.NaN, Infinity, -Infinity, -0, 5e-324, 1],
      array: Float64Array.of(Number.NaN, Infinity, -Infinity, -0, 5e-324, 1),
      nested: { absent: undefined, none: null, deep: [{ value: Number.NaN }] },
    })),
  merge: (_spec, parts) => parts[0],
}

export interface SumsSpec {
  readonly of: readonly WalkSpec[]
  /** Walks more, one after the other: each is as long as the end of the one before says. */
  readonly follow: number
}

/** The walks that sums need, as far as they can be told: the first ones, then one by the end of the one before. */
export function walksOf({ of, follow }: SumsSpec, endOf: (walk: WalkSpec) => number | undefined): readonly WalkSpec[] {
  const walks = [...of]
  for (let k = 0; k < follow; k++) {
    const end = endOf(walks.at(-1)!)
    if (end === undefined) break
    walks.push({ tiles: 1, steps: 1 + (end % 50) })
  }
  return walks
}

function endIn(results: NeededResults): (walk: WalkSpec) => number | undefined {
  return (spec) => (results.of({ kind: 'walk', spec }) as Walks | undefined)?.ends[0]
}

/** Where walks that it does not take itself have ended: a tile for each sum of the first so many. */
const sums: MergingJobKind<SumsSpec, number, number, { readonly sums: readonly number[] }> = {
  id: 'sums',
  version: 1,
  validate: (spec) => valid(spec as SumsSpec),
  cost: () => ({ work: 10, bytes: 64, smaller: 'walk less' }),
  needs: (spec, results) => walksOf(spec, endIn(results)).map((walk) => ({ kind: 'walk', spec: walk })),
  plan: ({ of, follow }) => Array.from({ length: of.length + follow }, (_, index) => index),
  run: (spec, tile, needed) =>
    atOnce(() => {
      const ends = walksOf(spec, endIn(needed)).map((walk) => endIn(needed)(walk)!)
      return ends.slice(0, tile + 1).reduce((sum, end) => sum + end, 0)
    }),
  merge: (_spec, parts) => ({ sums: parts }),
}

/** A job that needs the next of so many in a circle, the last the first. */
const circle: MergingJobKind<{ readonly at: number; readonly around: number }, number, null, null> = {
  id: 'circle',
  version: 1,
  validate: (spec) => valid(spec as { readonly at: number; readonly around: number }),
  cost: () => ({ work: 1, bytes: 0, smaller: '' }),
  needs: ({ at, around }) => [{ kind: 'circle', spec: { at: (at + 1) % around, around } }],
  plan: () => [0],
  run: () => atOnce(() => null),
  merge: () => null,
}

let asked = 0

/** What the worker has counted for a kind. Each question is another, so that none is answered from the cache. */
function counters(worker: TestWorker): MergingJobKind<{ readonly of: string }, number, Counters, Counters> {
  return {
    id: 'counters',
    version: 1,
    validate: (spec) => valid({ ...(spec as { readonly of: string }), asked: ++asked }),
    cost: () => ({ work: 1, bytes: 16, smaller: '' }),
    plan: () => [0],
    run: ({ of }) => atOnce(() => ({ slices: worker.slices.get(of) ?? 0, begun: worker.begun.get(of) ?? 0 })),
    merge: (_spec, parts) => parts[0]!,
  }
}

/** Makes the worker it runs in die at the next walk's `diesAt`; the worker's successor is sound. */
function poison(worker: TestWorker): JobKind {
  return {
    id: 'poison',
    version: 1,
    validate: () => valid({}),
    cost: () => ({ work: 1, bytes: 0, smaller: '' }),
    plan: () => [0],
    run: () => atOnce(() => (worker.poisoned = true)),
    merge: () => true,
  }
}
