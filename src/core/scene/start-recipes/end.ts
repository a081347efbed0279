import { z } from 'zod'
import { defineStartRecipe } from '../start-recipe'

const schema = z.strictObject({
  kind: z.literal('end'),
  /** A racer's id. */
  of: z.string(),
})

/** Where another racer of the race has ended. */
export default defineStartRecipe<z.infer<typeof schema>>({
  id: 'end',
  schema,
  resolve: ({ of }, { endOf }) => endOf(of),
})
