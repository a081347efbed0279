import { contextBridge, ipcRenderer } from 'electron'
import type { Answer, ElectronBridge } from '../host/electron-channels'
import { channels, enginePortMessage } from '../host/electron-channels'
import type { FileHandle, FileStream, KeptWork, OpenedFile, SaveOutcome } from '../host/host'

/** Asks main; its error's one line is thrown here as main wrote it. */
async function ask<T>(channel: string, ...given: readonly unknown[]): Promise<T> {
  const answer = (await ipcRenderer.invoke(channel, ...given)) as Answer
  if (!answer.ok) throw new Error(answer.message)
  return answer.value as T
}

async function createStream(name: string, filter: unknown): Promise<FileStream | undefined> {
  const opened = await ask<{ id: string; name: string } | undefined>(channels.createStream, name, filter)
  if (opened === undefined) return undefined
  const { id } = opened
  return {
    name: opened.name,
    write: (position, bytes) => ask(channels.writeStream, id, position, bytes),
    close: () => ask(channels.closeStream, id),
    abort: () => ask(channels.abortStream, id),
  }
}

const bridge: ElectronBridge = {
  host: {
    kind: 'electron',
    files: {
      open: (filters) => ask<OpenedFile | undefined>(channels.open, filters),
      saveAs: (name, filter, bytes) => ask<FileHandle | undefined>(channels.saveAs, name, filter, bytes),
      save: ({ token }, bytes, overwrite = false) => ask<SaveOutcome>(channels.save, token, bytes, overwrite),
      createStream,
    },
    recovery: {
      take: () => ask<KeptWork | undefined>(channels.takeRecovery),
      write: (changes) => ask(channels.writeRecovery, changes),
    },
    window: {
      setTitle: (title, edited) => ipcRenderer.send(channels.setTitle, title, edited),
      askBeforeClosing: (isUnsaved) => ipcRenderer.send(channels.askBeforeClosing, isUnsaved),
      openExternal: (url) => ipcRenderer.send(channels.openExternal, url),
    },
    onCommand: (receive) => {
      ipcRenderer.on(channels.command, (_event, id: string) => receive(id))
    },
    onOpenFile: (receive) => {
      ipcRenderer.on(channels.openFile, (_event, file: OpenedFile) => receive(file))
      ipcRenderer.send(channels.listening)
    },
  },
  setMenu: (commands) => ipcRenderer.send(channels.setMenu, commands),
  connectEngine: () => ipcRenderer.send(channels.connectEngine),
}

// A port cannot cross the bridge, but a message of the page's own window carries it.
ipcRenderer.on(channels.enginePort, ({ ports }) => {
  if (ports.length === 1) window.postMessage(enginePortMessage, location.origin, ports.slice())
})
contextBridge.exposeInMainWorld('basin', bridge)
