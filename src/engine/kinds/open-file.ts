import { z } from 'zod'
import type { Problem } from '../../core/problem'
import { gridToBytes } from '../../core/objectives/grid-bytes'
import { createGrids } from '../../core/scene/grids'
import { checkScene } from '../../core/scene/parse'
import type { Scene } from '../../core/scene/scene'
import { type SurfaceReading, surfaceReadingSchema } from '../../core/scene/surface-reading'
import { prepareSurfaceFile, readSurfaceFile } from '../../formats/read-surface-file'
import { isSurfaceJson, type MeasuredFile, pointsOf, surfaceScene } from '../../formats/surface-scene'
import { textOf } from '../../formats/text'
import { blobOf } from '../blobs'
import { defineKeepingJobKind, type Kept } from '../job-kind'
import { readScene, type SceneResult } from './scene'
import { checkShape } from './specs'

const schema = z.strictObject({
  /** Its ending says what it is. */
  name: z.string(),
  /** Its bytes. */
  blob: z.string(),
  /** Which of its surfaces; the one that is called a training loss, or a loss, or stands first where absent. */
  surface: z.string().optional(),
  /** How it is read, where that is not left to be found out. */
  reading: surfaceReadingSchema.optional(),
})

export type { MeasuredFile }
export type OpenFileSpec = z.infer<typeof schema>

export type OpenFileResult =
  | SceneResult
  /** A measured surface with racers that suit it, and what was found out about its file. */
  | { readonly scene: Scene; readonly measured: MeasuredFile }
  /** A path alone, to be shown on the surface that it was recorded on. */
  | { readonly path: readonly (readonly [x: number, y: number])[] }

/**
 * Reads a file that a person opened: a scene, or a file of measured surfaces; the grid that it names stays with the
 * engine. One that is not in order is an answer, not a failure.
 */
export const openFileKind = defineKeepingJobKind({
  id: 'open-file',
  version: 13,
  validate: (given) => checkShape(schema, given),
  prepare: ({ name }: OpenFileSpec) => prepareSurfaceFile(name),
  compute({ name, blob, surface, reading }): Kept<OpenFileResult> {
    const bytes = blobOf(blob)
    if (/\.basin$/i.test(name)) return readScene(textOf(bytes))
    if (/\.json$/i.test(name)) {
      const text = textOf(bytes)
      if (!isSurfaceJson(text)) return readScene(text)
    }
    return readSurface(name, bytes, surface, reading)
  },
})

function readSurface(
  name: string,
  bytes: Uint8Array,
  wanted: string | undefined,
  reading: SurfaceReading | undefined,
): Kept<OpenFileResult> {
  const refused = (problems: readonly Problem[]): Kept<OpenFileResult> => ({ answer: { problems } })
  const file = readSurfaceFile(name, bytes, reading)
  if (file.value === undefined) return refused(file.problems)
  const { surfaces, path } = file.value
  if (surfaces.length === 0 && path !== undefined) return { answer: { path: pointsOf(path) } }
  const found = surfaceScene(name, file.value, wanted, reading)
  if (found.value === undefined) return refused(found.problems)
  const { document, grid, measured } = found.value
  const scene = checkScene(document, { grids: createGrids(), file: grid })
  if (scene.value === undefined) return refused(scene.problems)
  return { answer: { scene: scene.value, measured }, blob: gridToBytes(grid) }
}
