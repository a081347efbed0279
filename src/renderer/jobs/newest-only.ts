import type { Job } from '../../engine/client'

/**
 * Sends one request at a time; of those that come meanwhile only the newest is kept. So a dragged slider sees
 * answers all along, instead of every request being cut off by the next. A request that takes longer than
 * `patience` milliseconds gives way.
 */
export function newestOnly<Request>(start: (request: Request) => Job<unknown>, patience: number) {
  let running: Job<unknown> | undefined
  let waiting: { readonly request: Request } | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  const send = (request: Request): void => {
    const job = start(request)
    running = job
    void job.end.then(() => {
      if (running !== job) return
      running = undefined
      clearTimeout(timer)
      timer = undefined
      const next = waiting
      waiting = undefined
      if (next !== undefined) send(next.request)
    })
  }

  return {
    request(request: Request): void {
      if (running === undefined) return send(request)
      waiting = { request }
      timer ??= setTimeout(() => running?.cancel(), patience)
    },
    cancel(): void {
      waiting = undefined
      running?.cancel()
    },
  }
}
