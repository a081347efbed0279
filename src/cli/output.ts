import { once } from 'node:events'
import type { FileHandle } from 'node:fs/promises'
import { open, realpath, rename, stat } from 'node:fs/promises'
import { rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Chunks } from '../formats/npy'
import { systemReason, unusable } from './failure'
import { atExit } from './exit'

/** Writes pieces to standard output, waiting where its reader is slower. */
export async function print(pieces: Chunks<string>): Promise<void> {
  for await (const piece of pieces) {
    if (!process.stdout.write(piece)) await once(process.stdout, 'drain')
  }
  // The process may end next: what is still under way has to arrive first.
  await new Promise((resolve) => process.stdout.write('', resolve))
}

/** A file being written. It appears under its name, whole, when `commit` has resolved, and else not at all. */
export interface OutputFile {
  write(pieces: Chunks<string | Uint8Array>): Promise<void>
  /** Writes at an absolute position, as containers of films need, which patch their headers at the end. */
  writeAt(position: number, bytes: Uint8Array): Promise<void>
  commit(): Promise<void>
}

/** Opens a file for writing beside its place, so that a path that cannot be written is known before the work begins. */
export async function openOutput(path: string): Promise<OutputFile> {
  try {
    const target = await realpath(path).catch(() => path)
    const existing = await stat(target).catch(() => undefined)
    if (existing?.isDirectory() === true) throw Object.assign(new Error(), { code: 'EISDIR' })
    // A device or a pipe is no file that could be replaced.
    if (existing !== undefined && !existing.isFile()) return direct(await open(target, 'w'), path)
    const beside = join(dirname(target), `.${basename(target)}.${process.pid}.part`)
    const handle = await open(beside, 'wx')
    const remove = atExit(() => rmSync(beside, { force: true }))
    return {
      write: (pieces) => writeTo(handle, pieces, path),
      writeAt: (position, bytes) => writeAt(handle, position, bytes, path),
      commit: () =>
        attempt(path, async () => {
          await handle.sync()
          await handle.close()
          await rename(beside, target)
          remove()
        }),
    }
  } catch (error) {
    throw unwritable(path, error)
  }
}

function direct(handle: FileHandle, path: string): OutputFile {
  return {
    write: (pieces) => writeTo(handle, pieces, path),
    writeAt: (position, bytes) => writeAt(handle, position, bytes, path),
    commit: () => attempt(path, () => handle.close()),
  }
}

async function writeTo(handle: FileHandle, pieces: Chunks<string | Uint8Array>, path: string): Promise<void> {
  for await (const piece of pieces) {
    await attempt(path, () => handle.writeFile(piece))
  }
}

function writeAt(handle: FileHandle, position: number, bytes: Uint8Array, path: string): Promise<void> {
  return attempt(path, async () => {
    for (let done = 0; done < bytes.length;) {
      done += (await handle.write(bytes, done, bytes.length - done, position + done)).bytesWritten
    }
  })
}

async function attempt(path: string, action: () => Promise<void>): Promise<void> {
  try {
    await action()
  } catch (error) {
    throw unwritable(path, error)
  }
}

function unwritable(path: string, error: unknown): Error {
  return unusable({
    where: '--out',
    message: `file "${path}" cannot be written: ${systemReason(error)}`,
    remedy: 'choose another place',
  })
}
