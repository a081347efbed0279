import { EventEmitter } from 'node:events'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { vi } from 'vitest'

export class WebContents extends EventEmitter {
  readonly session = {
    setPermissionRequestHandler: vi.fn(),
    setPermissionCheckHandler: vi.fn(),
    setDevicePermissionHandler: vi.fn(),
  }
  readonly setWindowOpenHandler = vi.fn()
  readonly send = vi.fn()
  readonly postMessage = vi.fn()
  readonly reload = vi.fn()
  readonly forcefullyCrashRenderer = vi.fn()
}

export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = []
  static fromWebContents(contents: unknown): BrowserWindow | null {
    return BrowserWindow.all.find((window) => window.webContents === contents) ?? null
  }
  readonly webContents = new WebContents()
  readonly loadURL = vi.fn(() => Promise.resolve())
  readonly show = vi.fn()
  readonly maximize = vi.fn()
  readonly restore = vi.fn()
  readonly focus = vi.fn()
  readonly setTitle = vi.fn()
  edited = false
  constructor(readonly options: Record<string, unknown>) {
    super()
    BrowserWindow.all.push(this)
  }
  setDocumentEdited(edited: boolean): void {
    this.edited = edited
  }
  isDocumentEdited(): boolean {
    return this.edited
  }
  isDestroyed(): boolean {
    return false
  }
  isMaximized(): boolean {
    return false
  }
  getNormalBounds() {
    return { x: 10, y: 20, width: 1000, height: 700 }
  }
}

export class MessagePortMain extends EventEmitter {
  constructor(readonly port: MessagePort) {
    super()
    port.on('message', (data) => this.emit('message', { data }))
    port.on('close', () => this.emit('close'))
  }
  /** Electron's takes ports only in its transfer list and drops the message otherwise. */
  postMessage(message: unknown, transfer: readonly unknown[] = []): void {
    if (transfer.every((each) => each instanceof MessagePortMain)) this.port.postMessage(message)
  }
  start(): void {
    this.port.start()
  }
  close(): void {
    this.port.close()
  }
}

export class MessageChannelMain {
  readonly port1: MessagePortMain
  readonly port2: MessagePortMain
  constructor() {
    const channel = new MessageChannel()
    this.port1 = new MessagePortMain(channel.port1)
    this.port2 = new MessagePortMain(channel.port2)
  }
}

/** A stand-in for the `electron` module in plain Node: it records what it is told, and answers as it is set to. */
export function createElectronStandIn(userData: string) {
  const app = Object.assign(new EventEmitter(), {
    isPackaged: true,
    requestSingleInstanceLock: vi.fn(() => true),
    quit: vi.fn(),
    relaunch: vi.fn(),
    exit: vi.fn(),
    commandLine: { appendSwitch: vi.fn() },
    getPath: () => userData,
    whenReady: () => Promise.resolve(),
  })
  const handlers = new Map<string, (event: unknown, ...given: unknown[]) => Promise<unknown>>()
  const ipcMain = Object.assign(new EventEmitter(), {
    handle: (channel: string, handler: (event: unknown, ...given: unknown[]) => Promise<unknown>) => {
      handlers.set(channel, handler)
    },
  })

  return {
    handlers,
    module: {
      app,
      ipcMain,
      BrowserWindow,
      MessageChannelMain,
      Menu: { buildFromTemplate: vi.fn((template: unknown) => template), setApplicationMenu: vi.fn() },
      dialog: {
        showOpenDialog: vi.fn(),
        showSaveDialog: vi.fn(),
        showMessageBoxSync: vi.fn<(...given: unknown[]) => number>(() => 0),
        showMessageBox: vi.fn(),
      },
      protocol: { registerSchemesAsPrivileged: vi.fn(), handle: vi.fn() },
      screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
      shell: { openExternal: vi.fn(() => Promise.resolve()) },
    },
  }
}
