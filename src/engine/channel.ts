import type { ClientMessage, EngineError, Port, Priority, Progress, ServerMessage } from './protocol'
import { pack, unpack } from './wire'

/** How a job ended. Exactly one of these, once. */
export type JobEnd<R> =
  | { readonly status: 'done'; readonly result: R }
  | { readonly status: 'failed'; readonly error: EngineError }
  | { readonly status: 'cancelled' }

export interface ChannelRunOptions<Part> {
  /** `visible` where absent. */
  readonly priority?: Priority
  /** A later job with the same key cancels this one. */
  readonly supersedes?: string
  /** Whether it is computed however long it may take; what does not fit into memory is refused all the same. */
  readonly force?: boolean
  /**
   * Called for each part in order, never before the promise of the one before has resolved; a part counts as
   * consumed once its own has, so a slow reader slows the job. The part's buffers are the caller's to keep.
   */
  readonly onPart?: (part: Part) => void | Promise<void>
  readonly onProgress?: (progress: Progress) => void
}

export interface Job<R> {
  /** Resolves once every part is consumed; never rejects. */
  readonly end: Promise<JobEnd<R>>
  cancel(): void
}

/** The client's half of the channel: gives jobs their numbers, and every job exactly one end. */
export interface Channel {
  run(kind: string, spec: unknown, options?: ChannelRunOptions<unknown>): Job<unknown>
  /**
   * Sends a large input, once for all jobs that name it as `{ blob: name }`; its name is the SHA-256 of its bytes. Jobs
   * run after this call may name it even before the name has come back. The bytes stay the caller's.
   */
  putBlob(bytes: Uint8Array): Promise<JobEnd<string>>
  /** Says that no further job will name the blob. */
  dropBlob(name: string): void
  /** Ends every job that runs as cancelled, and the link. */
  close(): void
}

export interface ChannelOptions {
  /** Hears of what ends no job by itself: a worker was lost and replaced. */
  readonly onNotice?: (error: EngineError) => void
}

interface RunningJob {
  readonly options: ChannelRunOptions<unknown>
  /** Resolves when the parts so far are consumed. */
  consumed: Promise<void>
  /** Why the reader took no more. */
  failure?: EngineError
  settle(end: JobEnd<unknown>): void
}

export function createChannel(port: Port, { onNotice }: ChannelOptions = {}): Channel {
  const jobs = new Map<number, RunningJob>()
  /** The blobs whose names have not come back. */
  const puts = new Map<number, (end: JobEnd<string>) => void>()
  let lastJob = 0
  let lastPut = 0
  let closed: JobEnd<never> | undefined

  port.onMessage((received) => {
    const message = received as ServerMessage
    if (message.type === 'notice') {
      onNotice?.(message.error)
      return
    }
    if (message.type === 'blob-kept' || message.type === 'blob-refused') {
      const isKept = message.type === 'blob-kept'
      const end = isKept
        ? ({ status: 'done', result: message.name } as const)
        : ({ status: 'failed', error: message.error } as const)
      puts.get(message.put)?.(end)
      puts.delete(message.put)
      return
    }
    const job = jobs.get(message.job)
    if (job === undefined) return
    switch (message.type) {
      case 'part':
        consume(message.job, job, unpack(message.part))
        return
      case 'progress':
        job.options.onProgress?.(message.progress)
        return
      case 'done':
        finish(message.job, job, { status: 'done', result: unpack(message.result) })
        return
      case 'failed':
        finish(message.job, job, { status: 'failed', error: message.error })
        return
      case 'cancelled':
        finish(message.job, job, { status: 'cancelled' })
        return
      default:
        message satisfies never
    }
  })

  port.onClose((reason) => {
    endAll({ status: 'failed', error: { code: 'link-lost', message: `engine lost: ${reason}; restart to go on` } })
  })

  return {
    run(kind, spec, options = {}) {
      if (closed !== undefined) return { end: Promise.resolve(closed), cancel: () => undefined }
      const number = ++lastJob
      const end = new Promise<JobEnd<unknown>>((settle) => {
        jobs.set(number, { options, consumed: Promise.resolve(), settle })
      })
      send({
        type: 'run',
        job: number,
        kind,
        spec: pack(spec),
        priority: options.priority ?? 'visible',
        supersedes: options.supersedes,
        force: options.force,
      })
      return {
        end,
        cancel: () => {
          if (jobs.has(number)) send({ type: 'cancel', job: number })
        },
      }
    },
    putBlob(bytes) {
      if (closed !== undefined) return Promise.resolve(closed)
      const put = ++lastPut
      return new Promise((settle) => {
        puts.set(put, settle)
        send({ type: 'put-blob', put, bytes })
      })
    },
    dropBlob(name) {
      if (closed === undefined) send({ type: 'drop-blob', name })
    },
    close() {
      endAll({ status: 'cancelled' })
      port.close()
    },
  }

  function send(message: ClientMessage): void {
    port.post(message)
  }

  /** A reader that throws ends its job: what it would have shown or written is incomplete. */
  function consume(number: number, job: RunningJob, part: unknown): void {
    job.consumed = job.consumed
      .then(() => (job.failure === undefined ? job.options.onPart?.(part) : undefined))
      .then(
        () => {
          if (jobs.has(number)) send({ type: 'acknowledge', job: number })
        },
        (thrown: unknown) => {
          job.failure = { code: 'internal', message: `part not taken: ${thrown}` }
          if (!jobs.has(number)) return
          send({ type: 'cancel', job: number })
          finish(number, job, { status: 'cancelled' })
        },
      )
  }

  function finish(number: number, job: RunningJob, end: JobEnd<unknown>): void {
    jobs.delete(number)
    void job.consumed.then(() => job.settle(job.failure === undefined ? end : { status: 'failed', error: job.failure }))
  }

  function endAll(end: JobEnd<never>): void {
    closed ??= end
    for (const [number, job] of jobs) finish(number, job, end)
    for (const settle of puts.values()) settle(end)
    puts.clear()
  }
}
