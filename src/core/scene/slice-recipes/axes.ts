import { z } from 'zod'
import type { Layout } from '../../objectives/objective'
import type { Problem } from '../../problem'
import { axesSlice } from '../../slice/slice-pattern'
import { originAt, slicePointProblems, slicePointSchema } from '../slice-point'
import { defineSliceRecipe } from '../slice-recipe'
import { vectorSchema } from '../../vector-schema'

const schema = z.strictObject({
  kind: z.literal('axes'),
  /** The coordinates that x and y stand for, from 1; one alone is a line. */
  axes: z.array(z.int().min(1)).min(1).max(2).optional(),
  /** The same by name, as in a `state_dict`, indices from 0: `0.weight[3,1]`, `2.bias[0]`; of a formula `x1`. */
  parameters: z.array(z.string()).min(1).max(2).optional(),
  /** What the other coordinates are; those of the default plane's origin where absent. */
  through: vectorSchema.optional(),
  /** The same, where it is a point of a racer's path. */
  origin: slicePointSchema.optional(),
})

/** The plane of two coordinates, or the line of one. */
export default defineSliceRecipe<z.infer<typeof schema>>({
  id: 'axes',
  schema,
  isLine: ({ axes, parameters }) => (axes ?? parameters)?.length === 1,
  isFromRace: true,

  check({ axes = [], parameters, through, origin }, n, where) {
    const isEither = axes.length > 0 !== (parameters !== undefined)
    const problems: Problem[] = isEither
      ? []
      : [{ message: 'axes by number and by name, or not at all', remedy: 'give "axes" or "parameters"', where }]
    if (parameters !== undefined && new Set(parameters).size < parameters.length)
      problems.push({
        message: `parameter "${parameters[0]}" is given twice`,
        remedy: 'take another for one of them',
        where: `${where}.parameters[1]`,
      })
    const ofAxes = axes.flatMap((axis, i): readonly Problem[] => {
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
    problems.push(...ofAxes)
    if (through !== undefined && through.length !== n)
      problems.push({
        message: `through has ${through.length} numbers, expected ${n}, one for each coordinate`,
        remedy: `give ${n} numbers, or leave it out`,
        where: `${where}.through`,
      })
    if (through !== undefined && origin !== undefined)
      problems.push({
        message: 'through and origin say the same',
        remedy: 'give one of them',
        where: `${where}.origin`,
      })
    return [...problems, ...slicePointProblems(origin, n, 'origin', `${where}.origin`)]
  },

  nothing({ parameters }, { u }) {
    const unknown = parameters?.[u.every((entry) => entry === 0) ? 0 : 1]
    if (unknown === undefined) return undefined
    return {
      message: `no parameter is called "${unknown}"`,
      remedy: 'write it as in a state_dict, with indices from 0: "0.weight[3,1]", "2.bias[0]"',
    }
  },

  resolve({ axes, parameters = [], through, origin }, context) {
    const layout = axes === undefined ? context.objective().layout : []
    const chosen = axes?.map((axis) => axis - 1) ?? parameters.map((name) => parameterAt(layout, name))
    return axesSlice(through ?? originAt(origin, context), chosen)
  },
})

/** Which coordinate a parameter is, by the name of its block and its place there; -1 of none. */
function parameterAt(layout: Layout, name: string): number {
  const [, block = '', places = ''] = /^([^[]+)(?:\[([\d, ]+)\])?$/.exec(name) ?? []
  const found = layout.find((each) => each.name === block)
  const indices = places === '' ? [] : places.split(',').map(Number)
  if (found === undefined || indices.length !== found.shape.length) return -1
  if (indices.some((index, k) => !(index < found.shape[k]!))) return -1
  return found.offset + indices.reduce((at, index, k) => at * found.shape[k]! + index, 0)
}
