// Opens Basin: installs and builds what is missing, then Electron, else a browser window, else an address.
import './lib/check-node.mjs'
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { readFlags } from './lib/arguments.mjs'
import { build } from './lib/builds.mjs'
import { chromiumAdvice, findChromium, rootArguments } from './lib/chromium.mjs'
import { electronBinary } from './lib/electron.mjs'
import { ensureDependencies } from './lib/install.mjs'
import { root } from './lib/process.mjs'
import { serveFolder } from './lib/static-server.mjs'

/**
 * The same from run to run, in this order: a browser keeps layout and recovery by address, and a second Basin beside
 * the first is to find its own again too.
 */
const usualPorts = [8417, 8418, 8419, 8420, 8421]

const flags = readFlags(
  { '--browser': 'switch', '--no-open': 'switch', '--port': 'port' },
  'usage: npm start [-- --browser] [--no-open] [--port N]',
)

let ending = false

await ensureDependencies()
const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
const wantsBrowser = flags.browser || flags.noOpen || flags.port !== undefined
const electron = wantsBrowser ? {} : hasDisplay ? await electronBinary() : { reason: 'there is no display' }

if (electron.path !== undefined) await openElectron(electron.path)
else await openBrowser()

async function openElectron(path) {
  if ((await build(['electron'])).length > 0) process.exit(1)
  const child = spawn(path, [...(rootArguments.length > 0 ? ['--no-sandbox'] : []), root], { stdio: 'inherit' })
  endWith(child, () => {})
  child.on('exit', (code) => (process.exitCode = code ?? 0))
}

async function openBrowser() {
  if ((await build(['web'])).length > 0) process.exit(1)
  const server = await serve()
  if (electron.reason !== undefined) console.log(`Electron is not used: ${electron.reason}; the browser host is.`)
  const chromium = flags.noOpen || !hasDisplay ? undefined : findChromium()
  if (chromium === undefined) {
    const why = flags.noOpen ? '' : ` (${hasDisplay ? chromiumAdvice : 'no display to open a window on'})`
    console.log(`Basin is at ${server.url}${why}. Ctrl-C ends it.`)
    endWith(undefined, () => void server.close())
    return
  }
  console.log(`Basin is at ${server.url}, opening in a window of its own. Ctrl-C ends it.`)
  const profile = join(dataFolder(), 'browser')
  mkdirSync(profile, { recursive: true })
  const started = Date.now()
  const child = spawn(
    chromium,
    [
      `--app=${server.url}`,
      `--user-data-dir=${profile}`,
      '--no-first-run',
      '--no-default-browser-check',
      '--window-size=1440,900',
      // Without a GPU the surface is drawn in software; the window shows Basin's own page alone.
      '--enable-unsafe-swiftshader',
      ...rootArguments,
    ],
    { stdio: 'ignore' },
  )
  endWith(child, () => void server.close())
  child.on('error', (error) =>
    console.log(`the browser did not start (${error.message}); open ${server.url} yourself.`),
  )
  child.on('exit', (code) => {
    // A browser that ends at once has failed or has handed the address to one already running: go on serving.
    if (ending) return
    if (Date.now() - started < 3000) {
      if (code !== 0) console.log(`the browser ended at once (exit code ${code}); open ${server.url} yourself.`)
      return
    }
    void server.close()
  })
}

async function serve() {
  const ports = flags.port === undefined ? [...usualPorts, 0] : [flags.port]
  for (const [i, port] of ports.entries()) {
    try {
      const server = await serveFolder(`${root}/out/web`, { port })
      if (i > 0) console.log(`Port ${ports[0]} is taken: the layout and the unsaved work kept there stay there.`)
      return server
    } catch (error) {
      if (error.code === 'EADDRINUSE' && i < ports.length - 1) continue
      const why = error.code === 'EADDRINUSE' ? 'is taken' : `cannot be used (${error.message})`
      console.error(`port ${port} ${why}; choose another with --port, or leave it out`)
      process.exit(1)
    }
  }
}

/** On Ctrl-C and on termination: the child is ended first, then the rest; the process ends when nothing is left. */
function endWith(child, close) {
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      if (ending) process.exit(130)
      ending = true
      process.exitCode = signal === 'SIGINT' ? 130 : 143
      child?.kill('SIGTERM')
      close()
    })
  }
}

/** Where a program of this kind keeps a person's data on this system. */
function dataFolder() {
  if (process.platform === 'darwin') return join(homedir(), 'Library/Application Support/Basin')
  if (process.platform === 'win32') return join(process.env.LOCALAPPDATA ?? homedir(), 'Basin')
  return join(process.env.XDG_DATA_HOME || join(homedir(), '.local/share'), 'basin')
}
