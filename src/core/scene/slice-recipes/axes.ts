import { z } from 'zod'
import type { Problem } from '../../problem'
import { axesSlice } from '../../slice/slice-pattern'
import { defineSliceRecipe } from '../slice-recipe'
import { vectorSchema } from '../../vector-schema'

const schema = z.strictObject({
  kind: z.literal('axes'),
  /** The coordinates that x and y stand for, from 1; one alone is a line. */
  axes: z.array(z.int().min(1)).min(1).max(2),
  /** What the other coordinates are; those of the default plane's origin where absent. */
  through: vectorSchema.optional(),
})

/** The plane of two coordinates, or the line of one. */
export default defineSliceRecipe<z.infer<typeof schema>>({
  id: 'axes',
  schema,
  isLine: ({ axes }) => axes.length === 1,

  check({ axes, through }, n, where) {
    const problems: Problem[] = axes.flatMap((axis, i): readonly Problem[] => {
      const remedy = `take one from 1 to ${n}`
      if (axis > n)
        return [{ message: `axis is ${axis}, expected one of ${n} coordinates`, remedy, where: `${where}.axes[${i}]` }]
      if (axes.indexOf(axis) === i) return []
      return [
        {
          message: `axis ${axis} is given twice`,
          remedy: 'take another for one of them',
          where: `${where}.axes[${i}]`,
        },
      ]
    })
    if (through !== undefined && through.length !== n)
      problems.push({
        message: `through has ${through.length} numbers, expected ${n}, one for each coordinate`,
        remedy: `give ${n} numbers, or leave it out`,
        where: `${where}.through`,
      })
    return problems
  },

  resolve: ({ axes, through }, { standard }) =>
    axesSlice(
      through ?? standard.origin,
      axes.map((axis) => axis - 1),
    ),
})
