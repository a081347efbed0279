import { z } from 'zod'
import type { Scene } from '../../core/scene/scene'
import { writeScene } from '../../core/scene/write'
import { defineQuickJobKind } from '../job-kind'
import { checkShape } from './specs'

/** The scene is the window's own, read by `scene` before; only a person's text is checked in full. */
const schema = z.strictObject({ scene: z.custom<Scene>((scene) => typeof scene === 'object' && scene !== null) })

/** Writes a scene as the text of a file. */
export const writeSceneKind = defineQuickJobKind({
  id: 'write-scene',
  version: 1,
  validate: (given) => checkShape(schema, given),
  compute: ({ scene }) => ({ text: writeScene(scene) }),
})
