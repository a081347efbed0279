import { describe, expect, it } from 'vitest'
import { handObjective, quadratic, rosenbrock } from '../../../test/conformance/optimizers/optimizers-objective'
import { compileExpression } from '../calculus'
import { expressionObjective } from '../objectives/expression'
import { evaluationsOf } from '../objectives/objective'
import type { Objective } from '../objectives/objective'
import { findOptimizer, optimizers } from '../catalogue/optimizers'
import { checkHyperparameters } from '../definitions/hyperparameters'
import type { ClipSetting, NoiseSetting } from './settings'
import { chainStages } from './chain'
import { noNoise } from './noise'
import { createRacer, resumeRacer } from './create-racer'
import type { RaceOptions, RacerSpec } from './racer'
import type { TraceColumns } from './trace'

/** The Rosenbrock function with second derivatives, which some rules ask for. */
function rosenbrockFormula(): Objective {
  return expressionObjective(compileExpression('(1-x)^2 + 100*(y-x^2)^2', { variables: ['x', 'y'] }).value!, {})
}

function specOf(id: string, given: Record<string, unknown>, start: number[], clip?: ClipSetting): RacerSpec {
  const optimizer = findOptimizer(id)!
  return { optimizer, hyper: checkHyperparameters(optimizer, given, 'test').value!, start, ...(clip && { clip }) }
}

function optionsOf(changed: Partial<RaceOptions> = {}): RaceOptions {
  return { steps: 100, record: 1, stop: {}, seed: 0, noise: noNoise, ...changed }
}

function gaussian(scale: number): NoiseSetting {
  return { kind: 'gaussian', scale }
}

function race(spec: RacerSpec, objective: Objective, changed: Partial<RaceOptions> = {}, start = spec.start) {
  const racer = createRacer({ ...spec, start }, objective, optionsOf(changed))
  racer.advance(Infinity)
  return { racer, rows: racer.takeRows(), ending: racer.ending! }
}

type Column = Exclude<keyof TraceColumns, 'sampled'>

function joined(parts: readonly TraceColumns[]): Record<Column, number[]> {
  const columns = { step: [], theta: [], loss: [], gradientNorm: [], evaluations: [] }
  return Object.fromEntries(
    Object.keys(columns).map((key) => [key, parts.flatMap((part) => [...part[key as Column]])]),
  ) as Record<Column, number[]>
}

describe('a recorded run', () => {
  it('has one evaluation a step, and the loss and gradient norm of each row are those at its theta', () => {
    const { racer, rows } = race(specOf('adam', { lr: 0.05 }, [-1.5, 2]), rosenbrock(), { steps: 50 })
    const objective = rosenbrock()
    const gradient = new Float64Array(2)
    expect([...rows.step]).toEqual(Array.from({ length: 51 }, (_, i) => i))
    rows.step.forEach((step, row) => {
      expect(rows.loss[row]).toBe(objective.valueGrad(rows.theta.subarray(2 * row, 2 * row + 2), gradient))
      expect(rows.gradientNorm[row]).toBe(Math.sqrt(gradient[0] * gradient[0] + gradient[1] * gradient[1]))
      expect(rows.evaluations[row]).toBe(step + 1)
    })
    expect(racer.evaluations).toBe(51)
    expect(racer.ending).toMatchObject({ outcome: 'max-steps', step: 50, reason: 'all 50 steps taken' })
  })

  it('keeps every K-th row, the start and the last', () => {
    const spec = specOf('sgd', { lr: 0.01 }, [1, 1])
    expect([...race(spec, quadratic([1, 2]), { steps: 10, record: 4 }).rows.step]).toEqual([0, 4, 8, 10])
    expect([...race(spec, quadratic([1, 2]), { steps: 8, record: 4 }).rows.step]).toEqual([0, 4, 8])
    expect([...race(spec, quadratic([1, 2]), { steps: 3, record: 1000 }).rows.step]).toEqual([0, 3])
    expect([...race(spec, quadratic([1, 2]), { steps: 0 }).rows.step]).toEqual([0])
  })

  it('is the same however it is advanced and its rows are taken', () => {
    const spec = specOf('rmsprop', { momentum: 0.9 }, [-1.5, 2])
    const changed = { steps: 1000, record: 3, noise: gaussian(0.1), seed: 5 }
    const whole = race(spec, rosenbrock(), changed).rows
    const racer = createRacer(spec, rosenbrock(), optionsOf(changed))
    const parts = [racer.takeRows()]
    for (let size = 1; racer.ending === undefined; size = (size * 7) % 301) {
      racer.advance(size)
      parts.push(racer.takeRows())
    }
    expect(joined(parts)).toEqual(joined([whole]))
  })

  it('sizes nothing by the number of steps', () => {
    const racer = createRacer(specOf('adam', {}, [1, 1]), quadratic([1, 2]), optionsOf({ steps: 1e12 }))
    expect(racer.advance(10)).toBe(10)
    expect(racer.takeRows().step.length).toBe(11)
  })

  it('hands over buffers that it does not touch again', () => {
    const racer = createRacer(specOf('sgd', {}, [1, 1]), quadratic([1, 2]), optionsOf())
    racer.advance(5)
    const rows = racer.takeRows()
    const before = joined([rows])
    racer.advance(50)
    expect(joined([rows])).toEqual(before)
    expect(rows.theta.buffer.byteLength).toBe(rows.theta.byteLength)
  })
})

describe('leaving the finite numbers', () => {
  it('ends at the last finite point when the learning rate is too large on a quadratic', () => {
    const { racer, rows, ending } = race(specOf('sgd', { lr: 1000 }, [1, 1]), quadratic([1, 4]), { steps: 1000 })
    expect(ending.outcome).toBe('non-finite')
    const last = ending.lastFinite!
    expect(ending.step).toBe(last.step + 1)
    expect(racer.step).toBe(last.step)
    expect(ending.reason).toMatch(/^loss is infinite at step \d+; last finite point \(.*\) at step \d+$/)
    expect(rows.step.at(-1)).toBe(last.step)
    expect([...rows.theta.slice(-2)]).toEqual(last.theta)
    expect(rows.loss.at(-1)).toBe(last.loss)
    expect(rows.evaluations.at(-1)).toBe(last.step + 1)
    expect(racer.evaluations).toBe(last.step + 2)
    for (const column of [rows.theta, rows.loss, rows.gradientNorm]) expect(column.every(Number.isFinite)).toBe(true)
    // The very next step does leave them.
    const next = last.theta.map((value, i) => value - 1000 * [1, 4][i] * value)
    expect(0.5 * next[0] ** 2 + 2 * next[1] ** 2).toBe(Infinity)
  })

  it('records the last finite point whatever the recording interval', () => {
    const { rows, ending } = race(specOf('sgd', { lr: 1000 }, [1, 1]), quadratic([1, 4]), { steps: 1000, record: 1000 })
    expect([...rows.step]).toEqual([0, ending.lastFinite!.step])
  })

  it('ends every rule that diverges on rosenbrock with finite rows, and names the step', () => {
    for (const id of ['sgd', 'momentum', 'nesterov', 'adagrad', 'rmsprop', 'adam']) {
      const { rows, ending } = race(specOf(id, { lr: 1e6 }, [-1.5, 2]), rosenbrock(), {
        steps: 300,
        box: [
          [-2, 2],
          [-1, 3],
        ],
      })
      expect(ending.outcome, id).toBe('diverged')
      expect(ending.reason).toContain(`at step ${ending.step}, more than 1000 half-widths`)
      expect(rows.step.at(-1)).toBe(ending.step)
      expect(ending.lastFinite!.step).toBe(ending.step)
      expect(rows.loss.every(Number.isFinite)).toBe(true)
    }
  })

  it.each([
    ['loss is not a number', (x: number) => [x < 0 ? NaN : x, 1]],
    ['gradient’s coordinate 0 is minus infinity'.replace('’', "'"), (x: number) => [x, x < 0 ? -Infinity : 1]],
    ['loss is minus infinity', (x: number) => [x < 0 ? -Infinity : x, 1]],
  ])('says what was not finite: %s', (fault, f) => {
    const objective = handObjective(1, ([x], gradient) => {
      const [value, slope] = f(x)
      gradient[0] = slope
      return value
    })
    const { ending } = race(specOf('sgd', { lr: 0.4 }, [1]), objective)
    expect(ending).toMatchObject({ outcome: 'non-finite', step: 3, lastFinite: { step: 2 } })
    expect(ending.reason).toBe(`${fault} at step 3; last finite point (0.2) at step 2`)
  })

  it('says so when the coordinates themselves overflow', () => {
    const slope = handObjective(1, (_theta, gradient) => {
      gradient[0] = -1.7e308
      return 0
    })
    const { ending } = race(specOf('sgd', { lr: 1 }, [1.7e308]), slope)
    expect(ending).toMatchObject({ outcome: 'non-finite', step: 1, lastFinite: { step: 0, theta: [1.7e308] } })
    expect(ending.reason).toContain('coordinate 0 is infinite at step 1')
  })

  it('has no last finite point when the start is none, and records the start all the same', () => {
    const undefinedThere = handObjective(1, (_theta, gradient) => {
      gradient[0] = NaN
      return NaN
    })
    const { racer, rows, ending } = race(specOf('sgd', {}, [-1]), undefinedThere)
    expect(ending).toEqual({ outcome: 'non-finite', step: 0, reason: 'loss is not a number at the start (-1)' })
    expect([...rows.step]).toEqual([0])
    expect(racer.advance(5)).toBe(0)
  })
})

describe('stop rules', () => {
  const spec = specOf('sgd', { lr: 0.5 }, [1])
  it.each([
    [{ gradientNorm: 0.1 }, 'converged', 4, 'gradient norm 0.0625 <= 0.1 at step 4'],
    [{ loss: 0.1 }, 'converged', 2, 'loss 0.03125 <= 0.1 at step 2'],
    [{ evaluations: 6 }, 'max-steps', 5, 'all 6 evaluations used at step 5'],
    [{ gradientNorm: 1 }, 'converged', 0, 'gradient norm 1 <= 1 at step 0'],
  ] as const)('%o', (stop, outcome, step, reason) => {
    const { ending, rows } = race(spec, quadratic([1]), { stop })
    expect(ending).toMatchObject({ outcome, step, reason })
    expect(rows.step.at(-1)).toBe(step)
  })

  it('stalls when the best loss has not improved for so many steps', () => {
    // lr 2 bounces between +1 and -1 for ever.
    const { ending } = race(specOf('sgd', { lr: 2 }, [1]), quadratic([1]), { stop: { stalledFor: 7 } })
    expect(ending).toMatchObject({ outcome: 'stalled', step: 7 })
    expect(ending.reason).toBe('loss has not improved for 7 steps, since step 0')
  })

  it('does not take climbing for stalling where the rule maximizes', () => {
    const { ending } = race(specOf('sgd', { lr: 0.01, maximize: true }, [1]), quadratic([1]), {
      stop: { stalledFor: 7 },
    })
    expect(ending.outcome).toBe('max-steps')
  })

  it.each(['sgd', 'sam', 'nesterov-lookahead', 'newton', 'trust-region', 'bfgs'])(
    'begins no step of %s once the evaluations that the objective counts are used up',
    (id) => {
      for (const evaluations of [1, 2, 10, 20]) {
        const objective = rosenbrockFormula()
        const { racer, rows, ending } = race(specOf(id, {}, [-1.5, 2]), objective, { stop: { evaluations } })
        expect(ending.reason).toBe(`all ${evaluations} evaluations used at step ${ending.step}`)
        expect(racer.evaluations).toBe(evaluationsOf(objective.counts, 2))
        expect([...rows.evaluations].slice(0, -1).every((used) => used < evaluations)).toBe(true)
        expect(rows.evaluations.at(-1)).toBeGreaterThanOrEqual(evaluations)
      }
    },
  )

  it('measures escape by each coordinate of the domain, to either side, and by 1000 half-widths unless told', () => {
    const box = [
      [-1, 1],
      [10, 30],
    ] as const
    const moved = (start: number[], step: number[], stop = {}) => {
      const objective = handObjective(2, (_theta, gradient) => {
        gradient.set(step.map((length) => -length))
        return 0
      })
      return race(specOf('sgd', { lr: 1 }, start), objective, { steps: 1, box, stop }).ending.outcome
    }
    expect(moved([0, 20], [1000, 0])).toBe('max-steps')
    expect(moved([0, 20], [-1001, 0])).toBe('diverged')
    expect(moved([0, 20], [0, 10000])).toBe('max-steps')
    expect(moved([0, 20], [0, -10001])).toBe('diverged')
    expect(moved([0, 20], [0, 31], { escape: 3 })).toBe('diverged')
    expect(moved([0, 20], [0, 30], { escape: 3 })).toBe('max-steps')
  })

  it('asks escape first, then success, then the budgets', () => {
    const box = [[-1, 1]] as const
    const all = { gradientNorm: 10, loss: 10, evaluations: 1, stalledFor: 1, escape: 0.5 }
    const outcomeOf = (stop: RaceOptions['stop'], start: number): string => {
      const { outcome, reason } = race(spec, quadratic([1]), { box, stop, steps: 0 }, [start]).ending
      return `${outcome}: ${reason.split(' ').slice(0, 2).join(' ')}`
    }
    expect(outcomeOf(all, 1)).toBe('diverged: coordinate 0')
    expect(outcomeOf(all, 0.5)).toBe('converged: gradient norm')
    expect(outcomeOf({ ...all, gradientNorm: 0 }, 0.5)).toBe('converged: loss 0.125')
    expect(outcomeOf({ evaluations: 1 }, 0.5)).toBe('max-steps: all 1')
    expect(outcomeOf({}, 0.5)).toBe('max-steps: all 0')
  })

  it('calls it diverged when the point escapes, even where it is flat', () => {
    const cliff = handObjective(1, ([x], gradient) => {
      gradient[0] = x < 5 ? -100 : 0
      return x < 5 ? -100 * x : -1e4
    })
    const options = { box: [[-1, 1]] as const, stop: { escape: 20, gradientNorm: 1e-3 } }
    const { ending } = race(specOf('sgd', { lr: 1 }, [0]), cliff, options)
    expect(ending).toMatchObject({ outcome: 'diverged', step: 1, lastFinite: { step: 1, theta: [100] } })
    expect(ending.reason).toBe('coordinate 0 is 100 at step 1, more than 20 half-widths of the domain from its centre')
  })
})

describe('checkpoints', () => {
  it('recompute any step of any rule bit for bit, noise and clipping included', () => {
    for (const optimizer of optimizers) {
      const spec = specOf(optimizer.id, {}, [-1.5, 2], { kind: 'norm', value: 5 })
      const options = optionsOf({ steps: 120, noise: gaussian(0.5), seed: 11 })
      const original = createRacer(spec, rosenbrockFormula(), options)
      original.advance(47)
      const checkpoint = structuredClone(original.snapshot())
      original.takeRows()
      original.advance(Infinity)
      const fork = resumeRacer(spec, rosenbrockFormula(), options, checkpoint)
      fork.advance(Infinity)
      expect(joined([fork.takeRows()])).toEqual(joined([original.takeRows()]))
      expect(fork.ending).toEqual(original.ending)
      expect(fork.snapshot()).toEqual(original.snapshot())
    }
  })

  it('let a finished race go on with more steps', () => {
    const spec = specOf('adam', { lr: 0.05 }, [-1.5, 2])
    const short = race(spec, rosenbrock(), { steps: 30 })
    const long = race(spec, rosenbrock(), { steps: 60 })
    const resumed = resumeRacer(spec, rosenbrock(), optionsOf({ steps: 60 }), short.racer.snapshot())
    expect(resumed.advance(Infinity)).toBe(30)
    expect(joined([short.rows, resumed.takeRows()])).toEqual(joined([long.rows]))
  })

  it('do not revive a race that left the finite numbers', () => {
    const spec = specOf('sgd', { lr: 1000 }, [1, 1])
    const { racer, ending } = race(spec, quadratic([1, 4]), { steps: 1000 })
    const resumed = resumeRacer(spec, quadratic([1, 4]), optionsOf({ steps: 2000 }), racer.snapshot())
    expect(resumed.ending).toEqual(ending)
    expect(resumed.advance(1)).toBe(0)
  })
})

describe('taps', () => {
  it('see the chain, the rule’s stages and the update of the step that is taken', () => {
    const spec = specOf('momentum', { lr: 0.01, weightDecay: 0.1 }, [-1.5, 2], { kind: 'value', value: 1 })
    const options = optionsOf({ noise: gaussian(0.5) })
    const watched = createRacer(spec, rosenbrock(), options)
    const unwatched = createRacer(spec, rosenbrock(), options)
    for (let step = 1; step <= 10; step++) {
      const before = watched.snapshot()
      const seen = new Map<string, Float64Array>()
      watched.advance(1, (stage, vector) => seen.set(stage, vector.slice()))
      unwatched.advance(1)
      expect([...seen.keys()]).toEqual([...chainStages, ...spec.optimizer.stages, 'update'])
      expect(seen.get('exact gradient')).toEqual(before.gradient)
      expect(seen.get('noisy gradient')).not.toEqual(before.gradient)
      expect(seen.get('clipped gradient')!.every((g) => Math.abs(g) <= 1)).toBe(true)
      expect(before.theta.map((value, i) => value + seen.get('update')![i])).toEqual(watched.snapshot().theta)
    }
    expect(watched.snapshot()).toEqual(unwatched.snapshot())
  })
})
