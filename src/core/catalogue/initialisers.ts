import type { InitialiserCard, InitialiserDefinition } from '../definitions/initialiser'
import { gather } from './gather'

/** Every initialiser, sorted by id. Each file of its folder defines one. */
export const initialisers: readonly InitialiserDefinition[] = gather(
  import.meta.glob<InitialiserDefinition>(['../data/initialisers/*.ts', '!../data/initialisers/*.test.ts'], {
    eager: true,
    import: 'default',
  }),
)

/** The initialiser of this id, or undefined. */
export function findInitialiser(id: string): InitialiserDefinition | undefined {
  return initialisers.find((initialiser) => initialiser.id === id)
}

/** A definition as pure data, for lists and panels. */
export function initialiserCard({ fill: _fill, ...card }: InitialiserDefinition): InitialiserCard {
  return card
}
