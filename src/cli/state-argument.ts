import { basename } from 'node:path'
import type { Checked } from '../core/problem'
import { readState, type State, type StateNames } from '../formats/state-dict'
import { unusable } from './failure'
import { readNamed } from './scene-files'

/** Reads the parameters in a file on disk, which an option names. */
export async function readStatePath(path: string, names: StateNames, option: string): Promise<State> {
  const bytes = checked(await readNamed(path, path), option)
  return checked(readState(basename(path), bytes, names), `${option} ${path}`)
}

function checked<T>({ value, problems }: Checked<T>, source: string): T {
  if (value !== undefined) return value
  throw unusable(
    ...problems.map((problem) => ({
      ...problem,
      where: problem.where === undefined ? source : `${source}: ${problem.where}`,
    })),
  )
}
