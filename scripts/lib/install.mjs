// Installs the dependencies named by the lock file when they are not there or not those.
import { existsSync, readFileSync } from 'node:fs'
import { root, run } from './process.mjs'

/** Whether every package of the lock file that this machine needs lies in node_modules in its exact version. */
export function dependenciesAreCurrent() {
  const installed = `${root}/node_modules/.package-lock.json`
  if (!existsSync(installed)) return false
  const want = packagesOf(`${root}/package-lock.json`)
  const have = packagesOf(installed)
  return Object.entries(want).every(
    ([path, entry]) =>
      path === '' || have[path]?.version === entry.version || (have[path] === undefined && isOptional(entry)),
  )
}

/** Installs from the lock file if needed; ends the process with npm's own message when that fails. */
export async function ensureDependencies() {
  if (dependenciesAreCurrent()) return
  console.log('installing dependencies from package-lock.json ...')
  const { code, output } = await run('npm', ['ci', '--no-audit', '--no-fund'], { quiet: true })
  if (code === 0) return
  console.error(output.trim())
  console.error('dependencies could not be installed; see the lines above, then run the command again')
  process.exit(1)
}

function packagesOf(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages
}

function isOptional(entry) {
  return entry.optional === true || entry.devOptional === true || entry.peer === true
}
