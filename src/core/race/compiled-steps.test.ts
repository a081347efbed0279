import { describe, expect, test } from 'vitest'
import { compileExpression } from '../calculus'
import { optimizers } from '../catalogue/optimizers'
import { checkHyperparameters } from '../definitions/hyperparameters'
import { expressionObjective } from '../objectives/expression'
import { createRacer } from './create-racer'
import { noNoise } from './noise'
import type { RacerSpec } from './racer'
import type { StopRules, TraceColumns } from './trace'

/** Ways through plains and valleys, off cliffs, into places where nothing is defined, to rest, and far away. */
const formulas = {
  rosenbrock: { text: '(1-x)^2 + 100*(y-x^2)^2', variables: ['x', 'y'], start: [-1.5, 2] },
  waves: { text: '20 + x^2 - 10*cos(2*pi*x) + y^2 - 10*cos(2*pi*y)', variables: ['x', 'y'], start: [3.3, -2.1] },
  // Far angles are not plain.
  'far waves': { text: 'cos(1e7*x) + sin(1e9*y)', variables: ['x', 'y'], start: [3.3, -2.1] },
  'half plane': { text: 'sqrt(x) + log(y) + x^2', variables: ['x', 'y'], start: [2, 3] },
  flat: { text: 'max(0, x^2 + y^2 - 1)', variables: ['x', 'y'], start: [1.5, 0.5] },
  cliff: { text: '-x^4 - y^4', variables: ['x', 'y'], start: [0.5, 0.1] },
  line: { text: 'exp(x) - x', variables: ['x'], start: [3] },
  'three dimensions': { text: 'x^2 + 10*y^2 + 100*z^2 + tanh(x*y*z)', variables: ['x', 'y', 'z'], start: [1, 1, 1] },
}
const rules = optimizers.filter(({ rule }) => rule !== undefined)
const stops: Readonly<Record<string, StopRules>> = {
  none: {},
  gradient: { gradientNorm: 1e-3 },
  loss: { loss: 0.5 },
  stalled: { stalledFor: 30 },
  evaluations: { evaluations: 1501 },
}
const steps = 2500

describe.each(Object.entries(formulas))('steps by a module on %s', (_, { text, variables, start }) => {
  const expression = compileExpression(text, { variables }).value!
  const box = variables.map(() => [-4, 4] as const)
  const race = (
    more: Pick<RacerSpec, 'optimizer'> & Partial<RacerSpec>,
    stop: StopRules,
    record: number,
    byModule: boolean,
  ) => {
    const hyper = checkHyperparameters(more.optimizer, more.optimizer.presets ?? {}, 'a').value!
    const objective = expressionObjective(expression, {})
    const options = { steps, record, stop, seed: 1, noise: noNoise, box }
    const racer = createRacer({ hyper, start, ...more }, objective, options)
    // Whoever is watched takes every step by itself.
    const watch = (): void => undefined
    racer.advance(700, byModule ? undefined : watch)
    racer.advance(1, byModule ? undefined : watch)
    racer.advance(steps, byModule ? undefined : watch)
    return {
      rows: rowsOf(racer.takeRows()),
      checkpoint: racer.snapshot(),
      rate: racer.learningRate,
      counts: objective.counts,
    }
  }

  test.each(rules.map((rule) => [rule.id, rule] as const))('of %s are the steps of the racer', (_id, optimizer) => {
    for (const stop of Object.values(stops))
      expect(race({ optimizer }, stop, 1, true)).toEqual(race({ optimizer }, stop, 1, false))
    expect(race({ optimizer }, {}, 7, true)).toEqual(race({ optimizer }, {}, 7, false))
  })
})

function rowsOf(rows: TraceColumns): Record<string, number[]> {
  return Object.fromEntries(Object.entries(rows).map(([name, column]) => [name, [...(column as Float64Array)]]))
}
