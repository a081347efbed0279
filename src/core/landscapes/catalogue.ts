import type { Expression } from '../calculus'
import { compileExpression } from '../calculus'
import { gather } from '../catalogue'
import { formatProblem } from '../problem'
import type { LandscapeCard, LandscapeDefinition } from './landscape'

/**
 * Every named landscape, sorted by id. Each file of this folder defines one, but for the machinery named below;
 * the glob takes literal patterns only.
 */
export const landscapes: readonly LandscapeDefinition[] = gather(
  import.meta.glob<LandscapeDefinition>(
    ['./*.ts', '!./*.test.ts', '!./catalogue.ts', '!./known-points.ts', '!./landscape.ts'],
    { eager: true, import: 'default' },
  ),
)

/** The landscape of this id, or undefined. */
export function findLandscape(id: string): LandscapeDefinition | undefined {
  return landscapes.find((landscape) => landscape.id === id)
}

/** A definition's formula, compiled; its parameters stand in the order of the definition. */
export function landscapeExpression({ id, expression, parameters }: LandscapeDefinition): Expression {
  const compiled = compileExpression(expression, { variables: ['x', 'y'], parameters: Object.keys(parameters) })
  if (compiled.value === undefined) throw new Error(`${id}: ${compiled.problems.map(formatProblem).join('; ')}`)
  return compiled.value
}

/** A definition with the TeX of its expression, for galleries and lists. */
export function landscapeCard(definition: LandscapeDefinition): LandscapeCard {
  return { ...definition, tex: landscapeExpression(definition).tex }
}
