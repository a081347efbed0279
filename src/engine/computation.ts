import { type Checked, formatProblem, type Problem } from '../core/problem'
import { blobNames } from './blobs'
import { canonicalText } from './canonical-text'
import { costLimits, type JobKind, type JobKinds } from './job-kind'
import { type Need, needKey, needLimits, type NeededJob, type NeededJobs, neededResults, type Terms } from './needs'
import { isLongList } from './long-list'
import type { Pool, TileHandle } from './pool'
import type { EngineError, NeededBlob, Progress } from './protocol'
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

interface ComputationOptions {
  readonly pool: Pool
  readonly kinds: JobKinds
  readonly neededJobs: NeededJobs
}

/** Checks a job and computes it: what it needs, again and again until it names nothing new, then its tiles. */
export function startComputation(
  { kind: id, spec: given, priority, force, depth }: ComputationRequest,
  { pool, kinds, neededJobs }: ComputationOptions,
  listener: ComputationListener,
): Computation {
  const needs = new Map<string, NeededJob>()
  /** The results of what was needed, as blobs, by the name of each. */
  const arrived = new Map<string, { readonly value: unknown; readonly blob: string }>()
  const tiles: TileHandle[] = []
  let fractions: number[] = []
  let ownWork = 0
  let ended = false

  try {
    begin()
  } catch (thrown) {
    fail({ code: 'internal', message: `job not planned: ${textOf(thrown)}` })
  }
  return { needs, progress, acknowledge: (tile) => tiles[tile]?.acknowledge(), cancel: () => void end() }

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
      const estimate = `${work.toPrecision(2)} evaluations and ${cost.bytes.toPrecision(2)} bytes`
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
      const named =
        kind!.needs?.(
          spec,
          neededResults((key) => arrived.get(key)?.value),
        ) ?? []
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
    /** Of a kind that merges, by tile. */
    const parts: unknown[] = []
    const kept = new Set<ArrayBufferLike>()
    fractions = plan.map(() => 0)
    let missing = plan.length
    const key = resultKey(kind, text, needed)
    const packed = pack(spec)
    for (const [index, tile] of plan.entries()) {
      if (ended) return
      tiles[index] = pool.run({
        kind: kind.id,
        spec: packed,
        tile,
        priority,
        key: key(tile),
        blobs: [...blobs, ...needed.map(({ blob }) => blob)],
        needed,
        onPart(part, isKept) {
          if ('merge' in kind) {
            parts[index] = part
            if (isKept) for (const buffer of buffersOf(part)) kept.add(buffer)
          } else listener.onPart(part, index, isKept)
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
      try {
        if ('merge' in kind) {
          result = kind.merge(spec, parts)
          kind.keep?.(parts).forEach(listener.onBlob)
        }
      } catch (thrown) {
        fail({ code: 'internal', message: `parts not joined: ${textOf(thrown)}` })
        return
      }
      if (end()) listener.onDone(result, kept)
    }
  }

  /** The results of jobs that this one has asked for, as its tiles are given them. */
  function neededBlobs(keys: readonly string[]): readonly NeededBlob[] {
    return [...keys].sort().map((key) => ({ key, blob: arrived.get(key)!.blob }))
  }

  /** What names the result of another job in the cache, if all that it needs is at hand here. */
  function nameByProduct(id: string, packed: unknown): string | undefined {
    const kind = kinds[id]
    const spec = unpack(packed)
    const { value: text } = canonicalText(spec)
    if (kind === undefined || text === undefined) return undefined
    const results = neededResults((key) => arrived.get(key)?.value)
    const keys = (kind.needs?.(spec, results) ?? []).map(needKey)
    if (!keys.every((key) => arrived.has(key))) return undefined
    const [tile] = kind.plan(spec)
    return resultKey(kind, text, neededBlobs([...new Set(keys)]))(tile)
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
      fail({ code: 'internal', message: `job not planned: ${textOf(thrown)}` })
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
