import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { BrowserWindow } from 'electron'
import { MessageChannelMain, app } from 'electron'
import { createNodePool, serveFromNode } from '../engine/links/node/create-node-engine'
import { channels } from '../host/electron-channels'
import { appOrigin, registerAppScheme, serveApp } from './app-protocol'
import { developmentAddress } from './development-address'
import { watchMain, watchWindow } from './failures'
import { createFiles } from './files'
import { readChanges, readMenuCommands, readText } from './guards'
import { createIpc } from './ipc'
import { createRecoveryJournal } from './recovery-journal'
import { showMenu } from './menu'
import { portToWindow } from './message-port'
import { sceneArguments } from './scene-arguments'
import { createWindow, openExternal } from './window'

/** Electron's composition root: one instance, one window, one pool of threads. */
function start(): void {
  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return
  }
  registerAppScheme()
  // Without a GPU the surface is drawn in software. The switch is called unsafe for the sake of foreign pages; this app
  // shows its own alone.
  app.commandLine.appendSwitch('enable-unsafe-swiftshader')

  watchMain()
  const isDevelopment = import.meta.env.DEV && !app.isPackaged
  const developmentUrl = developmentAddress(isDevelopment, process.env['ELECTRON_RENDERER_URL'])
  const url = developmentUrl ?? `${appOrigin}/`
  const ipc = createIpc(developmentUrl === undefined ? appOrigin : new URL(developmentUrl).origin)
  const files = createFiles()
  const recovery = createRecoveryJournal(join(app.getPath('userData'), 'recovery'))
  const pool = createNodePool({ threads: Math.max(2, availableParallelism() - 1) })

  let window: BrowserWindow | undefined
  let isListening = false
  let isUnsaved = false
  /** Ends the page's link to the engine: a page has one. */
  let disconnect: () => void = () => undefined
  const waiting = [...sceneArguments(process.argv, process.cwd())]

  const deliver = async (): Promise<void> => {
    if (window === undefined || !isListening) return
    for (const path of waiting.splice(0)) {
      const file = await files.read(path).catch(() => undefined)
      if (file !== undefined) window.webContents.send(channels.openFile, file)
    }
  }

  const open = (): void => {
    window = createWindow({
      url,
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      // As far from the built file as from this one.
      icon: join(import.meta.dirname, '../../resources/icon/icon-512.png'),
      statePath: join(app.getPath('userData'), 'window.json'),
      isUnsaved: () => isUnsaved,
      discard: () => void recovery.discard(),
    })
    window.webContents.on('did-start-loading', () => {
      isListening = false
      void files.discardStreams()
    })
    watchWindow(window)
    window.on('closed', () => {
      window = undefined
      isUnsaved = false
      void files.discardStreams()
    })
  }

  files.serve(ipc)
  ipc.handle(channels.takeRecovery, () => recovery.take())
  ipc.handle(channels.writeRecovery, (_event, changes) => recovery.write(readChanges(changes)))
  ipc.on(channels.askBeforeClosing, (_event, asks) => {
    isUnsaved = asks === true
  })
  ipc.on(channels.setTitle, (_event, title, edited) => {
    window?.setTitle(readText(title))
    window?.setDocumentEdited(edited === true)
  })
  ipc.on(channels.openExternal, (_event, address) => openExternal(readText(address)))
  ipc.on(channels.setMenu, (_event, commands) =>
    showMenu(readMenuCommands(commands), (id) => window?.webContents.send(channels.command, id)),
  )
  ipc.on(channels.listening, () => {
    isListening = true
    void deliver()
  })
  ipc.on(channels.connectEngine, (event) => {
    disconnect()
    const { port1, port2 } = new MessageChannelMain()
    disconnect = () => port1.close()
    serveFromNode(portToWindow(port1), pool)
    event.sender.postMessage(channels.enginePort, null, [port2])
  })

  app.on('second-instance', (_event, given, folder) => {
    waiting.push(...sceneArguments(given, folder))
    window?.restore()
    window?.focus()
    void deliver()
  })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    waiting.push(path)
    void deliver()
  })
  app.on('activate', () => {
    if (window === undefined) open()
  })
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', () => pool.close())

  void app.whenReady().then(() => {
    serveApp(join(import.meta.dirname, '../renderer'))
    showMenu([], () => undefined)
    open()
  })
}

start()
