import { type Computation, type ComputationOptions, startComputation } from './computation'
import { type ClientMessage, type EngineError, jobCredit, type ServerMessage } from './protocol'
import { buffersOf, pack, unpack } from './wire'

export interface ServedJobOptions extends ComputationOptions {
  post(message: ServerMessage, transfer?: readonly ArrayBufferLike[]): void
  /** Keeps bytes for the client as those that it sends. */
  keep(bytes: Uint8Array): void
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

/** A client's job: its parts on their way, and its one end. */
export function createServedJob(request: ClientMessage & { type: 'run' }, options: ServedJobOptions): ServedJob {
  const { pool, kinds, neededJobs, now, yieldNow, post, keep, onEnd } = options
  const { job } = request
  /** Parts that wait for credit, and the tiles of those that are on their way, oldest first. */
  const waiting: { readonly part: unknown; readonly tile: number; readonly isKept: boolean }[] = []
  const travelling: number[] = []
  let computation: Computation | undefined
  /**
   * Once every tile is done: what the client does not add up itself, and those of its buffers that are not given away.
   */
  let result: { readonly value: unknown; readonly kept: ReadonlySet<ArrayBufferLike> } | undefined
  let reportedAt = -Infinity
  let ended = false

  return {
    begin() {
      const { kind, spec, priority, force = false } = request
      const asked = { kind, spec: unpacked(spec), priority, force, depth: 0 }
      const started = startComputation(
        asked,
        { pool, kinds, neededJobs, now, yieldNow },
        {
          onPart(part, tile, isKept) {
            waiting.push({ part, tile, isKept })
            flush()
          },
          onProgress: report,
          onBlob: keep,
          onDone(value, kept) {
            result = { value, kept }
            flush()
          },
          onFailed: fail,
        },
      )
      computation = started
      if (ended) started.cancel()
    },
    acknowledge() {
      const tile = travelling.shift()
      if (tile === undefined || ended) return
      computation?.acknowledge(tile)
      flush()
    },
    cancel() {
      if (end()) post({ type: 'cancelled', job })
    },
  }

  /** Nothing, which no kind takes, of a spec that is nested deeper than anyone can follow. */
  function unpacked(spec: unknown): unknown {
    try {
      return unpack(spec)
    } catch {
      return undefined
    }
  }

  function report(): void {
    if (computation === undefined || now() - reportedAt < progressInterval) return
    reportedAt = now()
    post({ type: 'progress', job, progress: computation.progress() })
  }

  /** Sends what credit allows, and the end once every part has been sent. */
  function flush(): void {
    while (!ended && travelling.length < jobCredit && waiting.length > 0) {
      const { part, tile, isKept } = waiting.shift()!
      travelling.push(tile)
      post({ type: 'part', job, part: pack(part) }, isKept ? [] : buffersOf(part))
    }
    if (result === undefined || waiting.length > 0) return
    const { value, kept } = result
    const given = buffersOf(value).filter((buffer) => !kept.has(buffer))
    if (end()) post({ type: 'done', job, result: pack(value) }, given)
  }

  function fail(error: EngineError): void {
    if (end()) post({ type: 'failed', job, error })
  }

  /** Whether the job had not ended before. */
  function end(): boolean {
    if (ended) return false
    ended = true
    computation?.cancel()
    onEnd()
    return true
  }
}
