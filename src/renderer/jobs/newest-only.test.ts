import { describe, expect, it, vi } from 'vitest'
import type { JobEnd } from '../../engine/client'
import { newestOnly } from './newest-only'

/** Jobs that end when told to. */
function harness(patience: number) {
  const started: { request: number; end: () => void }[] = []
  const queue = newestOnly((request: number) => {
    let end: (value: JobEnd<unknown>) => void = () => undefined
    const promise = new Promise<JobEnd<unknown>>((resolve) => (end = resolve))
    started.push({ request, end: () => end({ status: 'done', result: undefined }) })
    return { end: promise, cancel: () => end({ status: 'cancelled' }) }
  }, patience)
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn++) await Promise.resolve()
  }
  return { queue, started, settle, requests: () => started.map(({ request }) => request) }
}

describe('newestOnly', () => {
  it('computes a handful of a thousand requests, the last among them', async () => {
    const { queue, started, settle, requests } = harness(1000)
    for (let n = 0; n < 1000; n++) {
      queue.request(n)
      if (n === 500) {
        started.at(-1)!.end()
        await settle()
      }
    }
    started.at(-1)!.end()
    await settle()
    expect(requests()).toEqual([0, 500, 999])
  })

  it('gives up a request that takes too long', async () => {
    vi.useFakeTimers()
    const { queue, settle, requests } = harness(100)
    queue.request(1)
    queue.request(2)
    expect(requests()).toEqual([1])
    vi.advanceTimersByTime(100)
    await settle()
    vi.useRealTimers()
    expect(requests()).toEqual([1, 2])
  })
})
