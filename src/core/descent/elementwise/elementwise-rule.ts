import type { Program } from '../../calculus/program'
import { describedProgram, type Quantity } from '../../calculus/quantity'
import type { HyperparameterValues } from '../../definitions/hyperparameters'
import type { ElementwiseRule, Moved, Named } from '../../definitions/optimizer'

/** A rule for certain hyperparameters as programs. */
export interface ElementwisePrograms {
  /** Vectors of the state, in order. */
  readonly memory: readonly string[]
  /** Numbers of the state, which steps advance. */
  readonly running: readonly string[]
  readonly constants: readonly string[]
  readonly rates: readonly string[]
  /**
   * What is the same for all coordinates: of the number of the step, the learning rate, the running numbers and the
   * constants, the rates. The running numbers after the step are among them.
   */
  readonly shared: Program
  /** Of theta, gradient, memory, learning rate, rates and constants, the update and the memory after the step. */
  readonly update: Program
  /** The same, with the displacements in place of the update. */
  readonly displacements: Program
}

const known = new WeakMap<ElementwiseRule, Map<string, ElementwisePrograms>>()

/** The programs of a rule: the same for all hyperparameters that choose the same forms. */
export function elementwisePrograms(rule: ElementwiseRule, hyper: HyperparameterValues): ElementwisePrograms {
  let ofRule = known.get(rule)
  if (ofRule === undefined) known.set(rule, (ofRule = new Map()))
  const state = rule.init(1, hyper)
  const memory = Object.keys(state).filter((name) => vectorLength(state[name]!) === 1)
  const forms = rule.forms(hyper)
  const key = [...memory, ...Object.values(forms)].join()
  let programs = ofRule.get(key)
  if (programs === undefined) ofRule.set(key, (programs = makePrograms(rule, hyper, memory)))
  return programs
}

function vectorLength(entry: number | Float64Array): number {
  return typeof entry === 'number' ? 0 : entry.length
}

function makePrograms(
  rule: ElementwiseRule,
  hyper: HyperparameterValues,
  memory: readonly string[],
): ElementwisePrograms {
  const state = rule.init(1, hyper)
  const forms = rule.forms(hyper)
  const running = Object.keys(state).filter((name) => typeof state[name] === 'number')
  const constants = Object.keys(rule.constants(hyper))
  let rates: readonly string[] = []
  const shared = described(['step', 'learningRate', ...running, ...constants], (given) => {
    const made = rule.rates(given, forms)
    rates = Object.keys(made)
    return Object.values(made)
  })
  const moved = (outputs: (displacements: readonly Quantity[]) => readonly Quantity[]): Program =>
    described(['theta', 'gradient', ...memory, 'learningRate', ...rates, ...constants], (given) => {
      const { displacements, ...next } = rule.coordinate(given, forms) as Moved
      return [...outputs(displacements), ...memory.map((name) => (next[name] ?? given[name]) as Quantity)]
    })
  const update = moved((displacements) => [displacements.reduce((sum, next) => sum.plus(next))])
  return { memory, running, constants, rates, shared, update, displacements: moved((each) => each) }
}

/** The program of quantities that are described from named inputs. */
function described(names: readonly string[], outputs: (given: Named<Quantity>) => readonly Quantity[]): Program {
  return describedProgram(names.length, (given) =>
    outputs(Object.fromEntries(names.map((name, index) => [name, given[index]!]))),
  )
}
