import { randomBytes } from 'node:crypto'
import { constants, rmSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { access, lstat, open, readdir, readlink, realpath, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

/** A file being written beside its place. It appears there, whole, when `commit` has resolved, and else not at all. */
export interface AtomicFile {
  /** Writes at an absolute position. */
  write(position: number, bytes: Uint8Array): Promise<void>
  /** Writes after what was appended before. */
  append(piece: string | Uint8Array): Promise<void>
  commit(): Promise<void>
  discard(): Promise<void>
}

/**
 * Opens a file for writing beside its place, so that a place that cannot be written is known before the work begins.
 * What is at that place stays what it is: a link goes on pointing where it did, a file keeps its mode and its other
 * names, and one that may not be written is not. Only a device or a pipe is written to itself: it is no file that could
 * be replaced.
 */
export async function openAtomicFile(path: string): Promise<AtomicFile> {
  const target = await targetOf(path)
  const existing = await stat(target).catch(() => undefined)
  if (existing?.isDirectory() === true) throw systemError('EISDIR', 'illegal operation on a directory', path)
  if (existing !== undefined) await refuseReadOnly(target, existing.mode, path)
  if (existing?.isFile() === false) return inPlace(target)

  const folder = dirname(target)
  await removeAbandoned(folder)
  const beside = join(folder, partialName())
  const handle = await open(beside, 'wx+', existing === undefined ? 0o666 : 0o600)
  openPartials.add(beside)
  const discard = async (): Promise<void> => {
    await handle.close().catch(() => undefined)
    await rm(beside, { force: true })
    openPartials.delete(beside)
  }
  return {
    write: (position, bytes) => writeAt(handle, position, bytes),
    append: (piece) => handle.writeFile(piece),
    commit: async () => {
      try {
        if (existing !== undefined) await takeOver(handle, existing)
        await handle.sync()
        // Of a file with several names, all of them are to have the new content.
        if (existing !== undefined && existing.nlink > 1) {
          await copyInto(target, handle)
          await discard()
          return
        }
        await handle.close()
        await rename(beside, target)
        openPartials.delete(beside)
      } catch (error) {
        await discard()
        throw error
      }
      await syncFolder(folder)
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

/** What has not been committed when the process ends goes with it. */
const openPartials = new Set<string>()
process.on('exit', removePartials)

/** Removes what is being written, now. */
export function removePartials(): void {
  for (const path of openPartials) rmSync(path, { force: true })
  openPartials.clear()
}

/** Names of our own, that say nothing of the file and are short enough beside any. */
const partialForm = /^\.basin-[0-9a-f]{24}\.part$/
/** A partial file that nobody has written to for a day was left by a process that was killed. */
const abandonedMilliseconds = 86_400_000

function partialName(): string {
  return `.basin-${randomBytes(12).toString('hex')}.part`
}

async function removeAbandoned(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter((each) => partialForm.test(each))) {
    const path = join(folder, name)
    const age = await lstat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    )
    if (age > abandonedMilliseconds) await rm(path, { force: true }).catch(() => undefined)
  }
}

/** Where a path leads, links followed, be there a file or not. */
async function targetOf(path: string): Promise<string> {
  const found = await realpath(path).catch(() => undefined)
  if (found !== undefined) return found
  // A link to a file that is not there yet: the file is made where it points.
  const link = await readlink(path).catch(() => undefined)
  return link === undefined ? path : resolve(dirname(path), link)
}

/** A file without leave to write is not replaced either, though its folder would let it be. */
async function refuseReadOnly(target: string, mode: number, path: string): Promise<void> {
  // To a superuser every file may be written.
  if ((mode & 0o222) === 0) throw systemError('EACCES', 'file is read-only', path)
  await access(target, constants.W_OK)
}

/** Gives the new file the mode and, where the system lets us, the owner of the old one. */
async function takeOver(
  handle: FileHandle,
  { mode, uid, gid }: { readonly mode: number; readonly uid: number; readonly gid: number },
): Promise<void> {
  await handle.chown(uid, gid).catch(() => undefined)
  await handle.chmod(mode & 0o7777).catch(() => undefined)
}

/** The content of one file as that of another, which stays the file that it is. */
async function copyInto(target: string, from: FileHandle): Promise<void> {
  const to = await open(target, 'r+')
  try {
    const piece = new Uint8Array(1 << 20)
    let position = 0
    for (;;) {
      const { bytesRead } = await from.read(piece, 0, piece.length, position)
      if (bytesRead === 0) break
      await writeAt(to, position, piece.subarray(0, bytesRead))
      position += bytesRead
    }
    await to.truncate(position)
    await to.sync()
  } finally {
    await to.close()
  }
}

/** A new name lasts once its folder has been written. Where folders cannot be opened the system sees to it. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

async function inPlace(target: string): Promise<AtomicFile> {
  const handle = await open(target, 'w')
  return {
    write: (position, bytes) => writeAt(handle, position, bytes),
    append: (piece) => handle.writeFile(piece),
    commit: () => handle.close(),
    discard: () => handle.close().catch(() => undefined),
  }
}

async function writeAt(handle: FileHandle, position: number, bytes: Uint8Array): Promise<void> {
  for (let from = 0; from < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, from, bytes.length - from, position + from)
    from += bytesWritten
  }
}

function systemError(code: string, message: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${message}, open '${path}'`), { code })
}
