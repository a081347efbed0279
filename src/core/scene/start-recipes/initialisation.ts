import { z } from 'zod'
import { defineStartRecipe } from '../start-recipe'

const schema = z.strictObject({
  kind: z.literal('initialisation'),
  /** What it is drawn by; the race's where absent. */
  seed: z.int().min(0).optional(),
})

/** Where the parameters of a network begin, drawn by a seed where they have none of their own. */
export default defineStartRecipe<z.infer<typeof schema>>({
  id: 'initialisation',
  schema,
  needsInitialisation: true,
  resolve: ({ seed: own }, { seed, initialisation }) => initialisation(own ?? seed),
})
