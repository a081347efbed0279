import type { Host } from './host'

/** The messages between Electron's main process and the preload bridge, by what they ask for. */
export const channels = {
  open: 'files:open',
  saveAs: 'files:save-as',
  save: 'files:save',
  createStream: 'files:create-stream',
  writeStream: 'files:write-stream',
  closeStream: 'files:close-stream',
  abortStream: 'files:abort-stream',
  takeRecovery: 'recovery:take',
  writeRecovery: 'recovery:write',
  setTitle: 'window:set-title',
  askBeforeClosing: 'window:ask-before-closing',
  openExternal: 'window:open-external',
  setMenu: 'menu:set',
  /** The window can now be told of commands and files. */
  listening: 'window:listening',
  /** The window wants an engine; the answer is a port. */
  connectEngine: 'engine:connect',
  enginePort: 'engine:port',
  command: 'menu:command',
  openFile: 'files:opened',
} as const

/** What the page's own window hears when its engine's port has arrived with the message. */
export const enginePortMessage = 'basin-engine-port'

/** An answer that keeps its error's message whole on its way between the processes. */
export type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string }

/** One item of the native menu: a command of the window. */
export interface MenuCommand {
  readonly id: string
  readonly title: string
  /** The menu it stands in: `File`. */
  readonly group: string
  /** The first key that runs it, such as `mod+s`. */
  readonly key?: string
}

/** What Electron's preload script shows the page: the host, and two things that only Electron has. */
export interface ElectronBridge {
  readonly host: Host
  setMenu(commands: readonly MenuCommand[]): void
  /** Asks for an engine; its port arrives as a window message, `enginePortMessage`. */
  connectEngine(): void
}
