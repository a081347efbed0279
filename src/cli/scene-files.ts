import { realpath } from 'node:fs/promises'
import { dirname, resolve, sep } from 'node:path'
import { type Checked, invalid, valid } from '../core/problem'
import { fileSizeProblem } from '../core/scene/file-size'
import { shown } from '../core/shown'
import { NotAFile, withRegularFile } from '../host/node/regular-file'
import { systemReason } from './failure'

/** The bytes of a regular file that is not too large; throws what the system says where it cannot be read. */
export function readFile(path: string): Promise<Checked<Uint8Array>> {
  return withRegularFile(path, async ({ size, bytes }): Promise<Checked<Uint8Array>> => {
    const tooLarge = fileSizeProblem(size)
    return tooLarge === undefined ? valid(await bytes()) : invalid(tooLarge)
  })
}

/**
 * Where a file lies that a scene names, beside it or below: a scene that came from elsewhere is not to have other files
 * of this machine read. `where` is the place in the scene that names it.
 */
export async function pathBeside(file: string, scenePath: string, where: string): Promise<Checked<string>> {
  if (file.includes('\0')) {
    return invalid({
      message: `file ${shown(file)} is no path: it holds the character NUL`,
      remedy: 'name a file beside the scene',
      where,
    })
  }
  const path = resolve(dirname(scenePath), file)
  if (await isBelow(dirname(scenePath), path)) return valid(path)
  return invalid({
    message: `file ${shown(file)} lies elsewhere, expected it beside the scene or in a folder there`,
    remedy: 'move it there, or open that file itself',
    where,
  })
}

/** The bytes of a file that a scene names, beside it or below. */
export async function readBesideScene(file: string, scenePath: string, where: string): Promise<Checked<Uint8Array>> {
  const path = await pathBeside(file, scenePath, where)
  if (path.value === undefined) return path
  const bytes = await readNamed(path.value, file)
  return bytes.value === undefined ? invalid(...bytes.problems.map((each) => ({ ...each, where }))) : bytes
}

/** The bytes of a file that a person named so. */
export async function readNamed(path: string, file: string): Promise<Checked<Uint8Array>> {
  try {
    return await readFile(path)
  } catch (error) {
    if (!(error instanceof NotAFile || (error instanceof Error && 'code' in error))) throw error
    return invalid({
      message: `file ${shown(file)} cannot be read: ${systemReason(error)}`,
      remedy: 'give a file that is there',
    })
  }
}

/** Whether a path lies in a folder or below it, links followed; one that leads nowhere is judged by its text. */
async function isBelow(folder: string, path: string): Promise<boolean> {
  const [base, target] = await Promise.all([folder, path].map((each) => realpath(each).catch(() => resolve(each))))
  return target!.startsWith(base!.endsWith(sep) ? base! : base! + sep)
}
