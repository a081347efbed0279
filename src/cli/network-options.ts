import { basename } from 'node:path'
import type { Command } from 'commander'
import type { Checked } from '../core/problem'
import { directionsExtensions } from '../formats/directions'
import { stateExtensions } from '../formats/state-dict'
import { trajectoryExtensions } from '../formats/trajectory'
import { readPath } from './arguments'
import { checked } from './checked'
import { unusable } from './failure'
import { hasParameters, type NamedFile, withDirections, withState, withTrajectory } from './network-files'
import { readNamed } from './scene-files'

/** Options that name files of what a network has. */
export interface NetworkOptions {
  readonly theta?: string
  readonly slice?: string
  readonly trajectory?: string
}

type Document = Record<string, unknown>

/** Declares them. */
export function withNetworkOptions(command: Command): Command {
  return command
    .option(
      '--theta <file>',
      'the parameters of a network: a state_dict in .npz, .safetensors or .json, or all of them in .npy',
      readPath('--theta', stateExtensions, 'weights'),
    )
    .option(
      '--slice <file>',
      'the plane or line of a network: origin, u, v in .npz or .json, or the xdirection and ydirection of an .h5',
      readPath('--slice', directionsExtensions, 'plane'),
    )
    .option(
      '--trajectory <file>',
      'a path through the parameters of a network: steps x parameters in .npy, or theta, steps and loss in .npz',
      readPath('--trajectory', trajectoryExtensions, 'path'),
    )
}

/** A document whose network has what is in files that options name, whatever it says itself. */
export async function withOptionFiles(
  given: Document,
  { theta, slice, trajectory }: NetworkOptions,
): Promise<Document> {
  let document = given
  const options = [
    ['--theta', theta, withStateInstead],
    ['--slice', slice, withDirections],
    ['--trajectory', trajectory, withTrajectory],
  ] as const
  for (const [option, path, take] of options) {
    if (path === undefined) continue
    if (!hasParameters(document))
      throw unusable({ where: option, message: 'scene holds no network', remedy: 'leave it out, or give one' })
    const bytes = checked(await readNamed(path, path), option)
    const file = { name: basename(path), bytes, where: `${option} ${path}` }
    document = { ...checked(await take(document, file), undefined) }
  }
  return document
}

/** The parameters stand in place of what the scene says of how they begin. */
function withStateInstead(document: Document, file: NamedFile): Checked<Readonly<Document>> {
  const { init: _init, ...landscape } = document['landscape'] as Document
  return withState({ ...document, landscape }, file)
}
