import { gather } from './gather'
import type { OptimizerCard, OptimizerDefinition } from '../definitions/optimizer'

/** The keys of a racer in a scene, beside which its hyperparameters stand; no hyperparameter may have such a name. */
export const racerKeys = ['id', 'optimizer', 'color', 'visible', 'start', 'schedule', 'clip', 'noise', 'fork'] as const

/** Every optimizer, sorted by id. Each file of its folder defines one. */
export const optimizers: readonly OptimizerDefinition[] = gatherOptimizers(
  import.meta.glob<OptimizerDefinition>(['../optimizers/*.ts', '!../optimizers/*.test.ts'], {
    eager: true,
    import: 'default',
  }),
)

/** A catalogue of optimizers from the modules that define them. Throws on a definition that could not be used, which is our own mistake. */
export function gatherOptimizers(
  modules: Readonly<Record<string, OptimizerDefinition | undefined>>,
): readonly OptimizerDefinition[] {
  const gathered = gather(modules)
  for (const { id, hyperparameters } of gathered)
    for (const key of racerKeys)
      if (Object.hasOwn(hyperparameters, key))
        throw new Error(`optimizer "${id}" has a hyperparameter "${key}", which is a racer's own key; rename it`)
  return gathered
}

/** The optimizer of this id, or undefined. */
export function findOptimizer(id: string): OptimizerDefinition | undefined {
  return optimizers.find((optimizer) => optimizer.id === id)
}

/** A definition as pure data, for lists and panels. */
export function optimizerCard(definition: OptimizerDefinition): OptimizerCard {
  const { init: _init, step: _step, ...card } = definition
  return card
}
