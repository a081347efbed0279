// Child processes and the place of the project, for the other scripts.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The project's folder, without a slash at its end. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')

/**
 * Runs a command to its end. `quiet` keeps its output back and answers it; otherwise it goes to the terminal.
 * Resolves to {code, output}; a command that cannot be started has code 127, one that ran out of time 124.
 */
export function run(command, args, { quiet = false, env = {}, cwd = root, timeout = 0 } = {}) {
  return new Promise((resolve) => {
    let output = ''
    let late = false
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
      shell: process.platform === 'win32' && command === 'npm',
    })
    const timer = timeout > 0 ? setTimeout(() => ((late = true), child.kill('SIGKILL')), timeout) : undefined
    child.stdout?.on('data', (bytes) => (output += bytes))
    child.stderr?.on('data', (bytes) => (output += bytes))
    child.on('error', (error) => {
      clearTimeout(timer)
      resolve({ code: 127, output: `${command}: ${error.message}` })
    })
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      resolve({ code: late ? 124 : (code ?? 128 + signalNumber(signal)), output })
    })
  })
}

/** Runs a program of an installed package with this Node: `tool('vite/bin/vite.js', ['build'])`. */
export function tool(path, args, options) {
  return run(process.execPath, [`${root}/node_modules/${path}`, ...args], options)
}

function signalNumber(signal) {
  return { SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[signal] ?? 1
}
