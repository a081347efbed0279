import type { LandscapeCard } from '../../core/landscapes/landscape'
import type { Scene } from '../../core/scene/scene'

/** The text of the landscape's formula, from the scene or from the catalogue; a measured surface has none. */
export function expressionOf({ landscape }: Scene, cards: readonly LandscapeCard[]): string {
  if (landscape.kind === 'expression') return landscape.expression
  if (landscape.kind === 'sampled') return ''
  return cards.find(({ id }) => id === landscape.id)?.expression ?? ''
}
