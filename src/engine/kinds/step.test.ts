import { describe, expect, test } from 'vitest'
import { computeDirectly } from '../../../test/links/compute-directly'
import { compileExpression } from '../../core/calculus'
import { expressionObjective } from '../../core/objectives/expression'
import { optimizers } from '../../core/catalogue/optimizers'
import { chainStages } from '../../core/race/chain'
import type { RacePart } from '../accumulations/race'
import type { RaceRacerSpec } from '../../core/scene/racer'
import type { RaceSpec } from './race-specs'
import type { StepResult } from './step'

const text = '(1-x)^2 + 5*(y-x^2)^2'
const landscape = { kind: 'expression', expression: text, parameters: {} } as const
const objective = () => expressionObjective(compileExpression(text, { variables: ['x', 'y'] }).value!, {})

/** Every rule with its defaults, noise, clipping, a schedule and a fork. */
const racers = optimizers.map(({ id, hyperparameters }): RaceRacerSpec => {
  const fork = 'lr' in hyperparameters ? { fork: { at: 20, hyper: { lr: 0.002 } } } : {}
  return {
    id,
    optimizer: id,
    hyper: {},
    start: [-0.5, 1],
    clip: { kind: 'norm', value: 2 },
    schedule: { id: 'reduce-on-plateau', warmup: 5, hyper: {} },
    noise: { kind: 'student-t', scale: 0.05, degrees: 3 },
    ...fork,
  }
})

const race: RaceSpec = {
  landscape,
  domain: { x: [-2, 2], y: [-2, 2] },
  racers,
  steps: 80,
  record: 1,
  stop: {},
  seed: 9,
  noise: { kind: 'gaussian', scale: 0 },
}

function tracesOf(spec: RaceSpec) {
  const parts: RacePart[] = []
  const result = computeDirectly('race', spec, (part) => parts.push(part))
  return result.racers.map(({ ending }, racer) => {
    const rows = parts.filter((part) => part.racer === racer).map((part) => part.rows)
    const theta = rows.flatMap((each) => [...each.theta])
    return { ending, theta, loss: rows.flatMap((each) => [...each.loss]) }
  })
}

const stepOf = (racer: number, step: number, spec = race): StepResult =>
  computeDirectly('step', { race: spec, racer, step })

describe('a step laid open', () => {
  const traces = tracesOf(race)

  test.each(racers.map(({ id }, index) => [id, index] as const))('is the one that %s took', (_id, racer) => {
    const { theta, loss, ending } = traces[racer]!
    const last = ending.lastFinite!.step
    for (const asked of [1, 2, 21, 80]) {
      const { step, ...open } = stepOf(racer, asked)
      expect(step).toBe(Math.min(asked, last))
      if (step === 0) continue
      const from = theta.slice(2 * step - 2, 2 * step)
      expect([...open.theta]).toEqual(from)
      expect(open.loss).toBe(loss[step - 1])
      expect(from.map((x, i) => x + open.update[i]!)).toEqual(theta.slice(2 * step, 2 * step + 2))
      const [dx, gx] = [open.update[0]!, open.gradients.at(-1)!.vector[0]!]
      expect(open.rates!.each[0]).toBe(gx === 0 ? NaN : Math.abs(dx) / Math.abs(gx))
      expect(open.taylor.actual).toBe(loss[step]! - loss[step - 1]!)
      expect(open.displacements.map(({ stage }) => stage)).toEqual(optimizers[racer]!.stages)
      const [first, ...others] = open.displacements.map(({ vector }) => vector)
      expect(others.reduce((sum, vector) => sum.map((x, i) => x + vector[i]!), first!)).toEqual(open.update)
      expect(open.gradients.map(({ stage }) => stage)).toEqual(chainStages)
      const gradient = new Float64Array(2)
      objective().valueGrad(open.theta, gradient)
      expect(open.gradients[0]!.vector).toEqual(gradient)
      expect(open.gradients[1]!.vector).not.toEqual(gradient)
    }
  })

  test('has the force and the drag by which a rule with momentum changes its velocity', () => {
    const still = race.racers.map(({ fork: _fork, schedule: _schedule, ...racer }) => racer)
    for (const [racer, { inertia, id, stages }] of optimizers.entries()) {
      const [before, open] = [20, 21].map((step) => stepOf(racer, step, { ...race, racers: still }))
      if (open!.step !== 21 || inertia === undefined) continue
      const { coefficient, velocity, force, drag } = open!.motion!
      expect(coefficient).toBe(optimizers[racer]!.hyperparameters[inertia.coefficient]!.default)
      const stage = (name: string) => open!.displacements[stages.indexOf(name)]!.vector
      for (const i of [0, 1]) {
        const v = velocity.vector[i]!
        expect(drag.vector[i]).toBeCloseTo(-(1 - coefficient) * v, 14)
        // The rules whose whole update is their velocity; PyTorch's Nesterov looks ahead by one more share of it.
        const next = coefficient * v + force.vector[i]!
        const moved = id === 'nesterov' ? coefficient * next + stage('gradient')[i]! : next
        expect(open!.update[i]).toBeCloseTo(moved, 14)
        if (id !== 'nesterov') expect(v).toBeCloseTo(before!.update[i]!, 14)
        if (['momentum', 'heavy-ball', 'nesterov-lookahead', 'nesterov'].includes(id))
          expect(force.vector[i]).toBeCloseTo(stage('gradient')[i]!, 14)
      }
    }
    expect(stepOf(0, 5).motion === undefined).toBe(optimizers[0]!.inertia === undefined)
  })

  test('has, of gradient descent, the Taylor terms -lr g’g and lr^2 g’Hg / 2', () => {
    const lr = 0.01
    const plain = { ...race, racers: [{ id: 'sgd', optimizer: 'sgd', hyper: { lr }, start: [-0.5, 1] }] }
    for (const step of [1, 7, 60]) {
      const { theta, taylor, learningRate } = stepOf(0, step, plain)
      const [g, h] = [new Float64Array(2), new Float64Array(4)]
      objective().valueGrad(theta, g)
      objective().hessian(theta, h)
      const [a, b] = [g[0]!, g[1]!]
      expect(learningRate).toBe(lr)
      // A few roundings of sums without cancellation, and of one with some in g'Hg.
      const close = (got: number, exact: number, size: number) =>
        expect(Math.abs(got - exact)).toBeLessThanOrEqual(8 * 2 ** -53 * size)
      close(taylor.first, -lr * (a * a + b * b), lr * (a * a + b * b))
      const terms = [h[0]! * a * a, 2 * h[1]! * a * b, h[3]! * b * b].map((term) => (lr * lr * term) / 2)
      close(
        taylor.second,
        terms.reduce((sum, term) => sum + term),
        terms.reduce((sum, term) => sum + Math.abs(term), 0),
      )
      expect(taylor.predicted).toBe(taylor.first + taylor.second)
      expect(taylor.actual).toBeLessThan(0)
    }
  })

  test('predicts the change of a quadratic exactly, but for rounding', () => {
    const bowl = { kind: 'expression', expression: 'x^2 + x*y + 3*y^2', parameters: {} } as const
    const momentum = { id: 'momentum', optimizer: 'momentum', hyper: { lr: 0.05 }, start: [1.5, -1] }
    const { taylor, loss } = stepOf(0, 9, { ...race, landscape: bowl, racers: [momentum] })
    // The change is a difference of two losses of this size.
    expect(Math.abs(taylor.actual - taylor.predicted)).toBeLessThan(16 * 2 ** -53 * loss)
  })

  test('of a mean over examples is about all of them, whatever batch it saw', () => {
    const examples = { a: [1, 2, 4, 8], b: [3, 1, 2, 5] }
    const sum = { kind: 'expression', expression: '(x*a + y - b)^2', parameters: {}, examples } as const
    const sgd = { id: 'sgd', optimizer: 'sgd', hyper: { lr: 0.001 }, start: [1.5, -1] }
    const batch = { sampler: 'sequential', size: 1 }
    const { theta, loss, update, fullGradient, gradients, taylor } = stepOf(0, 6, {
      ...race,
      landscape: sum,
      racers: [sgd],
      batch,
    })
    const [x, y] = [theta[0]!, theta[1]!]
    const errors = (dx: number, dy: number) => examples.a.map((a, i) => (x + dx) * a + y + dy - examples.b[i]!)
    const mean = (values: readonly number[]) => values.reduce((all, value) => all + value) / 4
    const lossAt = (dx: number, dy: number) => mean(errors(dx, dy).map((error) => error * error))
    const gradientBy = (slope: (a: number) => number) =>
      errors(0, 0).map((error, i) => 2 * error * slope(examples.a[i]!))
    const [byX, byY] = [gradientBy((a) => a), gradientBy(() => 1)]
    expect(loss).toBeCloseTo(lossAt(0, 0), 12)
    expect([...fullGradient!.vector]).toEqual([expect.closeTo(mean(byX), 12), expect.closeTo(mean(byY), 12)])
    // Step 6 sees the second example alone.
    expect([...gradients[0]!.vector]).toEqual([expect.closeTo(byX[1]!, 12), expect.closeTo(byY[1]!, 12)])
    expect(taylor.first).toBeCloseTo(mean(byX) * update[0]! + mean(byY) * update[1]!, 12)
    expect(taylor.actual).toBeCloseTo(lossAt(update[0]!, update[1]!) - loss, 12)
    expect(taylor.actual).toBeCloseTo(taylor.predicted, 12)
  })

  test('has the rate that the schedule and the fork gave it', () => {
    const schedule = { id: 'inverse-time', warmup: 4, hyper: {} }
    const fork = { at: 6, hyper: { lr: 0.5 } }
    const sgd = { id: 'sgd', optimizer: 'sgd', hyper: { lr: 0.01 }, start: [1, 1], schedule, fork }
    const rates = [1, 4, 5, 6, 7, 8].map((step) => stepOf(0, step, { ...race, racers: [sgd] }).learningRate)
    expect(rates).toEqual([0.01 / 4, 0.01, 0.01, 0.01 / 2, 0.5 / 3, 0.5 / 4])
  })

  test('of a family has vectors in all of its dimensions', () => {
    const family = { kind: 'catalog', id: 'rosenbrock-n', parameters: {}, dimension: 5 } as const
    const { theta, update, gradients, displacements } = stepOf(0, 3, {
      ...race,
      landscape: family,
      racers: [{ id: 'adam', optimizer: 'adam', hyper: {}, start: [0.5, 0.5] }],
    })
    const vectors = [theta, update, ...[...gradients, ...displacements].map(({ vector }) => vector)]
    expect(vectors.map(({ length }) => length)).toEqual(vectors.map(() => 5))
  })

  test('on a slice is projected onto its plane, where the parts sum to the whole too', () => {
    // Neither of unit length nor orthogonal; what is beyond the first two coordinates is off the plane.
    const slice = { origin: [1, 2, 3], u: [2, 0, 0], v: [1, 1, 0] }
    const landscape = { kind: 'catalog', id: 'rosenbrock-n', parameters: {}, dimension: 3, slice } as const
    const momentum = { id: 'momentum', optimizer: 'momentum', hyper: {}, start: [0.5, 0.5] }
    const { update, planeUpdate, gradients, displacements } = stepOf(0, 3, { ...race, landscape, racers: [momentum] })
    for (const { vector, plane } of [...gradients, ...displacements, { vector: update, plane: planeUpdate }]) {
      // The first two coordinates are 2 a + b and b.
      const [a, b] = [(vector[0]! - vector[1]!) / 2, vector[1]!]
      const rounding = 8 * 2 ** -53 * Math.hypot(...vector)
      expect(Math.abs(plane![0]! - a)).toBeLessThanOrEqual(rounding)
      expect(Math.abs(plane![1]! - b)).toBeLessThanOrEqual(rounding)
    }
    expect(stepOf(0, 3)).not.toHaveProperty('planeUpdate')
  })
})

describe('a racer that has ended', () => {
  const lost = { id: 'lost', optimizer: 'sgd', hyper: { lr: 1e6 }, start: [-0.5, 1] }

  test('shows its last step, wherever between two yields that lies', () => {
    for (const evaluations of [2, 3, 512, 513, 514, 700, 1025]) {
      const spec = { ...race, racers: [{ ...lost, hyper: { lr: 1e-4 } }], steps: 5000, stop: { evaluations } }
      const step = stepOf(0, 4000, spec)
      expect(step.step).toBe(evaluations - 1)
      expect(step).toEqual(stepOf(0, evaluations - 1, spec))
    }
  })

  test('shows the last step that was taken, not the one that led out of the finite numbers', () => {
    const spec = { ...race, racers: [lost], stop: { escape: 1e300 } }
    const [{ ending, theta }] = tracesOf(spec) as [ReturnType<typeof tracesOf>[0]]
    expect(ending.outcome).toBe('non-finite')
    const { step, update, theta: before } = stepOf(0, 80, spec)
    expect(step).toBe(ending.step - 1)
    expect([...before].map((x, i) => x + update[i]!)).toEqual(theta.slice(-2))
  })

  test('shows that nothing moved where it took no step', () => {
    const open = stepOf(0, 5, { ...race, racers: [lost], stop: { gradientNorm: 1e9 } })
    expect(open).toMatchObject({ step: 0, gradients: [], displacements: [], update: new Float64Array(2) })
    expect([...open.theta]).toEqual([-0.5, 1])
  })
})

describe('a spec that is not in order', () => {
  test.each([
    [{ racer: racers.length }, `racer: racer is ${racers.length}, expected the index of one of`],
    [{ racer: -1 }, 'racer'],
    [{ step: 0 }, 'step: step is 0, expected a number >= 1'],
    [{ race: { ...race, steps: -1 } }, 'race.steps'],
    [{ race: { ...race, racers: [{ ...racers[0], hyper: { lr: -1 } }] } }, 'race.racers[0].lr'],
  ])('%j', (change, message) => {
    expect(() => computeDirectly('step', { race, racer: 0, step: 1, ...change })).toThrow(message)
  })
})
