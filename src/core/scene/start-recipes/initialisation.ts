import { z } from 'zod'
import { initSchema } from '../initial-parameters'
import { defineStartRecipe } from '../start-recipe'

const schema = z.strictObject({
  kind: z.literal('initialisation'),
  /** What it is drawn by; the race's where absent. */
  seed: z.int().min(0).optional(),
  /** What they are drawn by in place of the landscape's own initialiser. */
  init: initSchema.optional(),
})

/** Where the parameters of a network begin, drawn by a seed where they have none of their own. */
export default defineStartRecipe<z.infer<typeof schema>>({
  id: 'initialisation',
  schema,
  needsInitialisation: true,
  resolve: ({ seed: own, init }, { seed, initialisation }) => initialisation(own ?? seed, init),
})
