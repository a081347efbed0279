import { describe, expect, test } from 'vitest'
import { compileExpression } from '../calculus'
import { findOptimizer, optimizers } from '../catalogue/optimizers'
import { findSchedule } from '../catalogue/schedules'
import { checkHyperparameters } from '../definitions/hyperparameters'
import { expressionSum } from '../objectives/expression-sum'
import type { ExampleColumns } from '../objectives/example-columns'
import { exampleTable } from '../objectives/example-table'
import type { Objective, SumObjective } from '../objectives/objective'
import { createRacer, resumeRacer } from './create-racer'
import { noNoise } from './noise'
import type { RaceOptions, RacerSpec } from './racer'

/** Straight lines through points, with a bend that makes the Hessian depend on theta. */
const formula = '(a*x + y - b)^2 + 0.01*(x^4 + y^4)'
const given = {
  a: Array.from({ length: 150 }, (_, i) => Math.sin(3 * i)),
  b: Array.from({ length: 150 }, (_, i) => Math.cos(2 * i)),
}
const drawn = {
  a: { kind: 'normal', mean: 0, deviation: 1, count: 150 },
  b: { kind: 'uniform', min: -1, max: 1, count: 150 },
} as const

function sum(columns: ExampleColumns = given, text = formula): SumObjective {
  const expression = compileExpression(text, { variables: ['x', 'y'], parameters: ['a', 'b'] }).value!
  return expressionSum(expression, {}, ['a', 'b'], exampleTable(columns, ['a', 'b']))
}

/** The same function that does not say that it is a sum. */
function plain(objective: SumObjective): Objective {
  return {
    dimension: objective.dimension,
    layout: objective.layout,
    counts: objective.counts,
    value: (theta) => objective.value(theta),
    valueGrad: (theta, out) => objective.valueGrad(theta, out),
    hessian: (theta, out) => objective.hessian(theta, out),
    hessianVector: (theta, v, out) => objective.hessianVector(theta, v, out),
    valueGradMany: (thetas, count, values, gradients) => objective.valueGradMany(thetas, count, values, gradients),
  }
}

function specOf(id: string, hyper: Readonly<Record<string, unknown>> = {}, more: Partial<RacerSpec> = {}): RacerSpec {
  const optimizer = findOptimizer(id)!
  return { optimizer, hyper: checkHyperparameters(optimizer, hyper, id).value!, start: [2, -1.5], ...more }
}

function optionsOf(more: Partial<RaceOptions> = {}): RaceOptions {
  return { steps: 30, record: 1, stop: {}, seed: 5, noise: noNoise, ...more }
}

function raced(spec: RacerSpec, options: RaceOptions, objective = sum()) {
  const racer = createRacer(spec, objective, options)
  racer.advance(Infinity)
  const { sampled, ...rows } = racer.takeRows()
  return { racer, rows, sampled: sampled!, ending: racer.ending! }
}

describe('a race on a sum that leaves the finite numbers', () => {
  const overflowing = () => sum({ a: [1, 2, 3, 4], b: [0, 0, 0, 0] }, 'a*(x^4 + y^4) + b')
  const options = (every: number) => optionsOf({ steps: 20, stop: { escape: 1e300 }, measure: { every } })

  test.each([1, 4])('keeps the last finite point and its loss, measured every %i steps', (every) => {
    const { rows, ending } = raced(specOf('sgd', { lr: 1 }, { start: [1.5, 1] }), options(every), overflowing())
    expect(ending.outcome).toBe('non-finite')
    const { step, theta, loss } = ending.lastFinite!
    const row = rows.step.indexOf(step)
    expect([...rows.theta.subarray(2 * row, 2 * row + 2)]).toEqual(theta)
    expect(loss).toBe(overflowing().value(Float64Array.from(theta)))
    expect(loss).toBeLessThan(Infinity)
    // The step after it leads out; where that is not measured, the next one's batch shows it.
    expect(ending.step).toBe(every === 1 ? step + 1 : step + 2)
  })
})

describe('a race on all examples', () => {
  test.each(optimizers.map(({ id }) => id))('of %s is, bit for bit, the one on the same function', (id) => {
    const { rows, ending } = raced(specOf(id), optionsOf())
    const racer = createRacer(specOf(id), plain(sum()), optionsOf())
    racer.advance(Infinity)
    const expected = racer.takeRows()
    expect(rows.theta).toEqual(expected.theta)
    expect(rows.loss).toEqual(expected.loss)
    expect(rows.gradientNorm).toEqual(expected.gradientNorm)
    expect(ending.outcome).toBe(racer.ending!.outcome)
  })

  test('counts a whole evaluation a step, and none for measuring', () => {
    const { rows, sampled } = raced(specOf('sgd'), optionsOf())
    expect([...rows.evaluations]).toEqual(Array.from({ length: 31 }, (_, step) => step))
    expect([...sampled.examples]).toEqual(Array.from({ length: 31 }, (_, step) => 150 * step))
  })
})

describe('a race on batches', () => {
  const batch = { sampler: 'reshuffle', size: 40 }

  test('tells the batch of every step, and the loss of all examples where it is measured: once an epoch', () => {
    const { rows, sampled } = raced(specOf('sgd', { lr: 0.05 }), optionsOf({ steps: 10, batch }))
    expect([...rows.step]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    // Epochs of 40 + 40 + 40 + 30 examples; the end is measured too.
    const measured = [0, 4, 8, 10]
    const objective = sum()
    const gradient = new Float64Array(2)
    rows.step.forEach((step, row) => {
      const theta = rows.theta.slice(2 * row, 2 * row + 2)
      expect(rows.loss[row]).toBe(measured.includes(step) ? objective.valueGrad(theta, gradient) : NaN)
    })
    expect(Number.isNaN(sampled.batchLoss[0])).toBe(true)
    expect(sampled.batchLoss.subarray(1).every(Number.isFinite)).toBe(true)
    expect([...sampled.examples]).toEqual([0, 40, 80, 120, 150, 190, 230, 270, 300, 340, 380])
    expect([...rows.evaluations]).toEqual([...sampled.examples].map((examples) => examples / 150))
  })

  test('measures at every so many steps, each a row whatever is recorded', () => {
    const { rows } = raced(specOf('sgd'), optionsOf({ steps: 20, record: 6, batch, measure: { every: 4 } }))
    expect([...rows.step]).toEqual([0, 4, 6, 8, 12, 16, 18, 20])
    expect([...rows.step].filter((_, row) => Number.isFinite(rows.loss[row]))).toEqual([0, 4, 8, 12, 16, 20])
  })

  test('measuring changes nothing of the way', () => {
    const often = raced(specOf('adam'), optionsOf({ batch, measure: { every: 1 } }))
    const seldom = raced(specOf('adam'), optionsOf({ batch, measure: { every: 1000 } }))
    expect(often.rows.theta).toEqual(seldom.rows.theta)
    expect(often.sampled).toEqual(seldom.sampled)
  })

  test('racers see the same batches, unless one has its own', () => {
    const first = raced(specOf('sgd'), optionsOf({ batch }))
    const other = raced(
      specOf('adam', {}, { batch: { ...batch, seed: 5 } }),
      optionsOf({ batch: { sampler: 'sequential', size: 7 } }),
    )
    expect(other.sampled.batchLoss[1]).toBe(first.sampled.batchLoss[1])
    const own = raced(specOf('sgd', {}, { batch: { ...batch, seed: 6 } }), optionsOf({ batch }))
    expect(own.sampled.batchLoss[1]).not.toBe(first.sampled.batchLoss[1])
  })

  test('a line search looks at one batch throughout: its step lowers the loss of that batch', () => {
    const batches = { sampler: 'sequential', size: 30 }
    const { rows, sampled } = raced(specOf('bfgs'), optionsOf({ steps: 3, batch: batches }))
    const objective = sum()
    for (let step = 1; step < rows.step.length; step++) {
      const indices = Uint32Array.from({ length: 30 }, (_, k) => ((step - 1) % 5) * 30 + k)
      const at = (row: number): number => {
        const pieces = objective.inPieces.value(rows.theta.slice(2 * row, 2 * row + 2), indices)
        let turn = pieces.next()
        while (turn.done !== true) turn = pieces.next()
        return turn.value
      }
      expect(sampled.batchLoss[step]).toBe(at(step - 1))
      expect(at(step)).toBeLessThan(at(step - 1))
    }
  })

  test('stop rules on the loss act where it is measured', () => {
    const options = optionsOf({ steps: 400, batch, stop: { loss: 0.8 } })
    const { ending, rows } = raced(specOf('sgd', { lr: 0.02 }), options)
    expect(ending.outcome).toBe('converged')
    expect(ending.step % 4).toBe(0)
    expect(rows.loss.at(-1)).toBeLessThanOrEqual(0.8)
  })

  test('a budget of evaluations is spent in fractions', () => {
    const { ending, rows } = raced(specOf('sgd'), optionsOf({ steps: 400, batch, stop: { evaluations: 2.5 } }))
    expect(ending.outcome).toBe('max-steps')
    // 300 examples are two epochs, and 80 more in two batches pass 375.
    expect(rows.step.at(-1)).toBe(10)
    expect(rows.evaluations.at(-1)).toBe(380 / 150)
    expect(Number.isFinite(rows.loss.at(-1))).toBe(true)
  })

  test('a schedule that follows the loss sees what is measured', () => {
    const definition = findSchedule('reduce-on-plateau')!
    const seen: number[] = []
    const spying = { ...definition, observe: (_state: unknown, _hyper: unknown, loss: number) => void seen.push(loss) }
    const hyper = checkHyperparameters(definition, {}, 'schedule').value!
    const { rows } = raced(
      specOf('sgd', {}, { schedule: { definition: spying, hyper, warmup: 0 } }),
      optionsOf({ steps: 8, batch }),
    )
    expect(seen).toEqual([rows.loss[4], rows.loss[8]])
  })

  test('a batch that is not finite ends the racer at once', () => {
    const b = [...given.b]
    b[149] = -5
    const objective = sum({ ...given, b }, 'x^2 + y^2 + 0*a + 0*log(b + 4)')
    const { ending, sampled } = raced(
      specOf('sgd'),
      optionsOf({ batch: { sampler: 'sequential', size: 50 } }),
      objective,
    )
    // The start's own loss is not finite.
    expect(ending).toMatchObject({ outcome: 'non-finite', step: 0 })
    expect(sampled.batchLoss).toHaveLength(1)
  })

  test('one that leaves the numbers between measuring points keeps its last finite point', () => {
    const { ending } = raced(specOf('sgd', { lr: 50 }), optionsOf({ steps: 400, batch, measure: { every: 400 } }))
    expect(ending.outcome).toBe('non-finite')
    expect(ending.lastFinite!.theta.every(Number.isFinite)).toBe(true)
  })

  test.each(['with-replacement', 'reshuffle', 'shuffle-once', 'sequential', 'fresh', 'full'])(
    'goes on from a checkpoint to the same bits, on batches of %s',
    (sampler) => {
      const options = optionsOf({ steps: 23, batch: { sampler, size: 40 } })
      const whole = raced(specOf('adam'), options, sum(drawn))
      const racer = createRacer(specOf('adam'), sum(drawn), options)
      racer.advance(9)
      const resumed = resumeRacer(specOf('adam'), sum(drawn), options, structuredClone(racer.snapshot()))
      resumed.advance(Infinity)
      const { theta, sampled, evaluations } = resumed.takeRows()
      expect(theta).toEqual(whole.rows.theta.slice(20))
      expect(sampled!.batchLoss).toEqual(whole.sampled.batchLoss.slice(10))
      expect(evaluations).toEqual(whole.rows.evaluations.slice(10))
    },
  )

  test('listed batches are taken one by one, as those of another sampler that they are copied from', () => {
    const batches = [0, 40, 80, 120].map((from) => Array.from({ length: Math.min(40, 150 - from) }, (_, k) => from + k))
    const listed = raced(specOf('adam'), optionsOf({ batch: { sampler: 'listed', batches } }))
    const inOrder = raced(specOf('adam'), optionsOf({ batch: { sampler: 'sequential', size: 40 } }))
    expect(listed.sampled).toEqual(inOrder.sampled)
    expect(listed.rows.theta).toEqual(inOrder.rows.theta)
    const dropped = raced(specOf('adam'), optionsOf({ batch: { sampler: 'sequential', size: 40, dropLast: true } }))
    const short = raced(specOf('adam'), optionsOf({ batch: { sampler: 'listed', batches: batches.slice(0, 3) } }))
    expect(dropped.rows.theta).toEqual(short.rows.theta)
    expect(dropped.rows.theta).not.toEqual(inOrder.rows.theta)
  })

  test('fresh examples are others in every step, the same for the same seed', () => {
    const options = optionsOf({ steps: 3, batch: { sampler: 'fresh', size: 40 } })
    const [first, again] = [raced(specOf('sgd'), options, sum(drawn)), raced(specOf('sgd'), options, sum(drawn))]
    expect(first.sampled).toEqual(again.sampled)
    const still = raced(specOf('sgd', { lr: 1e-300 }), options, sum(drawn))
    expect(new Set(still.sampled.batchLoss.subarray(1)).size).toBe(3)
  })
})
