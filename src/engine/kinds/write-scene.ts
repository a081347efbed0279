import { z } from 'zod'
import { gridFromBytes } from '../../core/objectives/grid-bytes'
import { createGrids, type Grids } from '../../core/scene/grids'
import type { Scene } from '../../core/scene/scene'
import { writeScene } from '../../core/scene/write'
import { blobOf } from '../blobs'
import { defineQuickJobKind } from '../job-kind'
import { checkShape } from './specs'

/** The scene is the window's own, read by `scene` before; only a person's text is checked in full. */
const schema = z.strictObject({ scene: z.custom<Scene>((scene) => typeof scene === 'object' && scene !== null) })

/** The grids of scenes lie among the blobs. */
const grids: Grids = {
  ...createGrids(),
  get: (name) => gridFromBytes(blobOf(name)),
}

/** Writes a scene as the text of a file. */
export const writeSceneKind = defineQuickJobKind({
  id: 'write-scene',
  version: 1,
  validate: (given) => checkShape(schema, given),
  compute: ({ scene }) => ({ text: writeScene(scene, grids) }),
})
