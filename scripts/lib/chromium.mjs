// Finds an installed Chromium or Chrome, and installs Debian's where it may.
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './process.mjs'

const commands = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
]

const applications = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].flatMap((variable) => {
    const folder = process.env[variable]
    if (folder === undefined) return []
    return [join(folder, 'Google/Chrome/Application/chrome.exe'), join(folder, 'Microsoft/Edge/Application/msedge.exe')]
  }),
}

/** What to tell a person who has none. */
export const chromiumAdvice =
  'no Chromium found; install chromium or Google Chrome, or set BASIN_CHROMIUM to the path of one'

/** The path of a Chromium: BASIN_CHROMIUM if it is set, else an installed one; undefined if there is none. */
export function findChromium() {
  const named = process.env.BASIN_CHROMIUM
  if (named !== undefined && named !== '') return isExecutable(named) ? named : undefined
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  const onPath = commands.flatMap((command) => folders.map((folder) => join(folder, command)))
  return [...(applications[process.platform] ?? []), ...onPath].find(isExecutable)
}

/**
 * The browser for tests, which nobody sees: Chromium's headless shell, which opens a page in two thirds of the time
 * that a whole Chromium takes; else that. Installed as Debian's package when this process may; undefined if there is
 * none.
 */
export async function testChromium() {
  const shell = '/usr/bin/chromium-headless-shell'
  const named = process.env.BASIN_CHROMIUM
  if (named !== undefined && named !== '') return findChromium()
  if (isExecutable(shell) || (await installed('chromium-headless-shell'))) return shell
  return findChromium() ?? ((await installed('chromium')) ? findChromium() : undefined)
}

/** Installs a package of Debian's when this process may; answers whether it is there. */
async function installed(name) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !isExecutable('/usr/bin/apt-get')) return false
  console.log(`installing Debian's ${name} package ...`)
  const options = { quiet: true, env: { DEBIAN_FRONTEND: 'noninteractive' } }
  await run('apt-get', ['update', '-qq'], options)
  const { code, output } = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], options)
  if (code !== 0) console.error(output.trim().split('\n').slice(-3).join('\n'))
  return code === 0
}

/** Arguments without which Chromium does not start as root. */
export const rootArguments = process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : []

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
