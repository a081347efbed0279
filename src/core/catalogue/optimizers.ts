import { gather } from './gather'
import type { OptimizerCard, OptimizerDefinition } from '../definitions/optimizer'

/** Every optimizer, sorted by id. Each file of its folder defines one. */
export const optimizers: readonly OptimizerDefinition[] = gather(
  import.meta.glob<OptimizerDefinition>(['../optimizers/*.ts', '!../optimizers/*.test.ts'], {
    eager: true,
    import: 'default',
  }),
)

/** The optimizer of this id, or undefined. */
export function findOptimizer(id: string): OptimizerDefinition | undefined {
  return optimizers.find((optimizer) => optimizer.id === id)
}

/** A definition as pure data, for lists and panels. */
export function optimizerCard(definition: OptimizerDefinition): OptimizerCard {
  const { init: _init, step: _step, rule: _rule, stability: _stability, ...card } = definition
  return card
}
