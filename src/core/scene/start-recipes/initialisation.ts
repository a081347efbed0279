import { z } from 'zod'
import { defineStartRecipe } from '../start-recipe'

const schema = z.strictObject({ kind: z.literal('initialisation') })

/** Where the parameters of a network begin, drawn by the race's seed where they have none of their own. */
export default defineStartRecipe<z.infer<typeof schema>>({
  id: 'initialisation',
  schema,
  needsInitialisation: true,
  resolve: (_recipe, { initialisation }) => initialisation(),
})
