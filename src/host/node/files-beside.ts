import { mkdir, readdir, realpath, rm, rmdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { writeAtomically } from './atomic-file'
import { withRegularFile } from './regular-file'

const ending = '.f64'

/** Where what is too long for the file at `path` lies: in a folder of its name. */
async function folderBeside(path: string): Promise<string> {
  return `${await realpath(path).catch(() => path)}-blobs`
}

/** Reads what lies beside the file at `path` under this name. */
export async function readBeside(
  path: string,
  name: string,
): Promise<{ readonly path: string; readonly bytes: Uint8Array | undefined }> {
  const folder = await folderBeside(path)
  const bytes = await withRegularFile(join(folder, name + ending), (file) => file.bytes()).catch(() => undefined)
  return { path: `${basename(folder)}/${name}${ending}`, bytes }
}

/**
 * Writes a file and what lies beside it, whole: the file itself comes last, so that whatever is interrupted, the one
 * that is there has all that it names. What the one before has named goes then.
 */
export async function writeWithBeside(
  path: string,
  bytes: Uint8Array,
  blobs: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  const folder = await folderBeside(path)
  if (blobs.size > 0) await mkdir(folder, { recursive: true })
  for (const [name, content] of blobs) await writeAtomically(join(folder, name + ending), content)
  await writeAtomically(path, bytes)
  await removeOthers(folder, blobs)
}

/** Leaves alone what is not of our naming. */
async function removeOthers(folder: string, blobs: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  const others = names.filter((name) => /^[0-9a-f]{64}\.f64$/.test(name) && !blobs.has(name.slice(0, -ending.length)))
  for (const name of others) await rm(join(folder, name), { force: true })
  if (names.length > 0 && names.length === others.length) await rmdir(folder).catch(() => undefined)
}
