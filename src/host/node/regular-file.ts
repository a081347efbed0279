import { constants } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { open } from 'node:fs/promises'

/** What stands at a path in place of a file. */
export class NotAFile extends Error {
  constructor(readonly kind: string) {
    super(`it is ${kind}, not a file`)
  }
}

/**
 * Opens a regular file for reading and reads it with `read`. Folders, pipes and devices are refused before a byte of
 * them is asked for: opening a pipe does not wait for its other end. What is read comes in pieces, between which a
 * process can be interrupted.
 */
export async function withRegularFile<T>(
  path: string,
  read: (file: { readonly size: number; bytes(): Promise<Uint8Array> }) => Promise<T>,
): Promise<T> {
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const found = await handle.stat()
    if (!found.isFile()) throw new NotAFile(kindOf(found))
    return await read({ size: found.size, bytes: () => wholeOf(handle, found.size) })
  } finally {
    await handle.close()
  }
}

const bytesPerPiece = 1 << 20

/** The bytes that a file had when it was opened; fewer where it has become shorter. */
async function wholeOf(handle: FileHandle, size: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(size)
  let length = 0
  while (length < size) {
    const { bytesRead } = await handle.read(bytes, length, Math.min(bytesPerPiece, size - length), length)
    if (bytesRead === 0) break
    length += bytesRead
  }
  return bytes.subarray(0, length)
}

interface Kinds {
  isDirectory(): boolean
  isFIFO(): boolean
  isSocket(): boolean
}

function kindOf(found: Kinds): string {
  if (found.isDirectory()) return 'a folder'
  if (found.isFIFO()) return 'a pipe'
  return found.isSocket() ? 'a socket' : 'a device'
}
