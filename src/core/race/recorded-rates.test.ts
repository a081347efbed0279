import { describe, expect, test } from 'vitest'
import { quadratic } from '../../../test/conformance/optimizers/optimizers-objective'
import { findOptimizer } from '../catalogue/optimizers'
import { findSchedule, schedules } from '../catalogue/schedules'
import { compileExpression } from '../calculus'
import { checkHyperparameters } from '../definitions/hyperparameters'
import { expressionSum } from '../objectives/expression-sum'
import { exampleTable } from '../objectives/example-table'
import type { Objective } from '../objectives/objective'
import { createRacer } from './create-racer'
import { noNoise } from './noise'
import type { RaceOptions, RacerSpec } from './racer'
import { RecordedRates } from './recorded-rates'

const sgd = findOptimizer('sgd')!
const hyper = (given: object) => checkHyperparameters(sgd, { ...given }, 'sgd').value!

function specOf(id: string, given: object = {}): RacerSpec {
  const definition = findSchedule(id)!
  const schedule = { definition, hyper: checkHyperparameters(definition, { ...given }, 'schedule').value!, warmup: 5 }
  return { optimizer: sgd, hyper: hyper({ lr: 0.5 }), start: [1, 2], schedule }
}

const options: RaceOptions = { steps: 60, record: 1, stop: {}, seed: 0, noise: { kind: 'gaussian', scale: 0.3 } }

/** The rates that a racer stepped with, and those that are found again in its rows, taken in pieces. */
function rates(spec: RacerSpec, objective: Objective, race = options, isSum = false) {
  const racer = createRacer(spec, objective, race)
  const recorded = new RecordedRates(spec, race, isSum)
  const stepped: number[] = []
  const found: number[] = []
  const steps: number[] = []
  while (racer.ending === undefined) {
    if (racer.advance(1) > 0) stepped.push(racer.learningRate)
    if (stepped.length % 7 !== 0 && racer.ending === undefined) continue
    const rows = racer.takeRows()
    steps.push(...rows.step)
    found.push(...recorded.add(rows))
  }
  return { stepped, found, steps }
}

describe('the learning rates of recorded steps', () => {
  test.each(schedules.map(({ id }) => id))('are those that a racer stepped with: %s', (id) => {
    const given = id === 'reduce-on-plateau' ? { patience: 2 } : {}
    const { stepped, found } = rates(specOf(id, given), quadratic([1, 3]))
    expect(found).toEqual([NaN, ...stepped])
    if (id === 'reduce-on-plateau') expect(new Set(stepped).size).toBeGreaterThan(3)
  })

  test('are the fork’s after it', () => {
    const spec = { ...specOf('cosine'), fork: { at: 20, hyper: hyper({ lr: 0.125 }) } }
    const { stepped, found } = rates(spec, quadratic([1, 3]))
    expect(found).toEqual([NaN, ...stepped])
    expect(stepped[20]! / stepped[19]!).toBeLessThan(0.26)
  })

  test('that follow a loss that is not recorded at every step are not known, and others are', () => {
    const seldom = { ...options, record: 4 }
    expect(rates(specOf('reduce-on-plateau'), quadratic([1, 3]), seldom).found.every(Number.isNaN)).toBe(true)
    const { stepped, found, steps } = rates(specOf('cosine'), quadratic([1, 3]), seldom)
    expect(found).toEqual(steps.map((step) => (step === 0 ? NaN : stepped[step - 1])))
  })

  test('that follow the measured loss of a sum are known however seldom rows are recorded', () => {
    const columns = { a: Array.from({ length: 40 }, (_, i) => Math.sin(3 * i)) }
    const expression = compileExpression('(a*x + y - 1)^2', { variables: ['x', 'y'], parameters: ['a'] }).value!
    const sum = expressionSum(expression, {}, ['a'], exampleTable(columns, ['a']))
    const race: RaceOptions = {
      ...options,
      record: 9,
      noise: noNoise,
      batch: { sampler: 'reshuffle', size: 5 },
      measure: { every: 4 },
    }
    const spec = { ...specOf('reduce-on-plateau', { patience: 1, threshold: 0.2 }), hyper: hyper({ lr: 0.05 }) }
    const { stepped, found, steps } = rates(spec, sum, race, true)
    expect(found).toEqual(steps.map((step) => (step === 0 ? NaN : stepped[step - 1])))
    expect(new Set(stepped).size).toBeGreaterThan(3)
  })
})
