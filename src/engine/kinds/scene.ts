import { z } from 'zod'
import { gridToBytes } from '../../core/objectives/grid-bytes'
import { createGrids } from '../../core/scene/grids'
import { parseScene } from '../../core/scene/parse'
import { defineQuickJobKind } from '../job-kind'
import type { SceneResult } from '../job-table'
import { checkShape } from './specs'

const schema = z.strictObject({ text: z.string() })

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
  const grid = scene.landscape.kind === 'sampled' ? grids.get(scene.landscape.blob) : undefined
  return { scene, ...(grid === undefined ? {} : { grid: gridToBytes(grid) }) }
}
