import { blobName } from '../core/blob-name'
import type { JobKinds } from './job-kind'
import { createNeededJobs } from './needed-jobs'
import type { Pool } from './pool'
import { formatProblem } from '../core/problem'
import { checkClientMessage, numberIn } from './client-message'
import type { ClientMessage, EngineError, Port, ServerMessage } from './protocol'
import { createServedJob, type ServedJob } from './served-job'

/** Bytes of blobs that one client may keep here. */
const mostKeptBytes = 2 ** 31

export interface ServerOptions {
  readonly pool: Pool
  readonly kinds: JobKinds
  /** Milliseconds from any origin. */
  now(): number
  /** Calls back after the messages that have arrived were received. */
  yieldNow(resume: () => void): void
}

/**
 * The server's half of the channel, for one client; several clients may share a pool.
 *
 * Jobs are planned here and not in a worker: a plan is quick by contract, a refusal should not wait behind a
 * computation, and a probe would pay for a second round trip. A job begins only after the messages that came with it
 * are read, so of a thousand requests that supersede each other in one go all but the last cost nothing.
 */
export function serve(port: Port, { pool, kinds, now, yieldNow }: ServerOptions): void {
  const jobs = new Map<number, ServedJob>()
  /** The running job of each supersedes key. */
  const latest = new Map<string, number>()
  /** The bytes of each blob that this client has sent and not dropped, and of all. */
  const kept = new Map<string, number>()
  let keptBytes = 0
  const neededJobs = createNeededJobs({ pool, kinds, now, yieldNow })
  const post = (message: ServerMessage, transfer?: readonly ArrayBufferLike[]) => port.post(message, transfer)

  port.onMessage((received) => {
    const { value: message, problems } = checkClientMessage(received)
    if (message === undefined) {
      refuse(received, problems.map(formatProblem).join(' | '))
      return
    }
    switch (message.type) {
      case 'run':
        accept(message)
        return
      case 'cancel':
        jobs.get(message.job)?.cancel()
        return
      case 'acknowledge':
        jobs.get(message.job)?.acknowledge()
        return
      case 'put-blob':
        put(message)
        return
      case 'drop-blob':
        drop(message.name)
        return
      default:
        message satisfies never
    }
  })
  const stopListening = pool.onNotice((error) => post({ type: 'notice', error }))
  port.onClose(() => {
    stopListening()
    for (const job of jobs.values()) job.cancel()
    for (const name of kept.keys()) drop(name)
  })

  /** Answers what is no message, where it can be known by a number that nothing else has; it changes nothing. */
  function refuse(received: unknown, reason: string): void {
    const error: EngineError = { code: 'bad-message', message: reason }
    const type = typeof received === 'object' && received !== null && 'type' in received ? received.type : undefined
    const [job, number] = [numberIn(received, 'job'), numberIn(received, 'put')]
    if (type === 'run' && job !== undefined && !jobs.has(job)) post({ type: 'failed', job, error })
    else if (type === 'put-blob' && number !== undefined) post({ type: 'blob-refused', put: number, error })
    else post({ type: 'notice', error })
  }

  function put({ put, bytes }: ClientMessage & { type: 'put-blob' }): void {
    if (bytes.byteLength + keptBytes <= mostKeptBytes) {
      post({ type: 'blob-kept', put, name: keep(bytes) })
      return
    }
    const message = `data too large: ${bytes.byteLength} bytes beside ${keptBytes} that are kept, at most ${mostKeptBytes} are; open fewer files`
    post({ type: 'blob-refused', put, error: { code: 'too-large', message } })
  }

  function keep(bytes: Uint8Array): string {
    const name = blobName(bytes)
    if (!kept.has(name)) {
      kept.set(name, bytes.byteLength)
      keptBytes += bytes.byteLength
      pool.keepBlob(name, bytes)
    }
    return name
  }

  function drop(name: string): void {
    keptBytes -= kept.get(name) ?? 0
    if (kept.delete(name)) pool.dropBlob(name)
  }

  function accept(message: ClientMessage & { type: 'run' }): void {
    const { job: number, supersedes } = message
    if (jobs.has(number)) {
      post({ type: 'notice', error: { code: 'bad-message', message: `job number ${number} is taken` } })
      return
    }
    if (supersedes !== undefined) {
      const superseded = latest.get(supersedes)
      if (superseded !== undefined) jobs.get(superseded)?.cancel()
      latest.set(supersedes, number)
    }
    const job = createServedJob(message, {
      pool,
      kinds,
      neededJobs,
      now,
      yieldNow,
      post,
      keep,
      onEnd() {
        jobs.delete(number)
        if (supersedes !== undefined && latest.get(supersedes) === number) latest.delete(supersedes)
      },
    })
    jobs.set(number, job)
    yieldNow(() => {
      // Of a job that has not been superseded since.
      if (jobs.get(number) === job) job.begin()
    })
  }
}
