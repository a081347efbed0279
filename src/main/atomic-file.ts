import { randomUUID } from 'node:crypto'
import { open, realpath, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** A file being written beside its place. It appears there, whole, when `commit` has resolved, and else not at all. */
export interface AtomicFile {
  /** Writes at an absolute position. */
  write(position: number, bytes: Uint8Array): Promise<void>
  commit(): Promise<void>
  discard(): Promise<void>
}

export async function openAtomicFile(path: string): Promise<AtomicFile> {
  const target = await realpath(path).catch(() => path)
  const beside = join(dirname(target), `.${basename(target)}.${randomUUID()}.part`)
  const handle = await open(beside, 'wx')
  const discard = async (): Promise<void> => {
    await handle.close().catch(() => undefined)
    await rm(beside, { force: true })
  }
  return {
    write: async (position, bytes) => {
      for (let from = 0; from < bytes.length;) {
        const { bytesWritten } = await handle.write(bytes, from, bytes.length - from, position + from)
        from += bytesWritten
      }
    },
    commit: async () => {
      try {
        await handle.sync()
        await handle.close()
        await rename(beside, target)
      } catch (error) {
        await discard()
        throw error
      }
    },
    discard,
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
