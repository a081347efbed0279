import { z } from 'zod'
import { parseScene } from '../../core/scene/parse'
import { defineQuickJobKind } from '../job-kind'
import { checkShape } from './specs'

const schema = z.strictObject({ text: z.string() })

/** Reads a scene file. A file that is not in order is an answer, not a failure. */
export const sceneKind = defineQuickJobKind({
  id: 'scene',
  version: 1,
  validate: (given) => checkShape(schema, given),
  compute({ text }) {
    const { value: scene, problems } = parseScene(text)
    return scene === undefined ? { problems } : { scene }
  },
})
