import type { LandscapeCard } from '../../../core/definitions/landscape'
import type { Scene } from '../../../core/scene/scene'

/** The text of the landscape's formula, from the scene or, a line to a definition, from the catalogue; a family and a measured surface have none. */
export function expressionOf({ landscape }: Scene, cards: readonly LandscapeCard[]): string | undefined {
  if (landscape.kind === 'expression') return landscape.expression
  if (landscape.kind === 'sampled') return undefined
  return cards.find(({ id }) => id === landscape.id)?.expression?.replaceAll(/;\s*/g, ';\n')
}
