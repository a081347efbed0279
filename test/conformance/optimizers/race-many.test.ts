import { describe, expect, test } from 'vitest'
import { compileExpression } from '../../../src/core/calculus'
import { expressionObjective } from '../../../src/core/objectives/expression'
import { optimizers } from '../../../src/core/catalogue/optimizers'
import { checkHyperparameters } from '../../../src/core/definitions/hyperparameters'
import { createRacer } from '../../../src/core/race/create-racer'
import { type RacerSpec } from '../../../src/core/race/racer'
import { raceMany } from '../../../src/core/race/race-many'
import type { ManyEnds, ManyOptions } from '../../../src/core/race/runs'
import { outcomes } from '../../../src/core/race/trace'
import { stream } from '../../../src/core/random/stream'
import { schedules } from '../../../src/core/catalogue/schedules'

const himmelblau = compileExpression('(x^2 + y - 11)^2 + (x + y^2 - 7)^2', { variables: ['x', 'y'] }).value!
/** Undefined for x < -4, so that some runs end as not finite, one at its start. */
const halfDefined = compileExpression('(x^2 + y - 11)^2 + log(x + 4)', { variables: ['x', 'y'] }).value!
const options: ManyOptions = {
  steps: 60,
  record: 1,
  stop: {},
  seed: 9,
  noise: { kind: 'gaussian', scale: 0 },
  box: [
    [-5, 5],
    [-5, 5],
  ],
  settledWithin: [0.005, 0.005],
}

/** Runs of more than one block. */
const count = 300
const draws = stream(3, 'starts')
const starts = Float64Array.from({ length: 2 * count }, (_, k) => (k % count < 5 ? -4.5 : 2) * draws.normal())

function many(spec: Omit<RacerSpec, 'start'>, given: ManyOptions, expression = himmelblau): ManyEnds {
  const runs = raceMany(spec, expressionObjective(expression, {}), given, starts, count)
  let step = runs.next()
  while (step.done !== true) step = runs.next()
  return step.value
}

function expectSingleRuns(spec: Omit<RacerSpec, 'start'>, given: ManyOptions, expression = himmelblau): ManyEnds {
  const ends = many(spec, given, expression)
  const objective = expressionObjective(expression, {})
  let evaluations = 0
  for (let run = 0; run < count; run += spec.optimizer.elementwise ? 1 : 12) {
    const start = [starts[run]!, starts[count + run]!]
    const racer = createRacer({ ...spec, start }, objective, given)
    racer.advance(given.steps)
    const { outcome, step, lastFinite } = racer.ending!
    expect(outcomes[ends.outcome[run]!]).toBe(outcome)
    expect(ends.step[run]).toBe(step)
    expect([ends.theta[run], ends.theta[count + run]]).toEqual(lastFinite?.theta ?? start)
    expect(ends.loss[run]).toBe(lastFinite?.loss ?? NaN)
    const { theta } = racer.takeRows()
    let settled = 0
    for (let t = 1; 2 * t < theta.length; t++) {
      const far = [0, 1].some((j) => Math.abs(theta[2 * t + j]! - theta[2 * (t - 1) + j]!) > 0.005 * (1 + 1e-12))
      if (far) settled = t
    }
    // Differences of rounded places may tell a step of exactly that length otherwise than the update itself.
    expect(ends.settled[run]).toBeGreaterThanOrEqual(settled)
    evaluations += racer.evaluations
  }
  if (spec.optimizer.elementwise) expect(ends.evaluations).toBe(evaluations)
  return ends
}

describe.each(optimizers.map((optimizer) => [optimizer.id, optimizer] as const))(
  '%s from many starts',
  (_, optimizer) => {
    const hyper = checkHyperparameters(optimizer, {}, optimizer.id).value!

    test('ends where single races end, to the last bit', () => {
      expectSingleRuns({ optimizer, hyper }, options)
      expectSingleRuns({ optimizer, hyper }, options, halfDefined)
    })

    test('ends there with noise, clipping, a schedule and stop rules too', () => {
      const schedule = { definition: schedules.find(({ id }) => id === 'cosine')!, warmup: 5, hyper: {} }
      const checked = checkHyperparameters(schedule.definition, {}, 'schedule').value!
      expectSingleRuns(
        { optimizer, hyper, clip: { kind: 'norm', value: 20 }, schedule: { ...schedule, hyper: checked } },
        {
          ...options,
          noise: { kind: 'gaussian', scale: 0.3 },
          stop: { gradientNorm: 5, stalledFor: 9, evaluations: 40 },
        },
      )
    })
  },
)

test('runs end in many ways and are moved together when half of a block has ended', () => {
  const optimizer = optimizers.find(({ id }) => id === 'sgd')!
  const hyper = checkHyperparameters(optimizer, { lr: 0.015 }, 'sgd').value!
  const stop = { gradientNorm: 1e-3, escape: 3 }
  const ends = expectSingleRuns({ optimizer, hyper }, { ...options, stop })
  const seen = new Set(Array.from(ends.outcome, (code) => outcomes[code]))
  expect([...seen].sort()).toEqual(['converged', 'diverged', 'max-steps'])
  expect(ends.outcome.filter((code) => outcomes[code] === 'converged').length).toBeGreaterThan(count / 2)
})

test('a hole in the landscape ends a run at its last finite point', () => {
  const optimizer = optimizers.find(({ id }) => id === 'momentum')!
  const hyper = checkHyperparameters(optimizer, { lr: 0.02, momentum: 0.9 }, 'momentum').value!
  const ends = expectSingleRuns({ optimizer, hyper }, options, halfDefined)
  const lost = [...ends.outcome.keys()].filter((run) => outcomes[ends.outcome[run]!] === 'non-finite')
  expect(lost.some((run) => ends.step[run] === 0)).toBe(true)
  expect(lost.some((run) => ends.step[run]! > 0 && Number.isFinite(ends.loss[run]))).toBe(true)
})
