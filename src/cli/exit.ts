import { removePartials } from '../host/node/atomic-file'

/** Ends the process now: what is being written is removed, threads end with it. */
export function exit(code: number): never {
  removePartials()
  process.exit(code)
}

/** Interruption, termination and a reader that went away end the command at once and quietly. */
export function exitOnSignals(): void {
  process.on('SIGINT', () => exit(130))
  process.on('SIGTERM', () => exit(143))
  process.on('SIGHUP', () => exit(129))
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') exit(0)
    process.stderr.write(`standard output cannot be written: ${error.message}\n`)
    exit(1)
  })
  process.stderr.on('error', () => exit(1))
}
