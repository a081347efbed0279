import { z } from 'zod'
import { gridToBytes } from '../../core/objectives/grid-bytes'
import { createGrids } from '../../core/scene/grids'
import { parseScene } from '../../core/scene/parse'
import type { Scene } from '../../core/scene/scene'
import type { Problem } from '../../core/problem'
import { blobNames } from '../blobs'
import { defineKeepingJobKind, type Kept } from '../job-kind'
import { checkShape } from './specs'

/** The text of a scene file. */
const schema = z.strictObject({ text: z.string() })

export type SceneResult = { readonly scene: Scene } | { readonly problems: readonly Problem[] }

/**
 * Reads a scene file; the grid of a measured surface stays with the engine. A file that is not in order is an answer,
 * not a failure.
 */
export const sceneKind = defineKeepingJobKind({
  id: 'scene',
  version: 11,
  validate: (given) => checkShape(schema, given),
  compute: ({ text }) => readScene(text),
})

/** The scene in a text, and the grid of its measured surface, which the scene names; or what is wrong with it. */
export function readScene(text: string): Kept<SceneResult> {
  const grids = createGrids()
  const { value: scene, problems } = parseScene(text, { grids })
  if (scene === undefined) return { answer: { problems } }
  const [grid] = blobNames(scene.landscape).map((name) => grids.get(name))
  return { answer: { scene }, ...(grid && { blob: gridToBytes(grid) }) }
}
