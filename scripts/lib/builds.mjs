// The builds, each with the sources it depends on; a stamp of their content says whether one is current.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, tool } from './process.mjs'

const shared = ['package-lock.json', 'tsconfig.base.json', 'src/core', 'src/engine', 'src/formats', 'src/host']

/** In the order in which `npm run build` makes them. */
export const builds = {
  cli: {
    sources: [...shared, 'src/cli', 'vite.node.config.ts'],
    result: 'out/cli/basin.js',
    make: () => tool('vite/bin/vite.js', ['build', '--config', 'vite.node.config.ts'], { quiet: true }),
  },
  web: {
    sources: [...shared, 'src/renderer', 'resources', 'vite', 'vite.web.config.ts'],
    result: 'out/web/index.html',
    make: () => tool('vite/bin/vite.js', ['build', '--config', 'vite.web.config.ts'], { quiet: true }),
  },
  electron: {
    sources: [...shared, 'src/renderer', 'src/main', 'src/preload', 'resources', 'vite', 'electron.vite.config.ts'],
    result: 'out/main/index.js',
    make: () => tool('electron-vite/bin/electron-vite.js', ['build'], { quiet: true }),
  },
}

/**
 * Makes the named builds that are not current. Answers the names of those that failed; their output is printed.
 * One process builds at a time; another waits for it and then finds the build current.
 */
export async function build(names, { force = false, log = console.log } = {}) {
  const failed = []
  for (const name of names) {
    const release = await lock(name)
    try {
      if (!force && isCurrent(name)) continue
      log(`building ${name} ...`)
      const stamp = stampOf(name)
      const { code, output } = await builds[name].make()
      if (code === 0 && existsSync(join(root, builds[name].result))) {
        mkdirSync(join(root, 'out/stamps'), { recursive: true })
        writeFileSync(stampPath(name), stamp)
      } else {
        rmSync(stampPath(name), { force: true })
        console.error(output.trim())
        console.error(`build of ${name} failed; see the lines above`)
        failed.push(name)
      }
    } finally {
      release()
    }
  }
  return failed
}

/** Whether a build's result is there and was made from the sources as they are now. */
export function isCurrent(name) {
  if (!existsSync(join(root, builds[name].result)) || !existsSync(stampPath(name))) return false
  return readFileSync(stampPath(name), 'utf8') === stampOf(name)
}

function stampPath(name) {
  return join(root, 'out/stamps', name)
}

function stampOf(name) {
  const hash = createHash('sha256')
  for (const path of builds[name].sources.flatMap(filesUnder)) {
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
      .update('\0')
  }
  return hash.digest('hex')
}

/** Every file a build can see, by path; tests are no part of it. */
function filesUnder(path) {
  const full = join(root, path)
  if (!existsSync(full)) return []
  if (/\.[a-z]+$/.test(path)) return [path]
  return readdirSync(full, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const child = `${path}/${entry.name}`
      if (entry.isDirectory()) return filesUnder(child)
      return /\.test\.tsx?$/.test(entry.name) ? [] : [child]
    })
}

/**
 * A folder is made by one process only, which makes it a lock; one left behind by a process that died is taken over.
 */
async function lock(name) {
  const path = join(root, 'out', `.building-${name}`)
  mkdirSync(join(root, 'out'), { recursive: true })
  for (;;) {
    try {
      mkdirSync(path)
      writeFileSync(join(path, 'pid'), String(process.pid))
      return () => rmSync(path, { recursive: true, force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (!ownerLives(path)) rmSync(path, { recursive: true, force: true })
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

function ownerLives(path) {
  try {
    process.kill(Number(readFileSync(join(path, 'pid'), 'utf8')), 0)
    return true
  } catch (error) {
    // No pid yet: its owner is just about to write it.
    return error.code === 'ENOENT' && existsSync(path)
  }
}
