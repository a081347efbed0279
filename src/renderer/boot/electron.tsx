import { createEngine } from '../../engine'
import type { Port } from '../../engine/protocol'
import type { ElectronBridge } from '../../host/electron-channels'
import { enginePortMessage } from '../../host/electron-channels'
import { start } from './start'

declare global {
  /** Put here by the preload script. */
  var basin: ElectronBridge
}

/** The composition root of the Electron host: the engine's threads live in the main process. */
const port = await enginePort()
const registry = start(globalThis.basin.host, (onNotice) => createEngine(portToMain(port), { onNotice }))
globalThis.basin.setMenu(
  registry.commands.map(({ id, title, group, keys: [key] = [] }) => ({
    id,
    title,
    group,
    ...(key === undefined ? {} : { key }),
  })),
)

function enginePort(): Promise<MessagePort> {
  return new Promise((resolve) => {
    window.addEventListener('message', function receive({ data, source, ports }: MessageEvent<unknown>) {
      if (source !== window || data !== enginePortMessage || ports[0] === undefined) return
      window.removeEventListener('message', receive)
      resolve(ports[0])
    })
    globalThis.basin.connectEngine()
  })
}

/** The link to the main process. Messages are copied: Electron drops one that names a buffer to be transferred. */
function portToMain(channel: MessagePort): Port {
  return {
    post: (message) => channel.postMessage(message),
    onMessage: (receive) => {
      channel.onmessage = ({ data }) => receive(data)
    },
    // Older typings lack the event, which Chromium sends when the other process goes away.
    onClose: (closed) => channel.addEventListener('close', () => closed('the main process closed the link')),
    close: () => channel.close(),
  }
}
