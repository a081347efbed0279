import type { Port } from '../../protocol'

/**
 * A Web Worker as its owner sees it. It closes when the worker's script fails; a worker that dies otherwise gives no
 * sign, so the pool listens to its heart.
 */
export function portToWorker(worker: Worker): Port {
  return {
    post: (message, transfer = []) => worker.postMessage(message, transfer as Transferable[]),
    onMessage: (receive) => worker.addEventListener('message', ({ data }) => receive(data)),
    onClose: (closed) =>
      worker.addEventListener('error', (event) => {
        event.preventDefault()
        closed(event.message || 'its script could not be loaded')
      }),
    close: () => worker.terminate(),
  }
}

/** The owner as its worker sees it. The owner's end takes the worker with it, so nothing ever closes. */
export function portToOwner(scope: DedicatedWorkerGlobalScope): Port {
  return {
    post: (message, transfer = []) => scope.postMessage(message, transfer as Transferable[]),
    onMessage: (receive) => scope.addEventListener('message', ({ data }) => receive(data)),
    onClose: () => undefined,
    close: () => scope.close(),
  }
}
