import type { Pieces } from '../core/pieces'
import { type Checked, formatProblem, type Problem } from '../core/problem'
import { blobNames } from './blobs'
import { canonicalText } from './canonical-text'
import { costLimits, Infeasible, type JobKind, type JobKinds } from './job-kind'
import { type Need, needKey, needLimits, type NeededJob, type NeededJobs, neededResults, type Terms } from './needs'
import { isLongList } from './long-list'
import type { Pool, TileHandle } from './pool'
import type { EngineError, NeededBlob, Progress } from './protocol'
import { resultToBytes } from './result-bytes'
import { resultKey } from './result-key'
import { buffersOf, pack, unpack } from './wire'

export interface ComputationRequest extends Terms {
  readonly kind: string
  /** As it came, not yet checked. */
  readonly spec: unknown
}

export interface ComputationListener {
  /** A part of a kind that streams; one that `isKept` stays the cache's. */
  onPart(part: unknown, tile: number, isKept: boolean): void
  onProgress(): void
  /** Bytes that stay, before the end. */
  onBlob(bytes: Uint8Array): void
  /** Exactly one of the following ends it, unless it is cancelled. The result is absent where the kind streams. */
  onDone(result: unknown, kept: ReadonlySet<ArrayBufferLike>): void
  onFailed(error: EngineError): void
}

/** One job under way in the server: what it needs first, then its tiles. */
export interface Computation {
  /** The jobs that it has asked for, by the name of each. */
  readonly needs: ReadonlyMap<string, NeededJob>
  /** Work done and in all, in what it needs too, as far as that is known. */
  progress(): Progress
  /** One part of a tile has been consumed. */
  acknowledge(tile: number): void
  /** Nothing more is computed, and nothing heard. */
  cancel(): void
}

export interface ComputationOptions {
  /** Milliseconds from any origin. */
  now(): number
  /** Calls back after the messages that have arrived were received. */
  yieldNow(resume: () => void): void
  readonly pool: Pool
  readonly kinds: JobKinds
  readonly neededJobs: NeededJobs
}

/** Milliseconds that the server spends on one job at a time. */
const slice = 8

/** Checks a job and computes it: what it needs, again and again until it names nothing new, then its tiles. */
export function startComputation(
  { kind: id, spec: given, priority, force, depth }: ComputationRequest,
  { pool, kinds, neededJobs, now, yieldNow }: ComputationOptions,
  listener: ComputationListener,
): Computation {
  const needs = new Map<string, NeededJob>()
  /** The results of what was needed, as blobs, by the name of each. */
  const arrived = new Map<string, { readonly value: unknown; readonly blob: string }>()
  /** The names of the blobs that are parts of other jobs' tiles. */
  const lent: string[] = []
  const tiles: TileHandle[] = []
  let fractions: number[] = []
  let ownWork = 0
  let ended = false

  guarded(() => {
    const ahead = kinds[id]?.ahead?.(given)
    if (ahead === undefined) begin()
    else makeAhead(ahead)
  })
  return { needs, progress, acknowledge: (tile) => tiles[tile]?.acknowledge(), cancel: () => void end() }

  /** Goes on with what is made ahead for a slice, then begins: at once where that is little. */
  function makeAhead(pieces: Pieces<void>): void {
    const start = now()
    while (pieces.next().done !== true) {
      if (now() - start < slice) continue
      yieldNow(() => {
        if (!ended) guarded(() => makeAhead(pieces))
      })
      return
    }
    begin()
  }

  function begin(): void {
    const kind = kinds[id]
    if (kind === undefined) {
      const known = Object.keys(kinds).join(', ')
      fail({ code: 'unknown-kind', message: `unknown job kind: "${id}"; expected one of ${known}` })
      return
    }
    const blobs = blobNames(given)
    const missing = blobs.find((name) => !pool.hasBlob(name))
    if (missing !== undefined) {
      fail({ code: 'missing-blob', message: `data missing: blob ${missing} was not sent; open its file again` })
      return
    }
    const checked = checkSpec(kind, given)
    if (checked.value === undefined) {
      fail(badSpec(checked.problems))
      return
    }
    const { spec, text } = checked.value
    const cost = kind.cost(spec)
    ownWork = cost.work
    const limits = { work: cost.workLimit ?? costLimits.work, bytes: costLimits.bytes }

    if (isAffordable()) askNeeds()

    /** Refuses what would never end; what is needed counts. */
    function isAffordable(): boolean {
      const { total: work } = progress()
      const isTooLong = work > limits.work && !force
      if (!isTooLong && cost.bytes <= limits.bytes) return true
      const estimate = `${work.toPrecision(2)} evaluations of a short formula and ${cost.bytes.toPrecision(2)} bytes`
      const limit = `${limits.work.toPrecision(2)} and ${limits.bytes.toPrecision(2)}`
      fail({
        code: 'too-large',
        message: `${id} too large: about ${estimate}, the limits are ${limit}; ${cost.smaller}`,
        data: { cost: { ...cost, work }, limits, canBeForced: cost.bytes <= limits.bytes },
      })
      return false
    }

    /** Asks for what is not there yet; once nothing is missing, computes. */
    function askNeeds(): void {
      const named = needsNow(kind!, spec).filter(({ tile }) => tile === undefined)
      const missing = new Map(named.map((need) => [needKey(need), need] as const).filter(([key]) => !needs.has(key)))
      if (missing.size === 0) {
        compute(kind!, spec, text, blobs)
        return
      }
      if (needs.size + missing.size > needLimits.jobs) {
        fail({ code: 'internal', message: `${id} needs more than ${needLimits.jobs} jobs` })
        return
      }
      for (const [key, need] of missing) if (!ended) ask(key, need)
    }

    function ask(key: string, need: Need): void {
      const circle = neededJobs.circleThrough(needKey({ kind: id, spec: given }), key)
      if (circle !== undefined) {
        fail({ code: 'internal', message: `jobs need each other in a circle: ${circle.join(' -> ')}` })
        return
      }
      if (depth === needLimits.depth) {
        fail({ code: 'internal', message: `jobs need each other more than ${needLimits.depth} deep: ${key}` })
        return
      }
      const job = neededJobs.ask(
        need,
        { priority, force, depth: depth + 1 },
        {
          onProgress() {
            if (isAffordable()) listener.onProgress()
          },
          onDone({ value, bytes, blob }) {
            if (!isAffordable()) return
            pool.keepBlob(blob, bytes)
            arrived.set(key, { value, blob })
            if (arrived.size === needs.size) guarded(askNeeds)
          },
          onFailed({ code, message, data }) {
            fail({ code, message: `${need.kind}, which ${id} needs, failed: ${message}`, data: { need, data } })
          },
        },
      )
      needs.set(key, job)
    }
  }

  function compute(kind: JobKind, spec: unknown, text: string, blobs: readonly string[]): void {
    const plan = kind.plan(spec)
    const needed = neededBlobs([...arrived.keys()])
    const given = [...needed, ...keptBlobs(kind, spec)]
    const keyOf =
      kind.isQuick?.(spec) === true
        ? () => undefined
        : kind.alone === undefined
          ? resultKey(kind, text, needed)
          : (tile: unknown) => nameOf(kind, spec, tile)
    /** Of a kind that merges, by tile. */
    const parts: unknown[] = []
    const gathering = 'merge' in kind ? kind.gather?.(spec) : undefined
    const kept = new Set<ArrayBufferLike>()
    fractions = plan.map(() => 0)
    let missing = plan.length
    const packed = pack(spec)
    for (const [index, tile] of plan.entries()) {
      if (ended) return
      tiles[index] = pool.run({
        kind: kind.id,
        spec: packed,
        tile,
        priority,
        key: keyOf(tile),
        blobs: [...blobs, ...given.map(({ blob }) => blob)],
        needed: given,
        onPart(part, isKept) {
          if ('merge' in kind) {
            if (gathering === undefined) parts[index] = part
            else joining(() => gathering.take(part, tile))
            if (isKept) for (const buffer of buffersOf(part)) kept.add(buffer)
          } else listener.onPart(kind.partOf?.(spec, tile, part) ?? part, index, isKept)
        },
        onProgress(fraction) {
          fractions[index] = fraction
          listener.onProgress()
        },
        nameByProduct,
        onDone() {
          fractions[index] = 1
          missing -= 1
          if (missing > 0) listener.onProgress()
          else finish()
        },
        onFailed: fail,
      })
    }

    function finish(): void {
      let result: unknown
      joining(() => {
        if (!('merge' in kind)) return
        result = gathering === undefined ? kind.merge(spec, parts) : gathering.result()
        kind.keep?.(parts).forEach(listener.onBlob)
      })
      if (end()) listener.onDone(result, kept)
    }

    function joining(act: () => void): void {
      try {
        act()
      } catch (thrown) {
        fail({ code: 'internal', message: `parts not joined: ${textOf(thrown)}` })
      }
    }
  }

  /** The results of jobs that this one has asked for, as its tiles are given them. */
  function neededBlobs(keys: readonly string[]): readonly NeededBlob[] {
    return [...keys].sort().map((key) => ({ key, blob: arrived.get(key)!.blob }))
  }

  /** Parts of other jobs' tiles that are kept and save this job work; they are no part of what names its own. */
  function keptBlobs(kind: JobKind, spec: unknown): readonly NeededBlob[] {
    return needsNow(kind, spec).flatMap((need) => {
      const other = kinds[need.kind]
      const name = need.tile === undefined || other === undefined ? undefined : nameOf(other, need.spec, need.tile)
      const parts = name === undefined ? undefined : pool.kept(name)
      if (name === undefined || parts === undefined) return []
      pool.keepBlob(name, resultToBytes(parts))
      lent.push(name)
      return [{ key: needKey(need), blob: name }]
    })
  }

  /** What a job names by what is there. */
  function needsNow(kind: JobKind, spec: unknown): readonly Need[] {
    const results = neededResults((key) => arrived.get(key)?.value)
    return kind.needs?.(spec, results) ?? []
  }

  /** What names the parts of a job's tile in the cache; absent where something that it needs is not at hand here. */
  function nameOf(kind: JobKind, spec: unknown, tile: unknown): string | undefined {
    const own = kind.alone?.(spec, tile) ?? spec
    const { value: text } = canonicalText(own)
    const needed = needsNow(kind, own).filter((need) => need.tile === undefined)
    const keys = new Set(needed.map(needKey))
    if (text === undefined || ![...keys].every((key) => arrived.has(key))) return undefined
    return resultKey(kind, text, neededBlobs([...keys]))(kind.alone === undefined ? tile : kind.plan(own)[0])
  }

  /** What names the result of a job of one tile. */
  function nameByProduct(id: string, packed: unknown): string | undefined {
    const kind = kinds[id]
    const spec = unpack(packed)
    return kind && nameOf(kind, spec, kind.plan(spec)[0])
  }

  function progress(): Progress {
    const own = fractions.length === 0 ? 0 : fractions.reduce((sum, each) => sum + each, 0) / fractions.length
    let done = own * ownWork
    let total = ownWork
    for (const job of needs.values()) {
      const part = job.progress()
      done += part.done
      total += part.total
    }
    return { done: Math.round(done), total }
  }

  function guarded(act: () => void): void {
    try {
      act()
    } catch (thrown) {
      if (thrown instanceof Infeasible) fail({ code: 'bad-spec', message: thrown.message })
      else fail({ code: 'internal', message: `job not planned: ${textOf(thrown)}` })
    }
  }

  function fail(error: EngineError): void {
    if (end()) listener.onFailed(error)
  }

  /** Whether it had not ended before. */
  function end(): boolean {
    if (ended) return false
    ended = true
    for (const tile of tiles) tile?.cancel()
    for (const job of needs.values()) job.release()
    for (const { blob } of arrived.values()) pool.dropBlob(blob)
    for (const name of lent) pool.dropBlob(name)
    return true
  }
}

/** The checked spec, and the text that names it: what is computed is what the text says, and no more. */
function checkSpec(kind: JobKind, given: unknown): Checked<{ readonly spec: unknown; readonly text: string }> {
  const spec = kind.validate(given)
  if (spec.value === undefined) return { problems: spec.problems }
  const text = canonicalText(spec.value)
  if (text.value === undefined) return { problems: text.problems }
  return { value: { spec: withoutAbsent(spec.value), text: text.value }, problems: [] }
}

/** A JSON value without its absent (`undefined`) entries, of which its text says nothing. */
function withoutAbsent(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || isLongList(value)) return value
  if (Array.isArray(value)) return value.map(withoutAbsent)
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined)
  return Object.fromEntries(entries.map(([key, entry]) => [key, withoutAbsent(entry)]))
}

function badSpec(problems: readonly Problem[]): EngineError {
  return { code: 'bad-spec', message: problems.map(formatProblem).join(' | '), data: { problems } }
}

function textOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}
