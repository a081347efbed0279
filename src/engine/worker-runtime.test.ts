import { describe, expect, test } from 'vitest'
import { workerOnAClock } from '../../test/support/worker-on-a-clock'
import { findOptimizer } from '../core/catalogue/optimizers'
import { checkHyperparameters } from '../core/definitions/hyperparameters'
import type { Objective } from '../core/objectives/objective'
import { quadraticObjective } from '../core/objectives/quadratic'
import type { Pieces } from '../core/pieces'
import { createRacer, createRacerInPieces } from '../core/race/create-racer'
import { noNoise } from '../core/race/noise'
import type { JobKind, TileEvent } from './job-kind'

/** Milliseconds of the test's clock: of a slice, of a piece of an evaluation, and of any other piece. */
const slice = 8
const pieceTime = 0.75
/** Pieces of one evaluation: it takes many slices. */
const pieces = 100
/** A weight matrix of so many rows and columns is all of theta. */
const side = 12

/** A bowl whose evaluations take long on the test's clock, nothing of which passes unless a piece is computed. */
function slowBowl(tick: () => void): Objective {
  const n = side * side
  const bowl = quadraticObjective(Float64Array.from({ length: n }, (_, i) => 1 + i / n))
  function* slowly<Result>(evaluate: () => Result): Pieces<Result> {
    for (let piece = 1; piece < pieces; piece++) {
      tick()
      yield
    }
    tick()
    return evaluate()
  }
  return {
    ...bound(bowl),
    layout: [{ name: 'weight', role: 'weight', offset: 0, shape: [side, side] }],
    inPieces: {
      value: (theta) => slowly(() => bowl.value(theta)),
      valueGrad: (theta, out) => slowly(() => bowl.valueGrad(theta, out)),
      hessian: (theta, out) => slowly(() => bowl.hessian(theta, out)),
      hessianVector: (theta, v, out) => slowly(() => bowl.hessianVector(theta, v, out)),
    },
  }
}

function bound(objective: Objective): Objective {
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

const start = Float64Array.from({ length: side * side }, (_, i) => Math.sin(i + 1))
const options = { steps: 1000, record: 1, stop: {}, seed: 0, noise: noNoise }

function specOf(id: string) {
  const optimizer = findOptimizer(id)!
  return { optimizer, hyper: checkHyperparameters(optimizer, {}, id).value!, start }
}

/**
 * A worker under a clock that nothing but computing moves. It counts slices and keeps the longest time between two
 * yields.
 */
function worker(rule: string) {
  let now = 0
  let longest = 0
  const race: JobKind = kindOf('slow-race', function* () {
    const racer = yield* createRacerInPieces(
      specOf(rule),
      slowBowl(() => (now += pieceTime)),
      options,
    )
    yield* racer.run(Infinity)
    return racer.step
  })
  const probe: JobKind = kindOf('quick', function* () {
    yield
    return 'probed'
  })
  const it = workerOnAClock({ 'slow-race': race, quick: probe }, slice, () => now)

  /** Every step of a tile takes some time itself, so that work which no evaluation is part of passes time too. */
  function kindOf(id: string, run: () => Generator<TileEvent<never>, unknown, void>): JobKind {
    const kind = {
      id,
      version: 1,
      streams: false,
      validate: () => ({ problems: [] }),
      cost: () => ({ work: 1, bytes: 0, smaller: '' }),
      plan: () => [0],
      merge: () => undefined,
    }
    return {
      ...kind,
      *run() {
        const steps = run()
        for (;;) {
          const before = now
          const step = steps.next()
          now += pieceTime
          longest = Math.max(longest, now - before)
          if (step.done === true) return step.value
          yield step.value
        }
      },
    } as JobKind
  }

  const time = {
    get now() {
      return now
    },
    /** Between two yields. */
    get longest() {
      return longest
    },
  }
  return { it, time }
}

const run = { type: 'run', spec: {}, tile: 0, skip: 0 } as const

describe.each([
  ['sgd', 'a plain rule'],
  ['sam', 'a rule that looks once more'],
  ['l-bfgs', 'a line search'],
  ['trust-region', 'conjugate gradients'],
  ['newton', 'a decomposition of the Hessian'],
  ['shampoo', 'roots of matrices'],
  ['soap', 'turning bases'],
])('a race of %s, %s, that takes long', (rule) => {
  test('never keeps a worker for more than a slice', () => {
    const { it, time } = worker(rule)
    it.say({ ...run, task: 1, kind: 'slow-race', priority: 'background' })
    it.run(200)
    expect(it.sent.filter(({ type }) => type === 'failed')).toEqual([])
    expect(it.slices).toBeGreaterThan(20)
    expect(time.longest).toBeLessThanOrEqual(slice)
  })

  test('is cancelled within two slices, answers a ping, and lets a probe pass', () => {
    const { it, time } = worker(rule)
    it.say({ ...run, task: 1, kind: 'slow-race', priority: 'background' })
    it.run(50)
    const before = time.now
    it.say({ ...run, task: 2, kind: 'quick', priority: 'interactive' })
    it.say({ type: 'ping' })
    expect(it.sent.at(-1)).toEqual({ type: 'pong' })
    it.run(1)
    expect(it.sent.slice(-2)).toEqual([
      { type: 'part', task: 2, index: 0, part: 'probed' },
      { type: 'done', task: 2 },
    ])
    expect(time.now - before).toBeLessThanOrEqual(slice)
    it.run(3)
    const slices = it.slices
    it.say({ type: 'cancel', task: 1 })
    it.run(10)
    expect(it.slices - slices).toBeLessThanOrEqual(2)
    expect(it.isIdle).toBe(true)
  })

  test('comes to the bits of one that is taken at once', () => {
    const slow = createRacer(
      specOf(rule),
      slowBowl(() => undefined),
      { ...options, steps: 12 },
    )
    const quick = createRacer(
      specOf(rule),
      { ...slowBowl(() => undefined), inPieces: undefined! },
      { ...options, steps: 12 },
    )
    slow.advance(12)
    quick.advance(12)
    expect(slow.takeRows()).toEqual(quick.takeRows())
    expect(slow.ending).toEqual(quick.ending)
  })
})
