import { describe, expect, it } from 'vitest'
import { compileExpression } from '../calculus'
import { expressionObjective } from '../objectives/expression'
import type { Objective } from '../objectives/objective'
import { findOptimizer, optimizers } from '../catalogue/optimizers'
import { checkHyperparameters, type HyperparameterValues } from '../definitions/hyperparameters'
import type { Hyperparameter, HyperparameterValue, OptimizerDefinition } from '../definitions/optimizer'
import { findSchedule } from '../catalogue/schedules'
import { forkProblems, forkState } from './fork'
import { createRacer, resumeRacer } from './create-racer'
import type { RaceOptions, RacerSpec } from './racer'

const formula = compileExpression('(1-x)^2 + 5*(y-x^2)^2', { variables: ['x', 'y'] }).value!
const objective = (): Objective => expressionObjective(formula, {})
const options: RaceOptions = { steps: 80, record: 1, stop: {}, seed: 4, noise: { kind: 'gaussian', scale: 0.1 } }
const at = 37

function valuesOf(optimizer: OptimizerDefinition, given: object = {}): HyperparameterValues {
  return checkHyperparameters(optimizer, { ...given }, optimizer.id).value!
}

/** A racer with all that a fork has to leave as it is: noise, clipping, a warm-up and a schedule. */
function specOf(optimizer: OptimizerDefinition, hyper: HyperparameterValues, fork?: RacerSpec['fork']): RacerSpec {
  const definition = findSchedule('cosine')!
  const schedule = { definition, hyper: checkHyperparameters(definition, {}, 'cosine').value!, warmup: 10 }
  const racer = { optimizer, hyper, start: [-0.5, 1], clip: { kind: 'norm', value: 2 }, schedule } as const
  return fork === undefined ? racer : { ...racer, fork }
}

function other(hyperparameter: Hyperparameter): HyperparameterValue {
  switch (hyperparameter.kind) {
    case 'boolean':
      return !hyperparameter.default
    case 'choice':
      return hyperparameter.options.find((option) => option !== hyperparameter.default)!
    case 'pair':
      return hyperparameter.default.map((x, i) => x + (i - 0.5) * 1e-3) as [number, number]
    case 'number': {
      const [low, high] = hyperparameter.usual
      const value = low + 0.3 * (high - low)
      return hyperparameter.integer === true ? Math.round(value) : value
    }
  }
}

/** Every rule, with each of its hyperparameters changed alone that a fork may change. */
const forks = optimizers.flatMap((optimizer) =>
  Object.entries(optimizer.hyperparameters).flatMap(([name, hyperparameter]) => {
    const hyper = valuesOf(optimizer)
    const changed = { ...hyper, [name]: other(hyperparameter) }
    const isPossible = forkProblems(optimizer, hyper, changed, 'fork').length === 0
    return isPossible ? [[`${optimizer.id} ${name}`, optimizer, hyper, changed] as const] : []
  }),
)

describe.each(forks)('a fork of %s', (_name, optimizer, hyper, changed) => {
  const forked = specOf(optimizer, hyper, { at, hyper: changed })

  it('is the run without it up to its step, and then the run resumed from there with the other hyperparameters', () => {
    const straight = createRacer(specOf(optimizer, hyper), objective(), options)
    straight.advance(at)
    const checkpoint = straight.snapshot()
    const racer = createRacer(forked, objective(), options)
    racer.advance(at)
    expect(racer.takeRows()).toEqual(straight.takeRows())
    expect(racer.snapshot()).toEqual(checkpoint)
    racer.advance(Infinity)
    const [n, { layout }] = [2, objective()]
    const state = forkState(checkpoint.state, optimizer.init(n, hyper, layout), optimizer.init(n, changed, layout))
    const resumed = resumeRacer(specOf(optimizer, changed), objective(), options, { ...checkpoint, state })
    resumed.advance(Infinity)
    expect(resumed.takeRows()).toEqual(racer.takeRows())
    expect(resumed.ending).toEqual(racer.ending)
    expect(resumed.snapshot()).toEqual(racer.snapshot())
  })

  it('is the same however it is advanced, and from a checkpoint before it, at it and after it', () => {
    const whole = createRacer(forked, objective(), options)
    whole.advance(Infinity)
    for (const step of [at - 1, at, at + 1, at + 9]) {
      const racer = createRacer(forked, objective(), options)
      racer.advance(step)
      const resumed = resumeRacer(forked, objective(), options, structuredClone(racer.snapshot()))
      for (const each of [racer, resumed]) {
        each.advance(Infinity)
        expect(each.snapshot()).toEqual(whole.snapshot())
      }
    }
  })
})

it('takes the new learning rate at the step after the fork', () => {
  const sgd = findOptimizer('sgd')!
  const slope = compileExpression('x + 0*y', { variables: ['x', 'y'] }).value!
  const spec = { optimizer: sgd, hyper: valuesOf(sgd, { lr: 1 }), start: [0, 0] }
  const fork = { at: 2, hyper: valuesOf(sgd, { lr: 0.25 }) }
  const still: RaceOptions = { ...options, steps: 4, noise: { kind: 'gaussian', scale: 0 } }
  const racer = createRacer({ ...spec, fork }, expressionObjective(slope, {}), still)
  racer.advance(4)
  expect([...racer.takeRows().theta].filter((_, i) => i % 2 === 0)).toEqual([0, -1, -2, -2.25, -2.5])
})

it('at step 0 begins with the other hyperparameters, and beyond the last step never comes', () => {
  const sgd = findOptimizer('sgd')!
  const [hyper, changed] = [valuesOf(sgd, { lr: 0.01 }), valuesOf(sgd, { lr: 0.02 })]
  const rowsOf = (spec: RacerSpec) => {
    const racer = createRacer(spec, objective(), options)
    racer.advance(Infinity)
    return racer.takeRows()
  }
  expect(rowsOf(specOf(sgd, hyper, { at: 0, hyper: changed }))).toEqual(rowsOf(specOf(sgd, changed)))
  expect(rowsOf(specOf(sgd, hyper, { at: 80, hyper: changed }))).toEqual(rowsOf(specOf(sgd, hyper)))
})

describe('the memory of a rule', () => {
  it('begins where it was of no use until now, and the rest is kept', () => {
    const adam = findOptimizer('adam')!
    const hyper = valuesOf(adam, { lr: 0.02 })
    const fork = { at, hyper: { ...hyper, amsgrad: true } }
    const racer = createRacer({ optimizer: adam, hyper, start: [-0.5, 1], fork }, objective(), options)
    racer.advance(at)
    expect(racer.snapshot().state['largestSquareAverage']).toEqual(new Float64Array(0))
    racer.advance(1)
    const { largestSquareAverage, squareAverage } = racer.snapshot().state
    // One step after it was switched on, the largest is the present one.
    expect(largestSquareAverage).toEqual(squareAverage)
  })

  it('is left where it is of no use any more', () => {
    const state = { buffer: Float64Array.of(1, 2), average: Float64Array.of(3, 4), count: 5 }
    const before = { buffer: new Float64Array(2), average: new Float64Array(2), count: 0 }
    const after = { buffer: new Float64Array(0), average: new Float64Array(2), count: 0 }
    expect(forkState(state, before, after)).toEqual({ ...state, buffer: new Float64Array(0) })
  })

  it('cannot be resized: what is remembered would be lost, and the fork is refused', () => {
    const remembering = {
      ...findOptimizer('sgd')!,
      id: 'remembering',
      init: (_n: number, { pairs }: HyperparameterValues) => ({ pairs: new Float64Array(Number(pairs)) }),
    }
    const problems = forkProblems(remembering, { pairs: 5, lr: 1 }, { pairs: 6, lr: 2 }, 'racers[0].fork')
    expect(problems).toEqual([
      {
        message: 'pairs sets the size of what remembering remembers, and a fork remembers what was before it',
        remedy: 'leave it out, or add a racer with it instead',
        where: 'racers[0].fork.pairs',
      },
    ])
    expect(forkProblems(remembering, { pairs: 0 }, { pairs: 6 }, '')).toEqual([])
  })
})
