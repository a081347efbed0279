import { BrowserWindow, dialog, shell } from 'electron'
import { readWindowState, writeWindowState } from './window-state'

export interface WindowInputs {
  readonly preload: string
  /** The path of its picture in task bars; macOS takes that of the application. */
  readonly icon: string
  readonly url: string
  readonly statePath: string
  /** Whether closing it would lose work. */
  isUnsaved(): boolean
  /** The person has given that work up. */
  discard(): void
}

/** The app's one window: isolated, sandboxed, and going nowhere but to its own page. */
export function createWindow({ preload, icon, url, statePath, isUnsaved, discard }: WindowInputs): BrowserWindow {
  const { maximized, ...bounds } = readWindowState(statePath)
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 800,
    minHeight: 500,
    title: 'Basin',
    icon,
    show: false,
    backgroundColor: '#101114',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  })
  if (maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', (event) => {
    if (isUnsaved() && !mayDiscard(window)) return event.preventDefault()
    if (isUnsaved()) discard()
    writeWindowState(statePath, window)
  })
  confine(window, url)
  void window.loadURL(url)
  return window
}

/** Opens a web address in the person's browser, and nothing of another kind. */
export function openExternal(url: string): void {
  if (/^https?:\/\//i.test(url) && URL.canParse(url)) void shell.openExternal(url)
}

function confine({ webContents }: BrowserWindow, url: string): void {
  const { session } = webContents
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  webContents.setWindowOpenHandler((details) => {
    openExternal(details.url)
    return { action: 'deny' }
  })
  for (const event of ['will-navigate', 'will-redirect'] as const) {
    webContents.on(event as 'will-navigate', (details) => {
      if (details.url !== url) details.preventDefault()
    })
  }
  webContents.on('will-attach-webview', (event) => event.preventDefault())
}

function mayDiscard(window: BrowserWindow): boolean {
  const keep = 0
  const choice = dialog.showMessageBoxSync(window, {
    type: 'question',
    message: 'The scene has changes that are not saved.',
    buttons: ['Keep editing', 'Discard changes'],
    defaultId: keep,
    cancelId: keep,
  })
  return choice !== keep
}
