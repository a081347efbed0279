// Finds Electron's binary, or fetches it: its package comes without one.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, tool } from './process.mjs'

const folder = join(root, 'node_modules/electron')

/** {path} of the binary, or {reason} why there is none. */
export async function electronBinary({ fetch = true } = {}) {
  if (!existsSync(folder)) return { reason: 'its package is not installed' }
  if (installedPath() === undefined && fetch) {
    console.log('fetching Electron, about 120 MB, once ...')
    const { code } = await tool('electron/install.js', [], { quiet: true, timeout: 120_000 })
    if (code === 124) return { reason: 'its binary could not be fetched within two minutes' }
  }
  const path = installedPath()
  return path === undefined ? { reason: 'its binary is not here and its release host cannot be reached' } : { path }
}

function installedPath() {
  try {
    const path = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'))
    return existsSync(path) ? path : undefined
  } catch {
    return undefined
  }
}
