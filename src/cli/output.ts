import { once } from 'node:events'
import { printable } from '../core/printable'
import type { Chunks } from '../formats/npy'
import { openAtomicFile } from '../host/node/atomic-file'
import { systemReason, unusable } from './failure'

/**
 * Writes pieces of lines to standard output, what cannot be seen of them written out, waiting where its reader is
 * slower.
 */
export async function print(pieces: Chunks<string>): Promise<void> {
  for await (const piece of pieces) {
    if (!process.stdout.write(printableLines(piece))) await once(process.stdout, 'drain')
  }
  // The process may end next: what is still under way has to arrive first.
  await new Promise((resolve) => process.stdout.write('', resolve))
}

/** In JSON what is written out means the same. */
function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n')
}

/** A file being written. */
export interface OutputFile {
  write(pieces: Chunks<string | Uint8Array>): Promise<void>
  /** Writes at an absolute position, as containers of films need, which patch their headers at the end. */
  writeAt(position: number, bytes: Uint8Array): Promise<void>
}

/**
 * Writes a file, which appears under its name, whole, once `work` has resolved, and else not at all. It is opened
 * first, so that a path that cannot be written is known before the work begins.
 */
export async function withOutput<T>(
  path: string,
  work: (file: OutputFile) => Promise<T>,
  option = '--out',
): Promise<T> {
  const file = await openAtomicFile(path).catch((error: unknown) => {
    throw unwritable(path, error, option)
  })
  const attempt = async (action: () => Promise<void>): Promise<void> => {
    try {
      await action()
    } catch (error) {
      throw unwritable(path, error, option)
    }
  }
  const output: OutputFile = {
    write: async (pieces) => {
      for await (const piece of pieces) await attempt(() => file.append(piece))
    },
    writeAt: (position, bytes) => attempt(() => file.write(position, bytes)),
  }
  let result: T
  try {
    result = await work(output)
  } catch (error) {
    await file.discard()
    throw error
  }
  await attempt(file.commit)
  return result
}

/** What `compute` comes to, and where a path is given, a file of it in pieces. */
export function written<T>(
  path: string | undefined,
  compute: () => Promise<T>,
  pieces: (result: T, path: string) => Chunks<string | Uint8Array>,
): Promise<T> {
  if (path === undefined) return compute()
  return withOutput(path, async (file) => {
    const result = await compute()
    await file.write(pieces(result, path))
    return result
  })
}

/** As `withOutput`, of several files, all opened before the work begins. */
export function withOutputs<T>(
  paths: readonly string[],
  work: (files: readonly OutputFile[]) => Promise<T>,
  option?: string,
  open: readonly OutputFile[] = [],
): Promise<T> {
  const next = paths[open.length]
  if (next === undefined) return work(open)
  return withOutput(next, (file) => withOutputs(paths, work, option, [...open, file]), option)
}

function unwritable(path: string, error: unknown, option: string): Error {
  return unusable({
    where: option,
    message: `file "${path}" cannot be written: ${systemReason(error)}`,
    remedy: 'choose another place',
  })
}
