import { z } from 'zod'
import { gridToBytes } from '../../core/objectives/grid-bytes'
import { createGrids } from '../../core/scene/grids'
import { parseScene } from '../../core/scene/parse'
import type { Scene } from '../../core/scene/scene'
import type { Problem } from '../../core/problem'
import { blobNames } from '../blobs'
import { defineQuickJobKind } from '../job-kind'
import { checkShape } from './specs'

/** The text of a scene file. */
const schema = z.strictObject({ text: z.string() })

export type SceneResult =
  /** `grid` is that of a measured surface: the blob that the scene names. */
  { readonly scene: Scene; readonly grid?: Uint8Array } | { readonly problems: readonly Problem[] }

/** Reads a scene file. A file that is not in order is an answer, not a failure. */
export const sceneKind = defineQuickJobKind({
  id: 'scene',
  version: 1,
  validate: (given) => checkShape(schema, given),
  compute: ({ text }) => readScene(text),
})

/** The scene in a text, and the grid of its measured surface; or what is wrong with it. */
export function readScene(text: string): SceneResult {
  const grids = createGrids()
  const { value: scene, problems } = parseScene(text, { grids })
  if (scene === undefined) return { problems }
  const [grid] = blobNames(scene.landscape).map((name) => grids.get(name))
  return { scene, ...(grid === undefined ? {} : { grid: gridToBytes(grid) }) }
}
