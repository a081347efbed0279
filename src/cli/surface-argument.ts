import { basename } from 'node:path'
import type { SampledGrid } from '../core/objectives/sampled-grid'
import { type Checked, invalid, type Problem } from '../core/problem'
import { createGrids } from '../core/scene/grids'
import { landscapeKinds } from '../core/scene/landscape-kinds'
import { surfaceExtensions } from '../core/scene/surface-extensions'
import { type MatrixOrder, type SurfaceReading, surfaceReadingSchema } from '../core/scene/surface-reading'
import { prepareSurfaceFile, readSurfaceFile } from '../formats/read-surface-file'
import { notesLine, type SurfaceScene, surfaceScene } from '../formats/surface-scene'
import { systemReason } from './failure'
import { pathBeside, readFile } from './scene-files'
import { tell } from './tell'

/** The grids that the command's scene names; a command reads one scene. */
export const commandGrids = createGrids()

const orders = new WeakMap<SampledGrid, MatrixOrder>()

/** The other order in which the matrix of a grid could be read; undefined of one that was read from none. */
export function otherOrder(blob: string): MatrixOrder | undefined {
  const order = orders.get(commandGrids.get(blob)!)
  return order === undefined ? undefined : order === 'yx' ? 'xy' : 'yx'
}

/** A document whose `file`, where it has one, has been read. */
export interface ResolvedDocument {
  readonly document: Readonly<Record<string, unknown>>
  readonly file?: SampledGrid
}

/** Whether an argument is a file of measured surfaces by its ending; JSON is told by its text. */
export function isSurfacePath(path: string): boolean {
  return surfaceExtensions.some((extension) => path.toLowerCase().endsWith(`.${extension}`))
}

/** Which surface of a file is wanted, and how it is to be read. */
export interface WantedSurface extends SurfaceReading {
  readonly surface?: string
}

/** Reads a surface from a file on disk; what was found out about it stands in a line on standard error. */
export async function readSurfacePath(path: string, wanted: WantedSurface): Promise<Checked<SurfaceScene>> {
  let bytes: Uint8Array
  try {
    const read = await readFile(path)
    if (read.value === undefined) return read
    bytes = read.value
  } catch (error) {
    return invalid({
      message: `file of a measured surface cannot be read: ${systemReason(error)}`,
      remedy: 'give a file that is there, or another scene',
    })
  }
  return readSurfaceBytes(basename(path), bytes, wanted)
}

/** Reads a surface from the bytes of a file of this name. */
export async function readSurfaceBytes(
  name: string,
  bytes: Uint8Array,
  { surface, ...reading }: WantedSurface,
): Promise<Checked<SurfaceScene>> {
  await prepareSurfaceFile(name)
  const file = readSurfaceFile(name, bytes, reading)
  if (file.value === undefined) return file
  const scene = surfaceScene(name, file.value, surface, reading)
  if (scene.value === undefined) return scene
  const { grid, measured } = scene.value
  const { order } = measured.choices
  if (order !== undefined) orders.set(grid, order)
  const line = notesLine(measured, reading)
  if (line !== undefined) tell(`${name}: ${line}`)
  return scene
}

/**
 * Reads the surface that a scene file points to, beside it or below, as its `reading` and the command line say: a scene
 * that came from elsewhere is not to have other files of this machine read. A document that points to none is left as
 * it is.
 */
export async function withFileBeside(
  document: Readonly<Record<string, unknown>>,
  scenePath: string,
  wanted: WantedSurface,
): Promise<Checked<ResolvedDocument>> {
  const landscape = document['landscape']
  if (!isObject(landscape) || !readsFile(landscape) || typeof landscape['file'] !== 'string') {
    return { value: { document }, problems: [] }
  }
  const surface = typeof landscape['surface'] === 'string' ? { surface: landscape['surface'] } : {}
  const path = await pathBeside(landscape['file'], scenePath, 'landscape.file')
  if (path.value === undefined) return path
  // One that is not in order is told with the rest of the document.
  const { data: reading } = surfaceReadingSchema.safeParse(landscape['reading'])
  const how = { ...surface, ...reading, ...wanted } as WantedSurface
  const read = await readSurfacePath(path.value, how)
  if (read.value === undefined) {
    return invalid(...read.problems.map((problem) => ({ ...problem, where: `landscape.file${suffix(problem)}` })))
  }
  const { grid, document: found } = read.value
  const { path: recorded } = found.landscape
  const given = {
    ...(recorded === undefined ? {} : { path: recorded }),
    ...landscape,
    surface: found.landscape.surface,
  }
  return { value: { document: { ...document, landscape: given }, file: grid }, problems: [] }
}

function readsFile({ kind }: Readonly<Record<string, unknown>>): boolean {
  return landscapeKinds.some(({ id, readsFile: reads }) => id === kind && reads === true)
}

function suffix({ where }: Problem): string {
  return where === undefined ? '' : `: ${where}`
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
