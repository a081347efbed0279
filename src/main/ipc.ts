import type { IpcMainEvent, IpcMainInvokeEvent, WebFrameMain } from 'electron'
import { ipcMain } from 'electron'
import type { Answer } from '../host/electron-channels'

/** Answers requests and hears messages of the app's own page only: its top frame, from its own origin. */
export function createIpc(trustedOrigin: string) {
  const isTrusted = (frame: WebFrameMain | null): boolean =>
    frame !== null && frame.parent === null && originOf(frame.url) === trustedOrigin

  return {
    /** What goes wrong is answered as one line for a person. */
    handle(channel: string, work: (event: IpcMainInvokeEvent, ...given: unknown[]) => unknown): void {
      ipcMain.handle(channel, async (event, ...given: unknown[]): Promise<Answer> => {
        if (!isTrusted(event.senderFrame)) return { ok: false, message: 'request refused: it came from another page' }
        try {
          return { ok: true, value: await work(event, ...given) }
        } catch (error) {
          return { ok: false, message: error instanceof Error ? error.message : String(error) }
        }
      })
    },
    on(channel: string, hear: (event: IpcMainEvent, ...given: unknown[]) => void): void {
      ipcMain.on(channel, (event, ...given: unknown[]) => {
        if (isTrusted(event.senderFrame)) hear(event, ...given)
      })
    },
  }
}

export type Ipc = ReturnType<typeof createIpc>

/** `scheme://host`. URL.origin is "null" for schemes it does not know. */
function originOf(url: string): string | undefined {
  try {
    const { protocol, host } = new URL(url)
    return `${protocol}//${host}`
  } catch {
    return undefined
  }
}
