import {
  existsSync,
  mkdtempSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { MessagePortMain } from 'electron'
import { basinPath, buildCommandLine } from '../../test/support/command-line'
import { createElectronStandIn } from '../../test/support/electron-stand-in'
import { createEngine } from '../engine/client'
import type * as NodeEngine from '../engine/links/node/create-node-engine'
import type { Pool } from '../engine/pool'
import { contentSecurityPolicy } from '../host/content-security-policy'
import type { Answer } from '../host/electron-channels'
import { channels } from '../host/electron-channels'
import { portToWindow } from './message-port'

const folder = mkdtempSync(join(tmpdir(), 'basin-main-'))
const stand = createElectronStandIn(folder)
const electron = stand.module
vi.doMock('electron', () => electron)

/** The app's real pool, on one thread of the built command line's worker. */
vi.doMock('../engine/links/node/create-node-engine', async (original) => {
  const actual = await original<typeof NodeEngine>()
  const createNodePool = (): Pool => {
    return actual.createNodePool({ threads: 1, workerUrl: pathToFileURL(join(basinPath, '../worker.js')) })
  }
  return { ...actual, createNodePool }
})

const page = { url: 'app://basin/', parent: null }
const stranger = { url: 'https://example.org/', parent: null }
const window = () => electron.BrowserWindow.all.at(-1)!
const event = (senderFrame: unknown = page) => ({ senderFrame, sender: window().webContents })

async function ask(channel: string, ...given: unknown[]): Promise<unknown> {
  const answer = (await stand.handlers.get(channel)!(event(), ...given)) as Answer
  if (!answer.ok) throw new Error(answer.message)
  return answer.value
}

beforeAll(buildCommandLine)

beforeAll(async () => {
  const given = process.argv
  writeFileSync(join(folder, 'first.basin'), '{}')
  process.argv = ['electron', join(folder, 'first.basin')]
  await import('./index')
  process.argv = given
  await vi.waitFor(() => expect(electron.BrowserWindow.all).toHaveLength(1))
})

beforeEach(() => {
  window().webContents.send.mockClear()
  electron.shell.openExternal.mockClear()
})

describe('the window', () => {
  test('is isolated, sandboxed and without Node', () => {
    expect(window().options['webPreferences']).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      preload: expect.stringMatching(/preload[/\\]index\.cjs$/),
    })
    expect(window().loadURL).toHaveBeenCalledWith('app://basin/')
  })

  test('has a picture of its own, which is there', () => {
    expect(existsSync(String(window().options['icon']))).toBe(true)
  })

  test('goes nowhere but to its own page', () => {
    const goTo = (url: string) => {
      const preventDefault = vi.fn()
      window().webContents.emit('will-navigate', { url, preventDefault })
      return preventDefault.mock.calls.length > 0 ? 'refused' : 'gone'
    }
    expect(goTo('app://basin/')).toBe('gone')
    expect(goTo('https://example.org/')).toBe('refused')
    expect(goTo('file:///etc/passwd')).toBe('refused')
    expect(goTo('app://basin.example/')).toBe('refused')
  })

  test('opens no window, and only web addresses in the person’s browser', () => {
    const open = window().webContents.setWindowOpenHandler.mock.calls[0]![0] as (details: { url: string }) => unknown
    for (const url of ['https://example.org/', 'file:///etc/passwd', 'javascript:alert(1)', 'smb://host/share']) {
      expect(open({ url })).toEqual({ action: 'deny' })
    }
    expect(electron.shell.openExternal.mock.calls).toEqual([['https://example.org/']])
  })

  test('has no permission', () => {
    const { session } = window().webContents
    const decide = vi.fn()
    session.setPermissionRequestHandler.mock.calls[0]![0](window().webContents, 'media', decide)
    expect(decide).toHaveBeenCalledWith(false)
    expect(session.setPermissionCheckHandler.mock.calls[0]![0]()).toBe(false)
  })

  test('asks before it discards changes, and remembers where it was', () => {
    const close = () => {
      const preventDefault = vi.fn()
      window().emit('close', { preventDefault })
      return preventDefault.mock.calls.length > 0 ? 'kept' : 'closed'
    }
    electron.ipcMain.emit(channels.askBeforeClosing, event(), true)
    electron.dialog.showMessageBoxSync.mockReturnValueOnce(0)
    expect(close()).toBe('kept')
    electron.dialog.showMessageBoxSync.mockReturnValueOnce(1)
    expect(close()).toBe('closed')
    electron.ipcMain.emit(channels.askBeforeClosing, event(), false)
    expect(close()).toBe('closed')
    expect(JSON.parse(readFileSync(join(folder, 'window.json'), 'utf8'))).toMatchObject({ width: 1000, height: 700 })
  })
})

describe('the window’s last place', () => {
  const path = join(folder, 'place.json')
  test.each([
    ['is kept on a screen', { x: 10, y: 10, width: 900, height: 600, maximized: true }, { x: 10, y: 10 }],
    ['is dropped off every screen', { x: 9000, y: 10, width: 900, height: 600, maximized: false }, { x: undefined }],
    ['is dropped when it is none', { width: -5, height: 600, maximized: false }, { width: 1440, height: 900 }],
  ])('%s', async (_name, stored, expected) => {
    const { readWindowState } = await import('./window-state')
    writeFileSync(path, JSON.stringify(stored))
    expect({ x: undefined, ...readWindowState(path) }).toMatchObject(expected)
  })
})

describe('app://', () => {
  const pages = join(folder, 'pages')
  let answer: (request: Request) => Promise<Response>

  beforeAll(async () => {
    mkdirSync(join(pages, 'assets'), { recursive: true })
    writeFileSync(join(pages, 'index.html'), '<p>Basin')
    writeFileSync(join(pages, 'assets/a.js'), '1')
    writeFileSync(join(folder, 'secret.txt'), 'secret')
    symlinkSync(join(folder, 'secret.txt'), join(pages, 'link.txt'))
    const { serveApp } = await import('./app-protocol')
    serveApp(pages)
    answer = electron.protocol.handle.mock.lastCall![1] as typeof answer
  })

  test('is a secure scheme of its own', () => {
    expect(electron.protocol.registerSchemesAsPrivileged).toHaveBeenCalledWith([
      { scheme: 'app', privileges: expect.objectContaining({ standard: true, secure: true }) },
    ])
  })

  test('serves the page and its parts with the policy', async () => {
    const response = await answer(new Request('app://basin/'))
    expect(await response.text()).toBe('<p>Basin')
    expect(response.headers.get('Content-Security-Policy')).toBe(contentSecurityPolicy)
    expect((await answer(new Request('app://basin/assets/a.js'))).headers.get('Content-Type')).toMatch(/javascript/)
  })

  test.each([
    'app://basin/link.txt',
    'app://basin/../secret.txt',
    'app://basin/%2e%2e/secret.txt',
    'app://basin/..%2fsecret.txt',
    'app://basin/assets',
    'app://basin/%zz',
    'app://basin/%00',
    'app://basin/none.js',
  ])('refuses %s', async (url) => {
    expect((await answer(new Request(url))).status).toBe(404)
  })

  test('refuses another host and another method', async () => {
    expect((await answer(new Request('app://other/'))).status).toBe(405)
    expect((await answer(new Request('app://basin/', { method: 'POST' }))).status).toBe(405)
  })
})

describe('requests', () => {
  const filter = { name: 'Basin scene', extensions: ['basin'] }
  const bytes = new TextEncoder().encode('{"basin":1}')

  test('of other pages and of frames are refused', async () => {
    for (const frame of [stranger, { ...page, parent: page }, { ...page, url: 'app://basin.example/' }, null]) {
      const answer = await stand.handlers.get(channels.takeRecovery)!(event(frame))
      expect(answer).toEqual({ ok: false, message: expect.stringContaining('another page') })
    }
    electron.ipcMain.emit(channels.connectEngine, event(stranger))
    expect(window().webContents.postMessage).not.toHaveBeenCalled()
  })

  test('of a wrong form are refused with one line', async () => {
    await expect(ask(channels.open, 'x')).rejects.toThrow('request has no list of file filters')
    await expect(ask(channels.save, 7, bytes)).rejects.toThrow('request has number, expected text')
    await expect(ask(channels.writeStream, 'x', -1, bytes)).rejects.toThrow(/not open for writing/)
  })

  test('open, save where it was, save elsewhere', async () => {
    const path = join(folder, 'open.basin')
    writeFileSync(path, 'old')
    electron.dialog.showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: [path] })
    const opened = (await ask(channels.open, [filter])) as {
      name: string
      bytes: Uint8Array
      handle: { token: string }
    }
    expect(opened).toMatchObject({ name: 'open.basin', bytes: new TextEncoder().encode('old') })
    await ask(channels.save, opened.handle.token, bytes)
    expect(readFileSync(path, 'utf8')).toBe('{"basin":1}')
    electron.dialog.showSaveDialog.mockResolvedValueOnce({ canceled: false, filePath: join(folder, 'new.basin') })
    expect(await ask(channels.saveAs, '../../new.basin', filter, bytes)).toMatchObject({ name: 'new.basin' })
    expect(electron.dialog.showSaveDialog.mock.lastCall![1]).toMatchObject({ defaultPath: 'new.basin' })
    expect(readFileSync(join(folder, 'new.basin'), 'utf8')).toBe('{"basin":1}')
  })

  test('a scene’s longest vectors lie beside its file, and the page knows nothing of it', async () => {
    const places = join(folder, 'beside')
    mkdirSync(places)
    const path = join(places, 'long.basin')
    const textOf = (...starts: readonly number[]): string => {
      const contents = starts.map((start) =>
        Buffer.from(new Float64Array(10_000).fill(start).buffer).toString('base64'),
      )
      return JSON.stringify({ basin: 1, racers: contents.map((float64) => ({ start: { float64 } })) })
    }
    const save = async (text: string): Promise<void> => {
      electron.dialog.showSaveDialog.mockResolvedValueOnce({ canceled: false, filePath: path })
      await ask(channels.saveAs, 'long.basin', filter, new TextEncoder().encode(text))
    }
    const open = async (): Promise<unknown> => {
      electron.dialog.showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: [path] })
      const { bytes } = (await ask(channels.open, [filter])) as { bytes: Uint8Array }
      return JSON.parse(new TextDecoder().decode(bytes))
    }
    await save(textOf(1, 2, 1))
    expect(readFileSync(path).length).toBeLessThan(1000)
    expect(await open()).toEqual(JSON.parse(textOf(1, 2, 1)))
    const first = readdirSync(`${path}-blobs`)
    expect(first).toHaveLength(2)
    // What the file names no longer goes; what is not of our naming stays.
    writeFileSync(join(`${path}-blobs`, 'notes.txt'), '')
    await save(textOf(2, 3))
    const second = readdirSync(`${path}-blobs`).filter((name) => name.endsWith('.f64'))
    expect(second.filter((name) => first.includes(name))).toHaveLength(1)
    expect(readdirSync(`${path}-blobs`)).toHaveLength(3)
    writeFileSync(join(`${path}-blobs`, second[0]!), new Uint8Array(80_000))
    await expect(open()).rejects.toThrow(
      `long.basin: vector beside the scene, long.basin-blobs/${second[0]}, has 80000 bytes that are not those of its name`,
    )
    await save('{"basin":1}')
    expect(readdirSync(places).sort()).toEqual(['long.basin', 'long.basin-blobs'])
    expect(readdirSync(`${path}-blobs`)).toEqual(['notes.txt'])
  })

  test('a dialog that is cancelled answers nothing; a path that is no token is no place', async () => {
    electron.dialog.showOpenDialog.mockResolvedValueOnce({ canceled: true, filePaths: [] })
    expect(await ask(channels.open, [filter])).toBeUndefined()
    await expect(ask(channels.save, join(folder, 'open.basin'), bytes)).rejects.toThrow(/use Save as/)
  })

  test('a film is streamed, patched and there only when closed', async () => {
    const films = join(folder, 'films')
    mkdirSync(films)
    electron.dialog.showSaveDialog.mockResolvedValue({ canceled: false, filePath: join(films, 'a.webm') })
    const create = () =>
      ask(channels.createStream, 'a.webm', { name: 'Film', extensions: ['webm'] }) as Promise<{ id: string }>
    const { id } = await create()
    await ask(channels.writeStream, id, 2, Uint8Array.of(3, 4))
    await ask(channels.writeStream, id, 0, Uint8Array.of(1, 2))
    expect(readdirSync(films)).not.toContain('a.webm')
    await ask(channels.closeStream, id)
    expect([...readFileSync(join(films, 'a.webm'))]).toEqual([1, 2, 3, 4])
    await ask(channels.abortStream, (await create()).id)
    expect(readdirSync(films)).toEqual(['a.webm'])
  })

  test('a file that another program has changed is not overwritten, unless it is asked for', async () => {
    const path = join(folder, 'shared.basin')
    electron.dialog.showSaveDialog.mockResolvedValueOnce({ canceled: false, filePath: path })
    const { token } = (await ask(channels.saveAs, 'shared.basin', filter, bytes)) as { token: string }
    expect(await ask(channels.save, token, bytes)).toBe('saved')
    writeFileSync(path, 'of another')
    expect(await ask(channels.save, token, bytes)).toBe('changed')
    expect(readFileSync(path, 'utf8')).toBe('of another')
    expect(await ask(channels.save, token, bytes, true)).toBe('saved')
    expect(await ask(channels.save, token, bytes)).toBe('saved')
    // Nothing of another program's is lost where the file is gone.
    rmSync(path)
    expect(await ask(channels.save, token, bytes)).toBe('saved')
    expect(readFileSync(path, 'utf8')).toBe('{"basin":1}')
  })

  test('a film that is being written when its window is closed leaves nothing', async () => {
    const films = join(folder, 'closed')
    mkdirSync(films)
    electron.dialog.showSaveDialog.mockResolvedValueOnce({ canceled: false, filePath: join(films, 'a.webm') })
    const { id } = (await ask(channels.createStream, 'a.webm', { name: 'Film', extensions: ['webm'] })) as {
      id: string
    }
    await ask(channels.writeStream, id, 0, Uint8Array.of(1, 2))
    expect(readdirSync(films)).toHaveLength(1)
    window().emit('closed')
    await vi.waitFor(() => expect(readdirSync(films)).toEqual([]))
    electron.app.emit('activate')
  })

  test('unsaved work is kept in a journal, and given up where the person gives it up', async () => {
    const journals = (): readonly string[] => readdirSync(join(folder, 'recovery'))
    const close = (choice: number): void => {
      electron.dialog.showMessageBoxSync.mockReturnValueOnce(choice)
      window().emit('close', { preventDefault: vi.fn() })
    }
    expect(await ask(channels.takeRecovery)).toBeUndefined()
    await ask(channels.writeRecovery, { put: { history: 'a', 'scene-1': 'b' }, remove: [] })
    expect(journals()).toHaveLength(1)
    expect(await ask(channels.takeRecovery)).toEqual({ pieces: { history: 'a', 'scene-1': 'b' }, waiting: 0 })
    await expect(ask(channels.writeRecovery, { put: { a: 1 }, remove: [] })).rejects.toThrow('expected text')
    electron.ipcMain.emit(channels.askBeforeClosing, event(), true)
    close(0)
    expect(journals()).toHaveLength(1)
    close(1)
    await vi.waitFor(() => expect(journals()).toEqual([]))
    electron.ipcMain.emit(channels.askBeforeClosing, event(), false)
  })
})

describe('the menu', () => {
  test('shows the window’s commands and runs them by id', () => {
    electron.ipcMain.emit(channels.setMenu, event(), [
      { id: 'file.save', title: 'Save', group: 'File', key: 'mod+s' },
      { id: 'race.run', title: 'Race', group: 'Race', key: 'r' },
    ])
    const menus = electron.Menu.setApplicationMenu.mock.lastCall![0] as { label: string; submenu: MenuItem[] }[]
    interface MenuItem {
      id?: string
      label?: string
      accelerator?: string
      role?: string
      click(): void
    }
    const [save] = menus.find(({ label }) => label === 'File')!.submenu
    expect(save).toMatchObject({ id: 'file.save', label: 'Save', accelerator: 'CommandOrControl+S' })
    save!.click()
    expect(window().webContents.send).toHaveBeenCalledWith(channels.command, 'file.save')
    expect(menus.find(({ label }) => label === 'Race')!.submenu[0]).not.toHaveProperty('accelerator')
    expect(menus.find(({ label }) => label === 'Edit')!.submenu).toContainEqual({ role: 'copy' })
  })
})

describe('scenes from the shell', () => {
  const delivered = () => window().webContents.send.mock.calls.filter(([channel]) => channel === channels.openFile)

  test('wait until the window listens, then arrive; later ones at once', async () => {
    expect(delivered()).toEqual([])
    electron.ipcMain.emit(channels.listening, event())
    await vi.waitFor(() => expect(delivered()).toMatchObject([[channels.openFile, { name: 'first.basin' }]]))
    for (const name of ['second.basin', 'measured.H5']) writeFileSync(join(folder, name), '{}')
    electron.app.emit(
      'second-instance',
      {},
      ['electron', '--flag', 'second.basin', 'readme.txt', 'measured.H5'],
      folder,
    )
    await vi.waitFor(() => expect(delivered()).toHaveLength(3))
    expect(delivered().slice(1)).toMatchObject([
      [channels.openFile, { name: 'second.basin' }],
      [channels.openFile, { name: 'measured.H5' }],
    ])
    expect(window().focus).toHaveBeenCalled()
  })
})

test('a machine without a GPU draws in software', () => {
  expect(electron.app.commandLine.appendSwitch).toHaveBeenCalledWith('enable-unsafe-swiftshader')
})

describe('the engine', () => {
  test('answers the page from real threads, through a port of its own', async () => {
    electron.ipcMain.emit(channels.connectEngine, event())
    const [channel, , [port]] = window().webContents.postMessage.mock.lastCall as [string, null, [MessagePortMain]]
    expect(channel).toBe(channels.enginePort)
    const engine = createEngine(portToWindow(port))
    const end = await engine.run('probe', {
      landscape: { kind: 'expression', expression: 'log(x) + y^2', parameters: {} },
      domain: { x: [-2, 2], y: [-2, 2] },
      at: [-1, 3],
    }).end
    expect(end).toMatchObject({
      status: 'done',
      result: { value: Number.NaN, gradient: Float64Array.of(Number.NaN, Number.NaN) },
    })
    engine.close()
  })

  test('copies what it sends: no buffer is in a transfer list', async () => {
    const { port1, port2 } = new electron.MessageChannelMain()
    const port = portToWindow(port1 as never)
    const received = new Promise((resolve) => port2.on('message', ({ data }) => resolve(data)))
    const values = Float64Array.of(1, Number.NaN, Infinity)
    port.post({ values }, [values.buffer])
    expect(await received).toEqual({ values: Float64Array.of(1, Number.NaN, Infinity) })
    expect(values).toHaveLength(3)
    port1.close()
  })
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
  electron.app.emit('will-quit')
})
