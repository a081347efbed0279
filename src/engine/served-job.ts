import { type Checked, formatProblem, type Problem } from '../core/problem'
import { blobNames } from './blobs'
import { canonicalJson } from './canonical-json'
import { costLimits, type JobKind, type JobKinds } from './job-kind'
import type { Pool, TileHandle } from './pool'
import { type ClientMessage, type EngineError, jobCredit, type ServerMessage } from './protocol'
import { resultKey } from './result-key'
import { buffersOf, pack, unpack } from './wire'

export interface ServedJobOptions {
  readonly pool: Pool
  readonly kinds: JobKinds
  now(): number
  post(message: ServerMessage, transfer?: readonly ArrayBufferLike[]): void
  /** The job has ended, and its last message is posted. */
  onEnd(): void
}

export interface ServedJob {
  /** Plans the job and asks the pool for its tiles. */
  begin(): void
  acknowledge(): void
  cancel(): void
}

/** Milliseconds between two reports of progress: 20 a second. */
const progressInterval = 50

/** One job on the server's side: its tiles, its parts on their way, and its one end. */
export function createServedJob(request: ClientMessage & { type: 'run' }, options: ServedJobOptions): ServedJob {
  const { pool, kinds, now, post, onEnd } = options
  const { job, priority } = request
  const tiles: TileHandle[] = []
  /** Parts that wait for credit, and the tiles of those that are on their way, oldest first. */
  const waiting: { readonly part: unknown; readonly tile: number; readonly isKept: boolean }[] = []
  const travelling: number[] = []
  /** Once every tile is done: what the client does not add up itself, and those of its buffers that are not given away. */
  let result: { readonly value?: unknown; readonly shared: ReadonlySet<ArrayBufferLike> } | undefined
  let reportedAt = -Infinity
  let ended = false

  return {
    begin() {
      try {
        begin()
      } catch (thrown) {
        fail({ code: 'internal', message: `job not planned: ${thrown instanceof Error ? thrown.message : thrown}` })
      }
    },
    acknowledge() {
      const tile = travelling.shift()
      if (tile === undefined || ended) return
      tiles[tile]?.acknowledge()
      flush()
    },
    cancel() {
      if (end()) post({ type: 'cancelled', job })
    },
  }

  function begin(): void {
    const kind = kinds[request.kind]
    if (kind === undefined) {
      const known = Object.keys(kinds).join(', ')
      fail({ code: 'unknown-kind', message: `unknown job kind: "${request.kind}"; expected one of ${known}` })
      return
    }
    const given = unpack(request.spec)
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
    const limits = { work: cost.workLimit ?? costLimits.work, bytes: costLimits.bytes }
    const isTooLong = cost.work > limits.work && request.force !== true
    if (isTooLong || cost.bytes > limits.bytes) {
      const estimate = `${cost.work.toPrecision(2)} evaluations and ${cost.bytes.toPrecision(2)} bytes`
      const limit = `${limits.work.toPrecision(2)} and ${limits.bytes.toPrecision(2)}`
      fail({
        code: 'too-large',
        message: `${kind.id} too large: about ${estimate}, the limits are ${limit}; ${cost.smaller}`,
        data: { cost, limits, canBeForced: cost.bytes <= limits.bytes },
      })
      return
    }
    compute(kind, spec, { text, work: cost.work, blobs })
  }

  function compute(
    kind: JobKind,
    spec: unknown,
    { text, work, blobs }: { readonly text: string; readonly work: number; readonly blobs: readonly string[] },
  ): void {
    const plan = kind.plan(spec)
    /** Of a kind that merges, by tile. */
    const parts: unknown[] = []
    const kept = new Set<ArrayBufferLike>()
    const fractions = plan.map(() => 0)
    let missing = plan.length
    const key = resultKey(kind, text)
    for (const [index, tile] of plan.entries()) {
      if (ended) return
      tiles[index] = pool.run({
        kind: kind.id,
        spec,
        tile,
        priority,
        key: key(tile),
        blobs,
        onPart(part, isKept) {
          if ('merge' in kind) {
            parts[index] = part
            if (isKept) for (const buffer of buffersOf(part)) kept.add(buffer)
          } else {
            waiting.push({ part, tile: index, isKept })
            flush()
          }
        },
        onProgress(fraction) {
          fractions[index] = fraction
          report()
        },
        onDone() {
          fractions[index] = 1
          missing -= 1
          if (missing === 0) finish()
          else report()
        },
        onFailed: fail,
      })
    }

    function finish(): void {
      try {
        result = 'merge' in kind ? { value: kind.merge(spec, parts), shared: kept } : { shared: kept }
      } catch (thrown) {
        fail({ code: 'internal', message: `parts not joined: ${thrown instanceof Error ? thrown.message : thrown}` })
        return
      }
      flush()
    }

    function report(): void {
      if (now() - reportedAt < progressInterval) return
      reportedAt = now()
      const fraction = fractions.reduce((sum, each) => sum + each, 0) / plan.length
      post({ type: 'progress', job, progress: { done: Math.round(fraction * work), total: work } })
    }
  }

  /** Sends what credit allows, and the end once every part has been sent. */
  function flush(): void {
    while (!ended && travelling.length < jobCredit && waiting.length > 0) {
      const { part, tile, isKept } = waiting.shift()!
      travelling.push(tile)
      post({ type: 'part', job, part: pack(part) }, isKept ? [] : buffersOf(part))
    }
    if (result === undefined || waiting.length > 0) return
    const { value, shared } = result
    const given = buffersOf(value).filter((buffer) => !shared.has(buffer))
    if (end()) post({ type: 'done', job, result: pack(value) }, given)
  }

  function fail(error: EngineError): void {
    if (end()) post({ type: 'failed', job, error })
  }

  /** Whether the job had not ended before. */
  function end(): boolean {
    if (ended) return false
    ended = true
    for (const tile of tiles) tile?.cancel()
    onEnd()
    return true
  }
}

/** The checked spec's canonical text, and the spec as read back from it, so that what is computed is what the key names. */
function checkSpec(kind: JobKind, given: unknown): Checked<{ readonly spec: unknown; readonly text: string }> {
  const spec = kind.validate(given)
  if (spec.value === undefined) return { problems: spec.problems }
  const text = canonicalJson(spec.value)
  if (text.value === undefined) return { problems: text.problems }
  return { value: { spec: JSON.parse(text.value), text: text.value }, problems: [] }
}

function badSpec(problems: readonly Problem[]): EngineError {
  return { code: 'bad-spec', message: problems.map(formatProblem).join(' | '), data: { problems } }
}
