import { Readable } from 'node:stream'
import { expect, vi } from 'vitest'
import { createEngine } from '../../src/engine/client'
import { jobKinds } from '../../src/engine/kinds'
import { createLoopback } from '../../src/engine/loopback'
import { type Circumstances, type Finished } from './command-line'
import { scratchFolder } from './scratch-folder'

/**
 * The command's engine, its workers in this thread: what threads and processes add is proven with the built command.
 */
vi.doMock('../../src/engine/links/node/create-node-engine', () => ({
  createNodeEngine({ threads = 2 }: { readonly threads?: number } = {}) {
    const now = () => performance.now()
    const loopback = createLoopback({ kinds: jobKinds, workers: threads, now, schedule: setImmediate })
    const engine = createEngine(loopback.port)
    const close = (): void => {
      engine.close()
      loopback.close()
    }
    return { ...engine, close }
  },
}))

/** Thrown in place of the process's end. */
class Ended extends Error {
  constructor(code: number) {
    super(`ended with ${code}`)
  }
}

let last: Promise<unknown> = Promise.resolve()

/**
 * Runs the command in this process to its end, in a folder of its own unless `cwd` is given: the same as the built one,
 * but for starting it. One runs at a time, since a process has one folder and one output.
 */
export function basin(args: readonly string[], circumstances: Circumstances = {}): Promise<Finished> {
  const run = last.then(() => runHere(args, circumstances))
  last = run.catch(() => undefined)
  return run
}

async function runHere(
  args: readonly string[],
  { input = '', cwd = scratchFolder(), env = {} }: Circumstances,
): Promise<Finished> {
  const { runCommand } = await import('../../src/cli/program')
  const { exit } = await import('../../src/cli/exit')
  const before = process.cwd()
  const stdin = Object.getOwnPropertyDescriptor(process, 'stdin')!
  const [stdout, stderr] = [captured(process.stdout), captured(process.stderr)]
  const ending = vi.spyOn(process, 'exit').mockImplementation((code) => {
    throw new Ended(Number(code))
  })
  process.chdir(cwd)
  Object.defineProperty(process, 'stdin', { configurable: true, value: Readable.from([input]) })
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  try {
    const code = await runCommand(args, '0.0.0')
    expect(() => exit(code)).toThrow(new Ended(code))
    return { code, stdout: stdout.text(), stderr: stderr.text() }
  } finally {
    vi.unstubAllEnvs()
    Object.defineProperty(process, 'stdin', stdin)
    process.chdir(before)
    for (const { restore } of [stdout, stderr]) restore()
    ending.mockRestore()
  }
}

/** Keeps what is written to a stream instead of writing it. */
function captured(stream: NodeJS.WriteStream): { text(): string; restore(): void } {
  const pieces: string[] = []
  const write = vi.spyOn(stream, 'write').mockImplementation((piece, ...rest) => {
    pieces.push(typeof piece === 'string' ? piece : Buffer.from(piece).toString('utf8'))
    const done = rest.at(-1)
    if (typeof done === 'function') (done as () => void)()
    return true
  })
  return { text: () => pieces.join(''), restore: () => write.mockRestore() }
}
