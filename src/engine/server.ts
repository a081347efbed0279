import { blobName } from '../core/blob-name'
import type { JobKinds } from './job-kind'
import { createNeededJobs } from './needed-jobs'
import type { Pool } from './pool'
import type { ClientMessage, Port, ServerMessage } from './protocol'
import { createServedJob, type ServedJob } from './served-job'

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
  /** The blobs that this client has sent and not dropped. */
  const kept = new Set<string>()
  const neededJobs = createNeededJobs({ pool, kinds, now, yieldNow })
  const post = (message: ServerMessage, transfer?: readonly ArrayBufferLike[]) => port.post(message, transfer)

  port.onMessage((received) => {
    const message = received as ClientMessage
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
        post({ type: 'blob-kept', put: message.put, name: keep(message.bytes) })
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
    for (const name of kept) drop(name)
  })

  function keep(bytes: Uint8Array): string {
    const name = blobName(bytes)
    if (!kept.has(name)) {
      kept.add(name)
      pool.keepBlob(name, bytes)
    }
    return name
  }

  function drop(name: string): void {
    if (kept.delete(name)) pool.dropBlob(name)
  }

  function accept(message: ClientMessage & { type: 'run' }): void {
    const { job: number, supersedes } = message
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
      if (jobs.has(number)) job.begin()
    })
  }
}
