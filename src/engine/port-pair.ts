import type { Port } from './protocol'

export interface PortPairOptions {
  /** Calls back later, in any order: each end's messages keep theirs. */
  schedule(deliver: () => void): void
  /** What arrives at the other end: a copy, but for the buffers that are given up. */
  copy(message: unknown, transfer: readonly ArrayBufferLike[]): unknown
}

/** Two ports linked to each other inside one thread. Closing one end closes the other, after what was posted before. */
export function createPortPair({ schedule, copy }: PortPairOptions): [Port, Port] {
  let open = true
  const first = createEnd()
  const second = createEnd()
  return [first.portTo(second), second.portTo(first)]

  function createEnd() {
    const inbox: (() => void)[] = []
    let receive: (message: unknown) => void = () => undefined
    let closed: (reason: string) => void = () => undefined
    return {
      deliver(message: unknown): void {
        inbox.push(() => receive(message))
        schedule(() => inbox.shift()?.())
      },
      close(): void {
        inbox.push(() => closed('the other end was closed'))
        schedule(() => inbox.shift()?.())
      },
      portTo(other: { deliver(message: unknown): void; close(): void }): Port {
        return {
          post(message, transfer = []) {
            if (open) other.deliver(copy(message, transfer))
          },
          onMessage(receiver) {
            receive = receiver
          },
          onClose(receiver) {
            closed = receiver
          },
          close() {
            if (!open) return
            open = false
            inbox.length = 0
            other.close()
          },
        }
      },
    }
  }
}
