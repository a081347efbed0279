import { basename } from 'node:path'
import { type Checked, invalid, valid } from '../core/problem'
import { landscapeSpec } from '../core/scene/landscape'
import { landscapeKinds } from '../core/scene/landscape-kinds'
import { checkScene } from '../core/scene/parse'
import { landscapeOf } from '../engine/kinds/landscapes'
import { isOfClasses, lossIds } from '../core/networks/loss-ids'
import { dataFileSchema } from '../core/tables/data-spec'
import { readDataFile } from '../formats/data-file'
import { dataOfFile } from '../formats/data-of-file'
import { readState, stateNames } from '../formats/state-dict'
import { readBesideScene } from './scene-files'

type Document = Readonly<Record<string, unknown>>

/** A scene's document with the data and the parameters of its network that lie in files beside it. */
export async function withNetworkFiles(given: Document, scenePath: string): Promise<Checked<Document>> {
  const withData = await withDataFile(given, scenePath)
  if (withData.value === undefined) return withData
  const document = withData.value
  const { landscape } = document
  if (!isObject(landscape)) return valid(document)
  const { theta } = landscape
  if (!isObject(theta) || typeof theta['file'] !== 'string' || Object.keys(theta).length > 1) return valid(document)
  const where = 'landscape.theta'
  const bytes = await readBesideScene(theta['file'], scenePath, where)
  return bytes.value === undefined ? bytes : withState(document, basename(theta['file']), bytes.value, where)
}

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

/**
 * A scene's document with the parameters that are in the bytes of a file of this name; `where` is the place or option
 * that names it.
 */
export function withState(document: Document, name: string, bytes: Uint8Array, where: string): Checked<Document> {
  const { theta: _theta, running: _running, ...landscape } = document['landscape'] as Document
  const scene = checkScene({ ...document, landscape })
  if (scene.value === undefined) return invalid(...scene.problems)
  const names = stateNames(landscapeOf(landscapeSpec(scene.value.landscape)).objective())
  const state = readState(name, bytes, names)
  if (state.value === undefined) {
    const placed = (entry: string | undefined): string => (entry === undefined ? where : `${where}: ${entry}`)
    return invalid(...state.problems.map((each) => ({ ...each, where: placed(each.where) })))
  }
  const { theta, running } = state.value
  const given = { theta: Array.from(theta), ...(running && { running: Array.from(running) }) }
  return valid({ ...document, landscape: { ...landscape, ...given } })
}

function isObject(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
