import type { MessagePortMain } from 'electron'
import type { Port } from '../engine/protocol'

/**
 * The engine's link to the window's process. Messages are copied: Electron drops one that names a buffer to be
 * transferred.
 */
export function portToWindow(port: MessagePortMain): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (receive) => {
      port.on('message', ({ data }) => receive(data as unknown))
      port.start()
    },
    onClose: (closed) => void port.once('close', () => closed('the window closed the link')),
    close: () => port.close(),
  }
}
