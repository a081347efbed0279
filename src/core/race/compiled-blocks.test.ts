import { describe, expect, test } from 'vitest'
import { compileExpression } from '../calculus'
import { findOptimizer, optimizers } from '../catalogue/optimizers'
import { schedules } from '../catalogue/schedules'
import { checkHyperparameters } from '../definitions/hyperparameters'
import { expressionObjective } from '../objectives/expression'
import { finish } from '../pieces'
import { stream } from '../random/stream'
import { createRacer } from './create-racer'
import { noNoise } from './noise'
import { raceMany } from './race-many'
import type { ManyEnds, ManyOptions } from './runs'
import type { RacerSpec } from './racer'
import { outcomes, type StopRules } from './trace'

/** An odd number of runs, in more than one block. */
const count = 301
const steps = 70
/** Rounds of all runs after which a module takes their steps. */
const warmUp = 2

const formulas = {
  himmelblau: { text: '(x^2+y-11)^2+(x+y^2-7)^2', variables: ['x', 'y'], centre: 0 },
  waves: { text: 'x^2 - 10*cos(2*pi*x) + y^2 - 10*cos(2*pi*y)', variables: ['x', 'y'], centre: 0 },
  // Far angles are not plain.
  'far waves': { text: 'cos(1e7*x) + sin(1e9*y)', variables: ['x', 'y'], centre: 0 },
  // Undefined left of -1, so that some runs end as not finite, and some at their start.
  'half plane': { text: 'log(x + 1) + y^2 + x^2', variables: ['x', 'y'], centre: 0 },
  flat: { text: 'max(0, x^2 + y^2 - 1)', variables: ['x', 'y'], centre: 0 },
  cliff: { text: '-x^4 - exp(y^2)', variables: ['x', 'y'], centre: 0 },
  'far away': { text: '(x-1e6)^2 + sin(y)', variables: ['x', 'y'], centre: 1e6 },
  line: { text: 'exp(x) - x', variables: ['x'], centre: 0 },
  'three dimensions': { text: 'x^2 + 10*y^2 + 100*z^2 + tanh(x*y*z)', variables: ['x', 'y', 'z'], centre: 0 },
}
const stops: Readonly<Record<string, StopRules>> = {
  none: {},
  gradient: { gradientNorm: 0.3 },
  'no gradient at all': { gradientNorm: 0 },
  loss: { loss: 0.5 },
  stalled: { stalledFor: 5 },
  evaluations: { evaluations: 40 },
  escape: { escape: 2 },
}
const rules = optimizers.filter(({ rule }) => rule !== undefined)

describe.each(Object.entries(formulas))('runs of a module on %s', (name, { text, variables, centre }) => {
  const n = variables.length
  const expression = compileExpression(text, { variables }).value!
  const draws = stream(5, name)
  const starts = Float64Array.from({ length: n * count }, () => centre + 2 * draws.normal())
  const optionsOf = (stop: StopRules): ManyOptions => ({
    steps,
    record: 1,
    stop,
    seed: 1,
    noise: noNoise,
    box: variables.map(() => [centre - 4, centre + 4]),
    settledWithin: variables.map(() => 0.004),
  })

  function expectRacers(spec: Omit<RacerSpec, 'start'>, stop: StopRules): void {
    const options = optionsOf(stop)
    const many = (): ManyEnds => finish(raceMany(spec, expressionObjective(expression, {}), options, starts, count))
    for (let round = 0; round < warmUp; round++) many()
    const objective = expressionObjective(expression, {})
    let evaluations = 0
    const alone = Array.from({ length: count }, (_, run) => {
      const start = Array.from({ length: n }, (_, j) => starts[j * count + run]!)
      const racer = createRacer({ ...spec, start }, objective, options)
      let taken = 0
      let settled = 0
      // Whoever is watched takes every step by itself.
      racer.advance(steps, (stage, update) => {
        if (stage !== 'update') return
        taken++
        if (update.some((by) => Math.abs(by) > 0.004)) settled = taken
      })
      const { outcome, step, lastFinite } = racer.ending!
      evaluations += racer.evaluations
      return {
        theta: [...(lastFinite?.theta ?? start)],
        loss: lastFinite?.loss ?? NaN,
        outcome,
        step,
        settled: Math.min(settled, lastFinite?.step ?? 0),
      }
    })
    const ends = many()
    const together = Array.from({ length: count }, (_, run) => ({
      theta: Array.from({ length: n }, (_, j) => ends.theta[j * count + run]),
      loss: ends.loss[run],
      outcome: outcomes[ends.outcome[run]!],
      step: ends.step[run],
      settled: ends.settled[run],
    }))
    expect(together).toEqual(alone)
    expect(ends.evaluations).toBe(evaluations)
  }

  const presets = (id: string) => {
    const optimizer = findOptimizer(id)!
    return { optimizer, hyper: checkHyperparameters(optimizer, optimizer.presets ?? {}, id).value! }
  }

  const few = ['sgd', 'adam', 'rprop']
  const raced = ['himmelblau', 'half plane', 'three dimensions'].includes(name) ? rules.map(({ id }) => id) : few
  test.each(raced)('of %s end where racers end', (id) => {
    expectRacers(presets(id), {})
  })

  test.each(Object.entries(stops))('end by the stop rule: %s', (_, stop) => {
    for (const id of ['sgd', 'adam']) expectRacers(presets(id), stop)
  })

  test('go by a schedule', () => {
    const definition = schedules.find(({ id }) => id === 'cosine')!
    expectRacers({ ...presets('adam'), schedule: { definition, warmup: 5, hyper: {} } }, {})
  })
})
