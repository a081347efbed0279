import type { Expression } from '../calculus'
import { compileExpression } from '../calculus'
import { gather } from './gather'
import { formatProblem } from '../problem'
import type { LandscapeCard, LandscapeDefinition, LandscapeFamily, PlaneLandscape } from '../definitions/landscape'

/** Every named landscape, sorted by id. Each file of its folder defines one. */
export const landscapes: readonly LandscapeDefinition[] = gather(
  import.meta.glob<LandscapeDefinition>(['../landscapes/*.ts', '!../landscapes/*.test.ts'], {
    eager: true,
    import: 'default',
  }),
)

/** The landscape of this id, or undefined. */
export function findLandscape(id: string): LandscapeDefinition | undefined {
  return landscapes.find((landscape) => landscape.id === id)
}

/** A definition's formula, compiled; its parameters stand in the order of the definition. */
export function landscapeExpression({ id, expression, parameters }: PlaneLandscape): Expression {
  const compiled = compileExpression(expression, { variables: ['x', 'y'], parameters: Object.keys(parameters) })
  if (compiled.value === undefined) throw new Error(`${id}: ${compiled.problems.map(formatProblem).join('; ')}`)
  return compiled.value
}

/** Whether a landscape is given in any number of dimensions. */
export function isFamily(definition: LandscapeDefinition): definition is LandscapeFamily {
  return 'objective' in definition
}

/** The landscapes that are formulas in the plane. */
export const planeLandscapes: readonly PlaneLandscape[] = landscapes.filter(
  (landscape): landscape is PlaneLandscape => !isFamily(landscape),
)

/** The plane landscape of this id. Throws where there is none. */
export function planeLandscape(id: string): PlaneLandscape {
  const found = planeLandscapes.find((landscape) => landscape.id === id)
  if (found === undefined) throw new Error(`no plane landscape "${id}"`)
  return found
}

/** A definition as pure data with the TeX of its expression, for galleries and lists. */
export function landscapeCard(definition: LandscapeDefinition): LandscapeCard {
  if (!isFamily(definition)) return { ...definition, tex: landscapeExpression(definition).tex }
  const { objective: _objective, ...card } = definition
  return card
}
