import type { HyperparameterValues } from '../definitions/hyperparameters'
import type { OptimizerDefinition, OptimizerState } from '../definitions/optimizer'
import type { Problem } from '../problem'

/** A rule's hyperparameters, and those of every step after one at which they change. */
interface ForkedHyper {
  readonly hyper: HyperparameterValues
  readonly fork?: { readonly at: number; readonly hyper: HyperparameterValues }
}

/** The hyperparameters of the step that led to a step's point. */
export function hyperAt({ hyper, fork }: ForkedHyper, step: number): HyperparameterValues {
  return fork !== undefined && step > fork.at ? fork.hyper : hyper
}

/**
 * What a rule remembers where its hyperparameters change: all of `state`, but for entries of another size, which begin
 * as they would at the start of a race. `before` and `after` are the states that a race with the old and the new
 * hyperparameters begins with; an entry's size differs where the new ones need memory that the old ones had no use for
 * (AMSGrad's maximum), or the reverse.
 */
export function forkState(state: OptimizerState, before: OptimizerState, after: OptimizerState): OptimizerState {
  const isResized = (name: string): boolean => sizeOf(before[name]) !== sizeOf(after[name])
  const kept = Object.entries(state).filter(([name]) => !isResized(name))
  const begun = Object.entries(after).filter(([name]) => isResized(name))
  return Object.fromEntries([...kept, ...begun])
}

/** The number of an entry's numbers; a plain number is unlike any array. */
function sizeOf(entry: OptimizerState[string] | undefined): number {
  return entry === undefined ? 0 : typeof entry === 'number' ? -1 : entry.length
}

/**
 * Why a racer cannot go on with other hyperparameters: those that set the size of what the rule remembers, which would
 * have to be forgotten, may not change. Switching memory on or off is no such change.
 */
export function forkProblems(
  { id, init }: OptimizerDefinition,
  hyper: HyperparameterValues,
  forked: HyperparameterValues,
  where: string,
): readonly Problem[] {
  const begin = (values: HyperparameterValues): OptimizerState => init(sample.dimension, values, sample.layout)
  const before = begin(hyper)
  return Object.keys(forked).flatMap((name): readonly Problem[] => {
    const after = begin({ ...hyper, [name]: forked[name] })
    const isResized = Object.keys(after).some((entry) => {
      const [from, to] = [sizeOf(before[entry]), sizeOf(after[entry])]
      return from !== to && from !== 0 && to !== 0
    })
    if (!isResized) return []
    const message = `${name} sets the size of what ${id} remembers, and a fork remembers what was before it`
    return [{ message, remedy: 'leave it out, or add a racer with it instead', where: `${where}.${name}` }]
  })
}

/** What states are sized for where only their sizes are compared. */
const sample = {
  dimension: 6,
  layout: [{ name: 'theta', role: 'weight', offset: 0, shape: [2, 3] }],
} as const
