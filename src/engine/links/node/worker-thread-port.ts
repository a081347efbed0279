import type { MessagePort, Transferable, Worker } from 'node:worker_threads'
import type { Port } from '../../protocol'

type Transfer = readonly Transferable[]

/** A worker thread as its owner sees it. Closing the port ends the thread; the thread's end closes the port. */
export function portToThread(worker: Worker): Port {
  let failure: string | undefined
  // A failing thread says why before it exits.
  worker.on('error', (error) => (failure = error instanceof Error ? error.message : String(error)))
  return {
    post: (message, transfer = []) => worker.postMessage(message, transfer as Transfer),
    onMessage: (receive) => worker.on('message', receive),
    onClose: (closed) => worker.once('exit', (code) => closed(failure ?? `it exited with code ${code}`)),
    close: () => void worker.terminate(),
  }
}

/** The owner as its worker thread sees it. */
export function portToOwner(parent: MessagePort): Port {
  return {
    post: (message, transfer = []) => parent.postMessage(message, transfer as Transfer),
    onMessage: (receive) => parent.on('message', receive),
    onClose: (closed) => parent.once('close', () => closed('the owner closed the link')),
    close: () => parent.close(),
  }
}
