import type { LandscapeCard } from '../../../core/definitions/landscape'
import type { Scene } from '../../../core/scene/scene'
import { cardOf } from '../../store/cards'

/**
 * The text of the landscape's formula, from the scene or, a line to a definition, from the catalogue; a family and a
 * measured surface have none.
 */
export function expressionOf({ landscape }: Scene, cards: readonly LandscapeCard[]): string | undefined {
  return landscape.expression ?? cardOf(landscape, cards)?.expression?.replaceAll(/;\s*/g, ';\n')
}
