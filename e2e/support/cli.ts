import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'

const command = 'out/cli/basin.js'

interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the built command to its end. */
export function basin(args: readonly string[], input = ''): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  return { code: status, stdout, stderr }
}

/** The JSON document that the command prints. */
export function basinJson<T>(args: readonly string[], input = ''): T {
  const { code, stdout, stderr } = basin([...args, '--json'], input)
  if (code !== 0) throw new Error(`basin ${args.join(' ')} ended with ${code}: ${stderr}`)
  return JSON.parse(stdout) as T
}

/** Starts the command, interrupts it once `isUnderWay` says so, and waits for its end. */
export async function interruptedBasin(args: readonly string[], isUnderWay: () => boolean): Promise<Outcome> {
  const child = spawn(process.execPath, [command, ...args])
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (text) => (stdout += text))
  child.stderr.on('data', (text) => (stderr += text))
  const closed = once(child, 'close')
  const watch = setInterval(() => {
    if (!isUnderWay()) return
    clearInterval(watch)
    child.kill('SIGINT')
  }, 20)
  const [code] = (await closed) as [number | null]
  clearInterval(watch)
  return { code, stdout, stderr }
}
