import { blobName } from '../core/blob-name'
import { gatherer } from './accumulation'
import { type Computation, startComputation } from './computation'
import type { JobKinds } from './job-kind'
import { type Need, needKey, type NeededJobs, type Terms, type Waiter } from './needs'
import type { Pool } from './pool'
import { resultToBytes } from './result-bytes'

interface Entry {
  readonly key: string
  readonly waiters: Set<Waiter>
  computation: Computation | undefined
}

interface NeededJobsOptions {
  readonly pool: Pool
  readonly kinds: JobKinds
  now(): number
  yieldNow(resume: () => void): void
}

export function createNeededJobs({ pool, kinds, now, yieldNow }: NeededJobsOptions): NeededJobs {
  /** By how urgent they are and what they compute. */
  const entries = new Map<string, Entry>()

  const neededJobs: NeededJobs = {
    ask(need, terms, waiter) {
      const name = `${terms.priority} ${terms.force} ${needKey(need)}`
      const entry = entries.get(name) ?? create(name, need, terms)
      entry.waiters.add(waiter)
      return {
        progress: () => entry.computation?.progress() ?? { done: 0, total: 0 },
        release() {
          entry.waiters.delete(waiter)
          if (entry.waiters.size > 0 || entries.get(name) !== entry) return
          entries.delete(name)
          entry.computation?.cancel()
        },
      }
    },
    circleThrough(asking, asked) {
      const back = way(asked, asking, new Set())
      return back && [asking, ...back]
    },
  }
  return neededJobs

  function way(from: string, to: string, seen: Set<string>): readonly string[] | undefined {
    if (from === to) return [from]
    if (seen.has(from)) return undefined
    seen.add(from)
    for (const { key, computation } of entries.values()) {
      if (key !== from) continue
      for (const next of computation?.needs.keys() ?? []) {
        const rest = way(next, to, seen)
        if (rest !== undefined) return [from, ...rest]
      }
    }
    return undefined
  }

  function create(name: string, need: Need, terms: Terms): Entry {
    const entry: Entry = { key: needKey(need), waiters: new Set(), computation: undefined }
    entries.set(name, entry)
    yieldNow(() => {
      if (entries.get(name) === entry) start(name, entry, need, terms)
    })
    return entry
  }

  function start(name: string, entry: Entry, need: Need, terms: Terms): void {
    const kind = kinds[need.kind]
    const gathered = kind !== undefined && 'accumulation' in kind ? gatherer(kind.accumulation, need.spec) : undefined
    /** How it has ended, if that was before it could be told. */
    let ended: ((waiter: Waiter) => void) | undefined
    const settle = (tell: (waiter: Waiter) => void): void => {
      ended = tell
      if (entry.computation === undefined) return
      entries.delete(name)
      const waiters = [...entry.waiters]
      entry.waiters.clear()
      waiters.forEach(tell)
    }
    const computation = startComputation(
      { ...need, ...terms },
      { pool, kinds, neededJobs, now, yieldNow },
      {
        onPart(part, tile) {
          gathered?.add(part)
          // A tile may end, and with it the job, before it is known here.
          entry.computation?.acknowledge(tile)
        },
        onBlob: () => undefined,
        onProgress: () => entry.waiters.forEach((waiter) => waiter.onProgress()),
        onDone(result) {
          const value = gathered === undefined ? result : gathered.result()
          const bytes = resultToBytes(value)
          const needed = { value, bytes, blob: blobName(bytes) }
          settle((waiter) => waiter.onDone(needed))
        },
        onFailed: (error) => settle((waiter) => waiter.onFailed(error)),
      },
    )
    entry.computation = computation
    if (ended !== undefined) settle(ended)
    else for (const waiter of [...entry.waiters]) waiter.onProgress()
  }
}
