import { describe, expect, test } from 'vitest'
import torch from '../../../../test/reference/torch-networks-2.json'
import { findOptimizer } from '../../catalogue/optimizers'
import { checkHyperparameters } from '../../definitions/hyperparameters'
import { columnsAsked } from '../../objectives/measures'
import { isSum, type SumObjective } from '../../objectives/objective'
import { finish } from '../../pieces'
import { createRacer, resumeRacer } from '../../race/create-racer'
import { noNoise } from '../../race/noise'
import type { RaceOptions, RacerSpec } from '../../race/racer'
import { landscapeSpec } from '../landscape'
import { resolveLandscape } from '../landscape-kinds'
import { checkScene } from '../parse'

const moons = {
  kind: 'network',
  widths: [2, 8, 2],
  loss: 'cross-entropy',
  data: { id: 'moons', examples: 200, noise: 0.15, split: [0.7, 0.15, 0.15], seed: 3 },
  init: { id: 'xavier', seed: 2 },
}

interface Made {
  readonly objective: SumObjective
  readonly start: Float64Array
}

function made(landscape: object): Made {
  const scene = checkScene({ basin: 1, landscape })
  expect(scene.problems).toEqual([])
  const { value } = resolveLandscape(landscapeSpec(scene.value!.landscape), () => expect.fail('no grid is asked for'))
  const objective = value!.objective()
  if (!isSum(objective)) throw new Error('a network that is no sum')
  return { objective, start: value!.place([0, 0]) }
}

function racerOf({ start }: Made, id = 'sgd', hyper: object = { lr: 0.1 }): RacerSpec {
  const optimizer = findOptimizer(id)!
  return { optimizer, hyper: checkHyperparameters(optimizer, { ...hyper }, id).value!, start }
}

function optionsOf(more: Partial<RaceOptions> = {}): RaceOptions {
  const batch = { sampler: 'reshuffle', size: 20 }
  return { steps: 28, record: 1, stop: {}, seed: 5, noise: noNoise, batch, ...more }
}

function raced(given: Made, options: RaceOptions, spec = racerOf(given)) {
  const racer = createRacer(spec, given.objective, options)
  racer.advance(Infinity)
  const { sampled, ...rows } = racer.takeRows()
  return { racer, rows, sampled: sampled!, ending: racer.ending! }
}

describe('what training is measured by', () => {
  test('is measured where the loss is, in columns of their own: all but the risk where nothing is asked for', () => {
    const { rows, sampled } = raced(made(moons), optionsOf())
    const { measured } = sampled
    expect(Object.keys(measured)).toEqual(['validation', 'test', 'accuracy', 'validationAccuracy', 'testAccuracy'])
    for (const column of Object.values(measured))
      for (const [row, value] of column.entries()) expect(Number.isNaN(value)).toBe(Number.isNaN(rows.loss[row]))
    // 140 examples in batches of 20: an epoch has 7 steps.
    expect([...rows.loss].flatMap((loss, row) => (Number.isNaN(loss) ? [] : [row]))).toEqual([0, 7, 14, 21, 28])
    expect(measured.accuracy!.at(-1)).toBeGreaterThan(measured.accuracy![0]!)
  })

  test('is what is asked for, and changes nothing of the race', () => {
    const plain = raced(made(moons), optionsOf({ measure: { what: [] } }))
    const asked = raced(made(moons), optionsOf({ measure: { what: ['test', 'risk'] } }))
    expect(Object.keys(plain.sampled.measured)).toEqual([])
    expect(Object.keys(asked.sampled.measured)).toEqual(['test', 'risk', 'riskStandardError'])
    expect(asked.rows).toEqual(plain.rows)
    expect(asked.sampled.batchLoss).toEqual(plain.sampled.batchLoss)
    expect(asked.sampled.examples).toEqual(plain.sampled.examples)
  })

  test('is without the penalty, which the loss and the batches’ have', () => {
    const [free, held] = [0, 3].map((l2) => raced(made({ ...moons, l2 }), optionsOf({ steps: 0 })))
    expect(held!.rows.loss[0]).toBeGreaterThan(free!.rows.loss[0]! + 1)
    expect(held!.sampled.measured).toEqual(free!.sampled.measured)
  })

  test('of numbers is R^2', () => {
    const sine = { ...moons, widths: [1, 8, 1], loss: 'mse', data: { id: 'sine', examples: 40, split: [0.5, 0.5, 0] } }
    const { measured } = raced(made(sine), optionsOf({ steps: 3 })).sampled
    expect(Object.keys(measured)).toEqual(['validation', 'r2', 'validationR2'])
  })
})

describe('the risk', () => {
  /** The mean over so many examples that nobody has seen, and four standard errors of it. */
  function ofFresh({ objective, start }: Made): readonly [mean: number, room: number] {
    const losses = Array.from({ length: 200 }, (_, step) => {
      objective.drawFresh!(9, step, 50)
      return finish(
        objective.inPieces.value(
          start,
          Uint32Array.from({ length: 50 }, (_, k) => objective.examples + k),
        ),
      )
    })
    const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length
    const variance = losses.reduce((sum, loss) => sum + (loss - mean) ** 2, 0) / (losses.length - 1)
    return [mean, 4 * Math.sqrt(variance / losses.length)]
  }

  function riskOf({ objective, start }: Made): readonly number[] {
    const columns = columnsAsked(objective.measures!.columns, ['risk'])
    return [...finish(objective.measures!.measure(columns, start, undefined))]
  }

  const step = { id: 'step', examples: 60, noise: 0.2, seed: 1 }
  const polynomial = { id: 'polynomial', examples: 60, seed: 1 }
  test.each([
    { data: step, widths: [1, 3, 1], loss: 'binary-cross-entropy' },
    { data: step, widths: [1, 3, 2], loss: 'cross-entropy' },
    { data: step, widths: [1, 3, 1], loss: 'hinge' },
    { data: { ...step, standardise: true }, widths: [1, 3, 1], loss: 'hinge' },
    { data: polynomial, widths: [1, 3, 1], loss: 'mse' },
    { data: polynomial, widths: [1, 3, 1], loss: 'half-mse' },
  ])('by quadrature is what fresh examples have on average: $data.id, $loss', (landscape) => {
    const network = made({ kind: 'network', ...landscape, init: { id: 'xavier', seed: 4 } })
    const [risk, ...rest] = riskOf(network)
    expect(rest).toEqual([])
    const [mean, room] = ofFresh(network)
    expect(Math.abs(risk! - mean)).toBeLessThan(room)
    expect(room).toBeLessThan(0.2 * risk!)
  })

  test('where there is no quadrature is that of draws, the same whenever asked, with their standard error', () => {
    const network = made(moons)
    const [risk, standardError] = riskOf(network)
    expect(riskOf(made(moons))).toEqual([risk, standardError])
    expect(standardError).toBeGreaterThan(0)
    const [mean, room] = ofFresh(network)
    expect(Math.abs(risk! - mean)).toBeLessThan(room + 4 * standardError!)
  })
})

describe('early stopping', () => {
  // A large network on few examples with flipped labels: the validation loss rises again.
  const overfit = {
    ...moons,
    widths: [2, 64, 2],
    data: { id: 'moons', examples: 60, noise: 0.3, flipFraction: 0.2, split: [0.5, 0.5, 0], seed: 4 },
  }
  const options = optionsOf({
    steps: 4000,
    batch: { sampler: 'full' },
    measure: { every: 10 },
    stop: { patience: 7 },
  })

  test('ends once validation has not improved at so many measuring points, at the best of them', () => {
    const network = made(overfit)
    const { rows, sampled, ending } = raced(network, options, racerOf(network, 'adam', { lr: 0.02 }))
    const measured = [...sampled.measured.validation!].flatMap((value, row) =>
      Number.isNaN(value) || rows.step[row]! % 10 !== 0 ? [] : [{ value, step: rows.step[row]! }],
    )
    const best = measured.reduce((least, next) => (next.value < least.value ? next : least))
    expect(ending.outcome).toBe('early-stopped')
    expect(ending.step).toBe(best.step + 70)
    expect(ending.lastFinite!.step).toBe(best.step)
    expect(best.step).toBeGreaterThan(0)
    const { theta } = ending.lastFinite!
    const row = best.step
    expect(theta).toEqual([...rows.theta.subarray(row * theta.length, (row + 1) * theta.length)])
    expect(ending.lastFinite!.loss).toBe(rows.loss[row])
    const slope = Number(/norm there is still ([\d.e-]+)/.exec(ending.reason)![1])
    expect(slope / rows.gradientNorm[row]!).toBeCloseTo(1, 2)
  })

  test('may follow the accuracy, of which more is better', () => {
    const network = made(overfit)
    const spec = racerOf(network, 'adam', { lr: 0.02 })
    const { rows, sampled, ending } = raced(network, { ...options, measure: { every: 10, best: 'accuracy' } }, spec)
    const best = Math.max(...[...sampled.measured.validationAccuracy!].filter((value) => !Number.isNaN(value)))
    const first = sampled.measured.validationAccuracy!.findIndex((value, row) => value === best && row % 10 === 0)
    expect(ending.lastFinite!.step).toBe(rows.step[first])
  })

  test('goes on from a checkpoint to the same end', () => {
    const network = made({ ...overfit, batchNorm: true })
    const spec = racerOf(network, 'adam', { lr: 0.02 })
    const racer = createRacer(spec, network.objective, options)
    racer.advance(40)
    racer.takeRows()
    const checkpoint = structuredClone(racer.snapshot())
    const resumed = resumeRacer(spec, made({ ...overfit, batchNorm: true }).objective, options, checkpoint)
    for (const each of [racer, resumed]) each.advance(Infinity)
    expect(resumed.ending).toEqual(racer.ending)
    expect(resumed.snapshot()).toEqual(racer.snapshot())
    expect(resumed.takeRows()).toEqual(racer.takeRows())
    expect(racer.ending!.outcome).toBe('early-stopped')
  })
})

describe('batch normalisation in training', () => {
  const given = torch.cases.find(({ name }) => name === 'batch-norm')! as unknown as {
    readonly widths: readonly number[]
    readonly activation: string | readonly string[]
    readonly loss: string
    readonly inputs: readonly (readonly number[])[]
    readonly targets: readonly number[]
    readonly theta: readonly number[]
    readonly batches: readonly (readonly number[])[]
    readonly 'afterSgd(lr=0.1)': { readonly evalLoss: number; readonly trainModeLoss: number }
  }
  const { widths, activation, loss, inputs, targets, theta, batches } = given
  const network = { kind: 'network', widths, activation, loss, batchNorm: true, data: { inputs, targets }, theta }

  test('is measured by running statistics, as PyTorch’s evaluation mode is', () => {
    const batch = { sampler: 'listed', batches }
    const { rows, sampled } = raced(made(network), optionsOf({ steps: batches.length, batch }))
    const after = given['afterSgd(lr=0.1)']
    expect(Math.abs(sampled.measured.evaluationLoss!.at(-1)! - after.evalLoss)).toBeLessThan(1e-10)
    expect(Math.abs(rows.loss.at(-1)! - after.trainModeLoss)).toBeLessThan(1e-10)
  })
})

describe('training that leaves the finite numbers', () => {
  test('tells the layer in which that began', () => {
    const network = made({ ...moons, activation: 'relu', init: undefined, theta: Array(42).fill(1e200) })
    expect(raced(network, optionsOf()).ending.reason).toMatch(/which began in layer 2/)
    const far = made({ ...moons, widths: [2, 4, 1], activation: 'linear', loss: 'mse', data: sineOf(2) })
    const { ending, rows } = raced(
      far,
      optionsOf({ steps: 4000, measure: { every: 1000 } }),
      racerOf(far, 'sgd', { lr: 50 }),
    )
    expect(ending.outcome).toBe('non-finite')
    expect(ending.reason).toMatch(/on the batch of step \d+, which began in (layer \d|the loss)/)
    expect(rows.theta.every(Number.isFinite)).toBe(true)
  })
})

/** Points of a bent sheet. */
function sineOf(inputs: number): object {
  const rows = Array.from({ length: 40 }, (_, i) => Array.from({ length: inputs }, (_, j) => Math.sin(i * (j + 1))))
  return { inputs: rows, targets: rows.map(([x]) => Math.sin(3 * x!)) }
}
