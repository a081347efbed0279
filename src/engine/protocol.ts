/**
 * The messages of the channel. A link moves them, a channel gives them order and endings, the client types them.
 * Values inside are structured-clonable; non-finite numbers travel only in typed arrays, so that a link
 * may serialise everything else as JSON.
 */
export type Priority = 'interactive' | 'visible' | 'background'

export interface EngineError {
  /**
   * Kebab-case, stable: `bad-message`, `bad-spec`, `too-large`, `missing-blob`, `worker-lost`, `unknown-kind`,
   * `link-lost`, `internal`.
   */
  readonly code: string
  /** One line for a person. */
  readonly message: string
  readonly data?: unknown
}

/** Seconds of one core, as measured, that a unit of work of sums over examples takes; of formulas it is far less. */
export const secondsPerUnit = 2.5e-7

/** The part of its points at which a surface that is interpolated is evaluated where it is smooth, with some room. */
export const evaluatedShare = 0.2

export interface Progress {
  /** Work done and in all, in the job kind's own unit. */
  readonly done: number
  readonly total: number
}

export type ClientMessage =
  | {
      readonly type: 'run'
      readonly job: number
      readonly kind: string
      readonly spec: unknown
      readonly priority: Priority
      /** A later job with the same key cancels this one. */
      readonly supersedes?: string
      /** Whether it is computed however long it may take: a person has seen the estimate and insists. */
      readonly force?: boolean
    }
  | { readonly type: 'cancel'; readonly job: number }
  /** One part has been consumed; at most 4 may be outstanding. */
  | { readonly type: 'acknowledge'; readonly job: number }
  /** A large input for the jobs that follow; `put` numbers the question, the answer is its name. */
  | { readonly type: 'put-blob'; readonly put: number; readonly bytes: Uint8Array }
  /** The client names the blob in no further job. */
  | { readonly type: 'drop-blob'; readonly name: string }

export type ServerMessage =
  /** A finished part of a job that streams. */
  | { readonly type: 'part'; readonly job: number; readonly part: unknown }
  | { readonly type: 'progress'; readonly job: number; readonly progress: Progress }
  /**
   * Exactly one of the following three ends every job. The result is absent where the job streams: the client adds up
   * the parts.
   */
  | { readonly type: 'done'; readonly job: number; readonly result?: unknown }
  | { readonly type: 'failed'; readonly job: number; readonly error: EngineError }
  | { readonly type: 'cancelled'; readonly job: number }
  /** One of the following two answers every blob; `name` is the SHA-256 of the bytes. */
  | { readonly type: 'blob-kept'; readonly put: number; readonly name: string }
  | { readonly type: 'blob-refused'; readonly put: number; readonly error: EngineError }
  /** Something a person should hear of that ends no job by itself: a worker was lost and replaced. */
  | { readonly type: 'notice'; readonly error: EngineError }

/** Parts of one job that may be on their way to its client unacknowledged. */
export const jobCredit = 4

/** Parts of one tile that may be on their way from its worker unacknowledged; a tile without credit rests. */
export const tileCredit = 4

/** The result of a job that a tile's own needs, by what was asked: a blob in the form of `result-bytes.ts`. */
export interface NeededBlob {
  readonly key: string
  readonly blob: string
}

/** What the pool says to a worker. A task is one attempt at one tile; its number is never used again. */
export type PoolMessage =
  | {
      readonly type: 'run'
      readonly task: number
      readonly kind: string
      readonly spec: unknown
      readonly tile: unknown
      readonly priority: Priority
      readonly needed?: readonly NeededBlob[]
      /** Parts that an earlier attempt has delivered; a tile is deterministic, so they are computed but not sent. */
      readonly skip: number
    }
  | { readonly type: 'cancel'; readonly task: number }
  | { readonly type: 'acknowledge'; readonly task: number }
  /** Comes before the first task that names the blob, once for each worker. */
  | { readonly type: 'blob'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly type: 'drop-blob'; readonly name: string }
  | { readonly type: 'ping' }

export type WorkerMessage =
  /** The worker's modules are loaded. */
  | { readonly type: 'ready' }
  | { readonly type: 'pong' }
  /** `index` counts the tile's parts from 0, skipped ones included. A tile that does not stream has one. */
  | { readonly type: 'part'; readonly task: number; readonly index: number; readonly part: unknown }
  /** `fraction` of the tile's work, 0 to 1. */
  | { readonly type: 'progress'; readonly task: number; readonly fraction: number }
  /** The result of another job: of a job's kind and spec. It needs no credit, since nobody waits for it. */
  | {
      readonly type: 'by-product'
      readonly task: number
      readonly kind: string
      readonly spec: unknown
      readonly result: unknown
    }
  | { readonly type: 'done'; readonly task: number }
  | { readonly type: 'failed'; readonly task: number; readonly error: EngineError }

/**
 * One end of a link, structurally that of a MessagePort. The link decides what is transferred and what is copied:
 * `transfer` names buffers the sender gives up, which a link is free to copy instead.
 */
export interface Port {
  post(message: unknown, transfer?: readonly ArrayBufferLike[]): void
  /** Sets the one receiver of messages. */
  onMessage(receive: (message: unknown) => void): void
  /** Sets the one receiver of the other end's death. */
  onClose(closed: (reason: string) => void): void
  close(): void
}
