import type { BrowserWindow } from 'electron'
import { app, dialog } from 'electron'

/** Letters of an error that a dialog shows. */
const mostShown = 600

/**
 * Answers what a window's page cannot: its process has died, or hangs. Loading the page anew is the way back, since it
 * begins by offering the work that it has kept.
 */
export function watchWindow(window: BrowserWindow): void {
  const { webContents } = window
  let waiting: AbortController | undefined

  webContents.on('render-process-gone', (_event, { reason }) => {
    waiting?.abort()
    if (reason === 'clean-exit' || window.isDestroyed()) return
    const choice = dialog.showMessageBoxSync(window, {
      type: 'error',
      message: 'The window has stopped working.',
      detail: `Its process has ended (${reason}). What was not saved is offered again when the window is opened anew.`,
      buttons: ['Open again', 'Quit'],
      defaultId: 0,
      cancelId: 0,
    })
    if (choice === 0) webContents.reload()
    else app.quit()
  })

  window.on('unresponsive', () => {
    if (waiting !== undefined) return
    const asked = new AbortController()
    waiting = asked
    const options = {
      type: 'warning' as const,
      message: 'The window does not answer.',
      detail: 'It may be busy. Opened anew it offers again what was not saved.',
      buttons: ['Wait', 'Open again'],
      defaultId: 0,
      cancelId: 0,
      signal: asked.signal,
    }
    void dialog.showMessageBox(window, options).then(({ response }) => {
      if (waiting === asked) waiting = undefined
      if (response !== 1 || asked.signal.aborted || window.isDestroyed()) return
      // A page that hangs answers no request to load: its process is ended, and what follows is as when it dies.
      webContents.forcefullyCrashRenderer()
    })
  })
  window.on('responsive', () => {
    waiting?.abort()
    waiting = undefined
  })
}

/**
 * Answers errors that nobody in the main process has caught, one at a time. Whoever goes on does so with a process that
 * may be in disorder; started anew, the page offers the work that it has kept.
 */
export function watchMain(): void {
  let isAsking = false
  const answer = (thrown: unknown): void => {
    console.error(thrown)
    if (isAsking) return
    isAsking = true
    const choice = dialog.showMessageBoxSync({
      type: 'error',
      message: 'Basin has met an error of its own.',
      detail: `${shown(thrown)}\n\nWhat was not saved is offered again when Basin is started anew.`,
      buttons: ['Start anew', 'Go on'],
      defaultId: 0,
      cancelId: 1,
    })
    isAsking = false
    if (choice !== 0) return
    app.relaunch()
    app.exit(1)
  }
  process.on('uncaughtException', answer)
  process.on('unhandledRejection', answer)
}

function shown(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown)
  return text.length > mostShown ? `${text.slice(0, mostShown)}…` : text
}
