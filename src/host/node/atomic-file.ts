import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { open, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** A file being written beside its place. It appears there, whole, when `commit` has resolved, and else not at all. */
export interface AtomicFile {
  /** Writes at an absolute position. */
  write(position: number, bytes: Uint8Array): Promise<void>
  /** Writes after what was appended before. */
  append(piece: string | Uint8Array): Promise<void>
  commit(): Promise<void>
  discard(): Promise<void>
  /** Removes what was written before the process ends. */
  discardNow(): void
}

/**
 * Opens a file for writing beside its place, so that a place that cannot be written is known before the work begins.
 * Only a device or a pipe is written to itself: it is no file that could be replaced.
 */
export async function openAtomicFile(path: string): Promise<AtomicFile> {
  const target = await realpath(path).catch(() => path)
  const existing = await stat(target).catch(() => undefined)
  if (existing?.isDirectory() === true) {
    throw Object.assign(new Error(`EISDIR: illegal operation on a directory, open '${path}'`), { code: 'EISDIR' })
  }
  const isReplaced = existing === undefined || existing.isFile()
  const beside = isReplaced ? join(dirname(target), `.${basename(target)}.${randomUUID()}.part`) : target
  const handle = await open(beside, isReplaced ? 'wx' : 'w')
  const discard = async (): Promise<void> => {
    await handle.close().catch(() => undefined)
    if (isReplaced) await rm(beside, { force: true })
  }
  return {
    write: async (position, bytes) => {
      for (let from = 0; from < bytes.length;) {
        const { bytesWritten } = await handle.write(bytes, from, bytes.length - from, position + from)
        from += bytesWritten
      }
    },
    append: (piece) => handle.writeFile(piece),
    commit: async () => {
      try {
        if (isReplaced) await handle.sync()
        await handle.close()
        if (isReplaced) await rename(beside, target)
      } catch (error) {
        await discard()
        throw error
      }
    },
    discard,
    discardNow: () => {
      if (isReplaced) rmSync(beside, { force: true })
    },
  }
}

/** Writes a whole file or nothing. */
export async function writeAtomically(path: string, bytes: Uint8Array): Promise<void> {
  const file = await openAtomicFile(path)
  try {
    await file.write(0, bytes)
  } catch (error) {
    await file.discard()
    throw error
  }
  await file.commit()
}
