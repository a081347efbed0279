import { expect, test } from 'vitest'
import { compileExpression, type Expression } from '../src/core/calculus'
import { optimizers } from '../src/core/catalogue/optimizers'
import { expressionObjective } from '../src/core/objectives/expression'
import { finish } from '../src/core/pieces'
import { createRacer } from '../src/core/race/create-racer'
import { noNoise } from '../src/core/race/noise'
import { raceMany } from '../src/core/race/race-many'
import type { RacerSpec } from '../src/core/race/racer'
import { outcomes, type StopRules } from '../src/core/race/trace'
import { stream, type Stream } from '../src/core/random/stream'
import { pick, randomHyperparameters } from '../test/support/random-hyperparameters'
import { effort } from './support/effort'
import { randomFormula, wholeGrammar } from './support/random-formula'

const rules = optimizers.filter(({ rule }) => rule !== undefined)
const stops: readonly StopRules[] = [{}, { gradientNorm: 1e-2 }, { loss: 0 }, { stalledFor: 9 }, { escape: 3 }]
const box = [[-3, 3] as const, [-3, 3] as const]
const settledWithin = [0.01, 0.01]

interface Case {
  readonly expression: Expression
  readonly spec: Omit<RacerSpec, 'start'>
  readonly stop: StopRules
}

function randomCase(draw: Stream): Case | undefined {
  const text = randomFormula(draw, wholeGrammar, 4)
  const { value } = compileExpression(text, { variables: ['x', 'y'], parameters: [] })
  const optimizer = pick(draw, rules)
  const hyper = randomHyperparameters(optimizer.hyperparameters, draw)
  return value && { expression: value, spec: { optimizer, hyper }, stop: pick(draw, stops) }
}

const shared = { seed: 0, noise: noNoise, box, record: 1 }
/** Whoever is watched takes every step by itself. */
const watch = (): void => undefined

test('races by a module are those of the racer', () => {
  const { seed, count } = effort('race modules', 150)
  for (let trial = 0; trial < count; trial++) {
    const draw = stream(seed, 'race', trial)
    const given = randomCase(draw)
    if (given === undefined) continue
    const { expression, spec, stop } = given
    const start = [4 * draw.uniform() - 2, 4 * draw.uniform() - 2]
    const race = (isWatched: boolean) => {
      const racer = createRacer({ ...spec, start }, expressionObjective(expression, {}), {
        ...shared,
        stop,
        steps: 1500,
      })
      racer.advance(1500, isWatched ? watch : undefined)
      return { rows: racer.takeRows(), checkpoint: racer.snapshot() }
    }
    expect(race(false), `trial ${trial}`).toEqual(race(true))
  }
})

test('maps by a module are races of a racer each', () => {
  const { seed, count } = effort('map modules', 60)
  const [runs, steps] = [33, 60]
  for (let trial = 0; trial < count; trial++) {
    const draw = stream(seed, 'map', trial)
    const given = randomCase(draw)
    if (given === undefined) continue
    const { expression, spec, stop } = given
    const starts = Float64Array.from({ length: 2 * runs }, () => 6 * draw.uniform() - 3)
    const options = { ...shared, stop, steps, settledWithin }
    const many = () => finish(raceMany(spec, expressionObjective(expression, {}), options, starts, runs))
    // Until a module takes their steps.
    for (let round = 0; round < 9; round++) many()
    const ends = many()
    for (let run = 0; run < runs; run++) {
      const start = [starts[run]!, starts[runs + run]!]
      const racer = createRacer({ ...spec, start }, expressionObjective(expression, {}), { ...shared, stop, steps })
      racer.advance(steps, watch)
      const { outcome, step, lastFinite } = racer.ending!
      expect(
        [ends.theta[run], ends.theta[runs + run], ends.loss[run], outcomes[ends.outcome[run]!], ends.step[run]],
        `trial ${trial}, run ${run}`,
      ).toEqual([...(lastFinite?.theta ?? start), lastFinite?.loss ?? NaN, outcome, step])
    }
  }
})
