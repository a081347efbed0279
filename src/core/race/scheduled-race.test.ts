import { describe, expect, it } from 'vitest'
import { handObjective, quadratic } from '../../../test/conformance/optimizers/optimizers-objective'
import { findOptimizer } from '../catalogue/optimizers'
import { checkHyperparameters } from '../definitions/hyperparameters'
import { findSchedule, schedules } from '../catalogue/schedules'
import { noNoise } from './noise'
import { createRacer, resumeRacer } from './create-racer'
import type { RaceOptions, RacerSpec } from './racer'

function specOf(schedule: string, warmup: number, given: object = {}, sgd: object = { lr: 0.5 }): RacerSpec {
  const optimizer = findOptimizer('sgd')!
  const definition = findSchedule(schedule)!
  const hyper = checkHyperparameters(definition, { ...given }, 'schedule').value!
  return {
    optimizer,
    hyper: checkHyperparameters(optimizer, { ...sgd }, 'sgd').value!,
    start: [1],
    schedule: { definition, hyper, warmup },
  }
}

const options: RaceOptions = { steps: 60, record: 1, stop: {}, seed: 0, noise: noNoise }

/** J = theta: the gradient is 1, so that a step of gradient descent is minus its learning rate. */
const slope = () =>
  handObjective(1, ([theta], gradient) => {
    gradient[0] = 1
    return theta
  })

/** The learning rates of a race's steps. */
function ratesOf(spec: RacerSpec, objective = slope()): number[] {
  const rates: number[] = []
  createRacer(spec, objective, options).advance(60, (stage, vector) => {
    if (stage === 'update') rates.push(Math.abs(vector[0]))
  })
  return rates
}

describe('the learning rate of a step', () => {
  it.each(schedules.filter(({ init }) => init === undefined).map(({ id }) => id))('follows %s', (id) => {
    const { schedule } = specOf(id, 0)
    const { definition, hyper } = schedule!
    const factors = Array.from({ length: 60 }, (_, i) => definition.factor({ step: i + 1, steps: 60 }, hyper, {}))
    expect(ratesOf(specOf(id, 0))).toEqual(factors.map((factor) => 0.5 * factor))
  })

  it('rises on a line in a warm-up, from one part of the first rate to the whole, and then the schedule begins', () => {
    const rates = ratesOf(specOf('inverse-time', 4))
    const parts = [1 / 4, 2 / 4, 3 / 4, 1, 1, 1 / 2, 1 / 3, 1 / 4]
    expect(rates.slice(0, 8)).toEqual(parts.map((part) => 0.5 * part))
  })

  it('measures a schedule that spans the race by the steps that the warm-up leaves', () => {
    const rates = ratesOf(specOf('linear', 20, { endFactor: 0 }))
    // Forty steps: from 1 at step 21 by 1/40 a step to 1/40 at step 60.
    expect(rates[20]).toBe(0.5)
    expect(rates[59]).toBeCloseTo(0.5 / 40, 15)
  })

  it('rises to the end where the warm-up is as long as the race or longer', () => {
    expect(ratesOf(specOf('cosine', 60)).at(-1)).toBe(0.5)
    expect(ratesOf(specOf('cosine', 120)).at(-1)).toBe(0.25)
  })
})

describe('a schedule that looks at the loss', () => {
  /** Bounces between 1 and -1, so that the loss never improves, and rests once the rate is below 2. */
  const bouncing = { lr: 2 }
  const settings = { patience: 3, factor: 0.5 }

  it('lowers the rate once the losses that steps have led to do not improve', () => {
    const rates = ratesOf(specOf('reduce-on-plateau', 0, settings, bouncing), quadratic([1]))
    // The first loss is the best so far; those of steps 2 to 5 are not better, one more than is put up with.
    expect(rates.slice(0, 6)).toEqual([2, 2, 2, 2, 2, 1])
  })

  it('does not look at what a warm-up leads to', () => {
    const flat = handObjective(1, (_theta, gradient) => {
      gradient[0] = 1
      return 7
    })
    const rates = ratesOf(specOf('reduce-on-plateau', 10, settings, { lr: 1 }), flat)
    expect(rates.findIndex((rate, i) => i > 10 && rate < 1)).toBe(15)
  })

  it('takes climbing for improvement where the rule maximizes', () => {
    expect(
      ratesOf(specOf('reduce-on-plateau', 0, settings, { lr: 1, maximize: true })).every((rate) => rate === 1),
    ).toBe(true)
  })

  it('is remembered by checkpoints', () => {
    const spec = specOf('reduce-on-plateau', 5, settings, bouncing)
    const noisy: RaceOptions = { ...options, noise: { kind: 'gaussian', scale: 0.1 } }
    const whole = createRacer(spec, quadratic([1]), noisy)
    whole.advance(31)
    const checkpoint = structuredClone(whole.snapshot())
    whole.advance(Infinity)
    const resumed = resumeRacer(spec, quadratic([1]), noisy, checkpoint)
    resumed.advance(Infinity)
    expect(resumed.snapshot()).toEqual(whole.snapshot())
    // The rate has fallen before the checkpoint and after it, or nothing would be shown.
    expect(checkpoint.schedule['factor']).toBeLessThan(1)
    expect(whole.snapshot().schedule['factor']).toBeLessThan(checkpoint.schedule['factor'])
  })
})
