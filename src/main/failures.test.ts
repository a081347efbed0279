import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createElectronStandIn } from '../../test/support/electron-stand-in'
import { developmentAddress } from './development-address'

const { module: electron } = createElectronStandIn(tmpdir())
vi.doMock('electron', () => electron)
const { watchMain, watchWindow } = await import('./failures')
const { app, dialog } = electron

function open() {
  const window = new electron.BrowserWindow({})
  watchWindow(window as never)
  return window
}

beforeEach(() => {
  for (const mock of [app.quit, app.relaunch, app.exit, dialog.showMessageBoxSync, dialog.showMessageBox])
    mock.mockReset()
})

describe('a window whose process is gone', () => {
  const die = (reason: string, choice: number) => {
    const window = open()
    dialog.showMessageBoxSync.mockReturnValueOnce(choice)
    window.webContents.emit('render-process-gone', {}, { reason, exitCode: 1 })
    return window.webContents.reload.mock.calls.length
  }

  test.each(['crashed', 'oom', 'killed', 'launch-failed'])('by %s is opened again, if a person wants', (reason) => {
    expect(die(reason, 0)).toBe(1)
    expect(dialog.showMessageBoxSync.mock.lastCall![1]).toMatchObject({
      detail: expect.stringMatching(new RegExp(`${reason}.*offered again`)),
    })
    expect(app.quit).not.toHaveBeenCalled()
  })

  test('is left, if a person wants', () => {
    expect(die('crashed', 1)).toBe(0)
    expect(app.quit).toHaveBeenCalledOnce()
  })

  test('of itself asks nothing', () => {
    expect(die('clean-exit', 0)).toBe(0)
    expect(dialog.showMessageBoxSync).not.toHaveBeenCalled()
  })
})

describe('a window that does not answer', () => {
  test('is waited for or ended, as a person wants', async () => {
    const window = open()
    for (const [response, ended] of [
      [0, 0],
      [1, 1],
    ]) {
      dialog.showMessageBox.mockResolvedValueOnce({ response })
      window.emit('unresponsive')
      await vi.waitFor(() => expect(dialog.showMessageBox).toHaveBeenCalledTimes(1 + ended!))
      await Promise.resolve()
      expect(window.webContents.forcefullyCrashRenderer).toHaveBeenCalledTimes(ended!)
    }
  })

  test('is asked about once, and no longer than until it answers again', async () => {
    const window = open()
    let answer: (value: { response: number }) => void = () => undefined
    dialog.showMessageBox.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)))
    window.emit('unresponsive')
    window.emit('unresponsive')
    expect(dialog.showMessageBox).toHaveBeenCalledOnce()
    const { signal } = dialog.showMessageBox.mock.lastCall![1] as { signal: AbortSignal }
    expect(signal.aborted).toBe(false)
    window.emit('responsive')
    expect(signal.aborted).toBe(true)
    // Closed by the signal, a box answers as if it had been chosen from.
    answer({ response: 1 })
    await Promise.resolve()
    expect(window.webContents.forcefullyCrashRenderer).not.toHaveBeenCalled()
  })
})

describe('an error that nobody has caught', () => {
  const listeners: Record<string, (thrown: unknown) => void> = {}

  beforeEach(() => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    vi.spyOn(process, 'on').mockImplementation((name, listener) => {
      listeners[String(name)] = listener as (thrown: unknown) => void
      return process
    })
    watchMain()
  })
  afterEach(() => void vi.restoreAllMocks())

  test.each(['uncaughtException', 'unhandledRejection'])('as %s starts Basin anew, or not', (name) => {
    dialog.showMessageBoxSync.mockReturnValueOnce(1)
    listeners[name]!(new Error('x'.repeat(10_000)))
    expect((dialog.showMessageBoxSync.mock.lastCall![0] as { detail: string }).detail.length).toBeLessThan(1000)
    expect(app.relaunch).not.toHaveBeenCalled()
    dialog.showMessageBoxSync.mockReturnValueOnce(0)
    listeners[name]!('a text')
    expect(app.relaunch).toHaveBeenCalledOnce()
    expect(app.exit).toHaveBeenCalledWith(1)
  })

  test('while one is asked about is not asked about too', () => {
    dialog.showMessageBoxSync.mockImplementationOnce(() => {
      listeners['uncaughtException']!(new Error('another'))
      return 1
    })
    listeners['uncaughtException']!(new Error('one'))
    expect(dialog.showMessageBoxSync).toHaveBeenCalledOnce()
  })
})

describe('the address of the development server', () => {
  test.each(['http://localhost:5173', 'http://127.0.0.1:5173/', 'http://[::1]:5173'])('%s is taken', (url) => {
    expect(developmentAddress(true, url)).toBe(url)
    expect(developmentAddress(false, url)).toBeUndefined()
  })
  test.each(['https://example.org', 'http://localhost.example.org', 'file:///tmp/x.html', 'x', undefined])(
    '%s is not',
    (url) => {
      expect(developmentAddress(true, url)).toBeUndefined()
    },
  )
})
