import { z } from 'zod'
import { defineSliceRecipe } from '../slice-recipe'

/**
 * The plane that the landscape shows unless told otherwise: a family's own, or that of a formula's first two
 * coordinates.
 */
export default defineSliceRecipe({
  id: 'default',
  schema: z.strictObject({ kind: z.literal('default') }),
  check: () => [],
  resolve: (_recipe, { standard }) => standard,
})
