import { basename } from 'node:path'
import { type Checked, invalid, valid } from '../core/problem'
import { landscapeSpec, type Trajectory } from '../core/scene/landscape'
import { landscapeKinds } from '../core/scene/landscape-kinds'
import { checkScene } from '../core/scene/parse'
import { landscapeOf } from '../engine/kinds/landscapes'
import { isOfClasses, lossIds } from '../core/networks/loss-ids'
import { dataFileSchema } from '../core/tables/data-spec'
import { readDataFile } from '../formats/data-file'
import { dataOfFile } from '../formats/data-of-file'
import { prepareDirections, readDirections } from '../formats/directions'
import { readState, type StateNames, stateNames } from '../formats/state-dict'
import { readTrajectory } from '../formats/trajectory'
import { readBesideScene } from './scene-files'

type Document = Readonly<Record<string, unknown>>

/**
 * A scene's document with what of its network lies in files beside it: data, parameters, recorded paths, and the
 * directions of its slice.
 */
export async function withNetworkFiles(given: Document, scenePath: string): Promise<Checked<Document>> {
  let read = await withDataFile(given, scenePath)
  const put = async (part: unknown, where: string, take: TakeFile): Promise<void> => {
    const file = isObject(part) && Object.keys(part).length === 1 ? part['file'] : undefined
    if (read.value === undefined || typeof file !== 'string') return
    const bytes = await readBesideScene(file, scenePath, where)
    read =
      bytes.value === undefined ? bytes : await take(read.value, { name: basename(file), bytes: bytes.value, where })
  }
  const { landscape } = given
  if (!isObject(landscape)) return read
  const { theta, paths, slice } = landscape
  await put(theta, 'landscape.theta', withState)
  for (const [i, path] of (Array.isArray(paths) ? paths : []).entries())
    if (isObject(path)) await put(path['theta'], `landscape.paths[${i}].theta`, withPath(i))
  await put(slice, 'landscape.slice', withDirections)
  return read
}

/** A file that a scene or an option names: `where` is the place or option. */
export interface NamedFile {
  readonly name: string
  readonly bytes: Uint8Array
  readonly where: string
}

type TakeFile = (document: Document, file: NamedFile) => Checked<Document> | Promise<Checked<Document>>

/** A scene's document with the examples in a file beside it; what is wrong with its form is told with the rest. */
async function withDataFile(document: Document, scenePath: string): Promise<Checked<Document>> {
  const { landscape } = document
  const form = dataFileSchema.safeParse(isObject(landscape) ? landscape['data'] : undefined).data
  if (!isObject(landscape) || form === undefined) return valid(document)
  const { file, inputs, target, ...common } = form
  const where = 'landscape.data'
  const bytes = await readBesideScene(file, scenePath, `${where}.file`)
  if (bytes.value === undefined) return bytes
  const read = readDataFile(basename(file), bytes.value)
  const loss = lossIds.find((id) => id === landscape['loss'])
  const wanted = loss !== undefined && isOfClasses(loss) ? 'classification' : 'regression'
  const data = read.value === undefined ? read : dataOfFile(read.value, { inputs, target }, wanted)
  if (data.value === undefined) {
    const placed = (place: string | undefined): string =>
      place === undefined ? `${where}: ${file}` : `${where}: ${file}: ${place}`
    return invalid(...data.problems.map((problem) => ({ ...problem, where: placed(problem.where) })))
  }
  return valid({ ...document, landscape: { ...landscape, data: { ...data.value, ...common } } })
}

/** Whether a scene's document may say what the parameters of its landscape are. */
export function hasParameters({ landscape }: Document): boolean {
  const kind = isObject(landscape) ? landscape['kind'] : undefined
  return landscapeKinds.some(({ id, file }) => id === kind && 'theta' in file.shape)
}

/** A scene's document with the parameters that are in a file. */
export function withState(document: Document, { name, bytes, where }: NamedFile): Checked<Document> {
  const { theta: _theta, running: _running, ...landscape } = document['landscape'] as Document
  const network = networkOf({ ...document, landscape })
  if (network.value === undefined) return network
  const state = placed(readState(name, bytes, network.value.names), where)
  if (state.value === undefined) return state
  const { theta, running } = state.value
  const given = { theta: Array.from(theta), ...(running && { running: Array.from(running) }) }
  return valid({ ...document, landscape: { ...landscape, ...given } })
}

/** A scene's document with the slice whose directions are in a file; through the file's point, or the usual one. */
export async function withDirections(
  document: Document,
  { name, bytes, where }: NamedFile,
): Promise<Checked<Document>> {
  const landscape = document['landscape'] as Document
  const network = networkOf(document)
  if (network.value === undefined) return network
  await prepareDirections(name)
  const directions = placed(readDirections(name, bytes, network.value.names), where)
  if (directions.value === undefined) return directions
  const slice = { origin: network.value.origin, ...directions.value }
  return valid({ ...document, landscape: { ...landscape, slice } })
}

/** A scene's document whose recorded path of an index is the one that is in a file. */
function withPath(index: number): TakeFile {
  return (document, file) => {
    const landscape = document['landscape'] as Document
    const path = pathIn(document, file)
    if (path.value === undefined) return path
    const given = landscape['paths'] as readonly Document[]
    const paths = given.with(index, { ...path.value, ...given[index], theta: path.value.theta })
    return valid({ ...document, landscape: { ...landscape, paths } })
  }
}

/**
 * A scene's document with one more recorded path, which has the name of its file; where the scene has no slice, drawn
 * on the plane of its principal directions.
 */
export function withTrajectory(document: Document, file: NamedFile): Checked<Document> {
  const landscape = document['landscape'] as Document
  const path = pathIn(document, file)
  if (path.value === undefined) return path
  const id = file.name
  const { paths = [], slice = { kind: 'pca', of: id } } = landscape
  const all = [...(paths as readonly unknown[]), { id, ...path.value }]
  return valid({ ...document, landscape: { ...landscape, slice, paths: all } })
}

function pathIn(document: Document, { name, bytes, where }: NamedFile): Checked<Omit<Trajectory, 'id'>> {
  const network = networkOf(document)
  if (network.value === undefined) return network
  const trajectory = placed(readTrajectory(name, bytes, network.value.origin.length), where)
  if (trajectory.value === undefined) return trajectory
  const { theta, step } = trajectory.value
  return valid({ theta: Array.from(theta), step: Array.from(step) })
}

interface NetworkNames {
  readonly names: StateNames
  /** Where its parameters begin. */
  readonly origin: readonly number[]
}

/** What the network of a document is, whatever part of whatever plane is drawn. */
function networkOf({ landscape: given, seed }: Document): Checked<NetworkNames> {
  const { slice: _slice, paths: _paths, domain: _domain, ...landscape } = given as Document
  const scene = checkScene({ basin: 1, landscape, ...(seed !== undefined && { seed }) })
  if (scene.value === undefined) return invalid(...scene.problems)
  const { objective, slice } = landscapeOf(landscapeSpec(scene.value.landscape))
  return valid({ names: stateNames(objective()), origin: slice?.origin ?? [0, 0] })
}

function placed<T>(read: Checked<T>, where: string): Checked<T> {
  if (read.value !== undefined) return read
  return invalid(
    ...read.problems.map((each) => ({ ...each, where: each.where === undefined ? where : `${where}: ${each.where}` })),
  )
}

function isObject(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
