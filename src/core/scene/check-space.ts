import { isFamily, landscapes } from '../catalogue/landscapes'
import type { LandscapeDefinition } from '../definitions/landscape'
import type { Problem } from '../problem'
import { sliceProblems } from '../slice/check-slice'
import type { Slice } from '../slice/slice'
import { mostVariables } from './most-variables'

/** What a scene or a spec says about the space that a landscape lies in. */
export interface SpaceSetting {
  readonly dimension?: number | undefined
  readonly slice?: Slice | undefined
}

/** The names of a formula's variables: x and y in the plane, x1 to xn where it has a dimension. */
export function variableNames(dimension: number | undefined): readonly string[] {
  return dimension === undefined ? ['x', 'y'] : Array.from({ length: dimension }, (_, i) => `x${i + 1}`)
}

/** What is wrong with a landscape's dimension and slice; `definition` is absent for a formula. */
export function spaceProblems(
  { dimension, slice }: SpaceSetting,
  definition: LandscapeDefinition | undefined,
): readonly Problem[] {
  if (definition !== undefined && !isFamily(definition)) return planeProblems({ dimension, slice }, definition.id)
  if (definition === undefined && dimension === undefined) {
    if (slice === undefined) return []
    return [
      {
        message: 'slice of a formula in the plane',
        remedy: 'remove it, or give "dimension" and a formula in x1, x2, ...',
        where: 'landscape.slice',
      },
    ]
  }
  const range = definition?.dimension ?? { default: 2, min: 2, max: mostVariables }
  const n = dimension ?? range.default
  if (!Number.isInteger(n) || n < range.min || n > range.max) {
    const wanted = `a whole number from ${range.min} to ${range.max}`
    return [
      {
        message: `dimension of ${definition?.id ?? 'a formula'} is ${n}, expected ${wanted}`,
        remedy: `set it to ${wanted}`,
        where: 'landscape.dimension',
      },
    ]
  }
  return sliceProblems(slice, n, 'landscape.slice')
}

function planeProblems(given: SpaceSetting, id: string): readonly Problem[] {
  const family = landscapes.find((landscape) => landscape.id === `${id}-n`)
  const remedy = family === undefined ? 'remove it' : `remove it, or take ${family.id}`
  return (['dimension', 'slice'] as const).flatMap((key) =>
    given[key] === undefined
      ? []
      : [{ message: `${key} of ${id}, which is a landscape in the plane`, remedy, where: `landscape.${key}` }],
  )
}
