import { basename } from 'node:path'
import { type Checked, type Problem } from '../core/problem'
import { readState, type State, type StateNames } from '../formats/state-dict'
import { NotAFile } from '../host/node/regular-file'
import { systemReason, unusable } from './failure'
import { readFile } from './surface-argument'

/** Reads the parameters in a file on disk, which an option names. */
export async function readStatePath(path: string, names: StateNames, option: string): Promise<State> {
  const bytes = await bytesOf(path, option)
  return checked(readState(basename(path), bytes, names), `${option} ${path}`)
}

async function bytesOf(path: string, option: string): Promise<Uint8Array> {
  try {
    return checked(await readFile(path), `${option} ${path}`)
  } catch (error) {
    if (error instanceof NotAFile || (error instanceof Error && 'code' in error))
      throw unusable({
        where: option,
        message: `file "${path}" cannot be read: ${systemReason(error)}`,
        remedy: 'give a file that is there',
      })
    throw error
  }
}

function checked<T>({ value, problems }: Checked<T>, source: string): T {
  if (value !== undefined) return value
  throw unusable(
    ...problems.map((problem: Problem) => ({
      ...problem,
      where: problem.where === undefined ? source : `${source}: ${problem.where}`,
    })),
  )
}
