import type { SpawnOptionsWithoutStdio } from 'node:child_process'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { scratchFolder } from './scratch-folder'

const root = join(import.meta.dirname, '../..')
export const basinPath = join(root, 'out/cli/basin.js')

export interface Finished {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Builds the command line where its sources have changed; answers the seconds that a test's set-up may wait for it. */
export async function buildCommandLine(): Promise<void> {
  const built = await spawned(process.execPath, [join(root, 'scripts/build.mjs'), '--cli'], '')
  if (built.code !== 0) throw new Error(built.stderr)
}

export interface Circumstances {
  readonly input?: string
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
}

/** Runs the built `basin` to its end as a process, in a folder of its own unless `cwd` is given. */
export function builtBasin(
  args: readonly string[],
  { input = '', cwd = scratchFolder(), env = {} }: Circumstances = {},
): Promise<Finished> {
  return spawned(process.execPath, [basinPath, ...args], input, { cwd, env: { ...process.env, ...env } })
}

function spawned(
  command: string,
  args: readonly string[],
  input: string,
  options: SpawnOptionsWithoutStdio = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, options)
    let [stdout, stderr] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    // A command that refuses its arguments does not read its input.
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
    child.on('error', reject)
    child.on('close', (code) => {
      resolve({ code: code ?? -1, stdout, stderr })
    })
  })
}
