import katex from 'katex'
import { describe, expect, it } from 'vitest'
import { checkHyperparameters, isValueOf } from '../../../src/core/definitions/hyperparameters'
import type { HyperparameterValues } from '../../../src/core/definitions/hyperparameters'
import type { Hyperparameter, HyperparameterValue } from '../../../src/core/definitions/optimizer'
import { stream } from '../../../src/core/random/stream'
import { findSchedule, scheduleCard, schedules } from '../../../src/core/catalogue/schedules'
import type { ScheduleDefinition, ScheduleState } from '../../../src/core/definitions/schedule'
import golden from './schedules.golden.json'

function valuesOf(schedule: ScheduleDefinition, given: Record<string, unknown> = {}): HyperparameterValues {
  const { value, problems } = checkHyperparameters(schedule, given, schedule.id)
  expect(problems).toEqual([])
  return value!
}

/** Defaults, then each hyperparameter away from its default, alone and all at once. */
function settingsOf(schedule: ScheduleDefinition): readonly HyperparameterValues[] {
  const moved = Object.entries(schedule.hyperparameters).map(([key, hyperparameter]) => ({
    [key]: movedValue(hyperparameter),
  }))
  return [{}, ...moved, Object.assign({}, ...moved) as Record<string, unknown>].map((given) =>
    valuesOf(schedule, given),
  )
}

function movedValue(hyperparameter: Hyperparameter): HyperparameterValue {
  switch (hyperparameter.kind) {
    case 'boolean':
      return !hyperparameter.default
    case 'choice':
      return hyperparameter.options.find((option) => option !== hyperparameter.default)!
    case 'pair':
      return hyperparameter.default
    case 'number': {
      const value = 0.37 * hyperparameter.usual[0] + 0.63 * hyperparameter.usual[1]
      return hyperparameter.integer === true ? Math.round(value) : value
    }
  }
}

/**
 * A value from the whole range: an end of it, an end of the usual range, or somewhere between on a linear or
 * logarithmic scale.
 */
function anyValue(hyperparameter: Hyperparameter, uniform: () => number): HyperparameterValue {
  if (hyperparameter.kind === 'boolean') return uniform() < 0.5
  if (hyperparameter.kind === 'choice') return chosen(hyperparameter.options, uniform)
  if (hyperparameter.kind === 'pair') return hyperparameter.default
  const { min, max, usual } = hyperparameter
  const [a, b] = chosen([[min, max], usual], uniform)
  const least = Math.max(a, 1e-12)
  const spread = chosen([a, b, a + (b - a) * uniform(), least * (b / least) ** uniform()], uniform)
  const value = hyperparameter.integer === true ? Math.round(spread) : spread
  return isValueOf(hyperparameter, value) ? value : hyperparameter.default
}

function chosen<T>(values: readonly T[], uniform: () => number): T {
  return values[Math.floor(values.length * uniform())]
}

function begin(schedule: ScheduleDefinition, hyper: HyperparameterValues): ScheduleState {
  return schedule.init?.(hyper) ?? {}
}

describe('golden factors', () => {
  it.each(golden.map((row) => [row.schedule, JSON.stringify(row.hyper), row] as const))('%s %s', (id, _hyper, row) => {
    const schedule = findSchedule(id)!
    const hyper = valuesOf(schedule, row.hyper)
    const state = begin(schedule, hyper)
    // Powers and reciprocals are right to some ulp of themselves. The rest subtract from 1, or from a cosine near 1,
    // and are right to some ulp of 1.
    const isRelative = ['inverse-time', 'inverse-square-root', 'step', 'exponential'].includes(id)
    row.factors.forEach((exact, i) => {
      const factor = schedule.factor({ step: i + 1, steps: row.steps }, hyper, state)
      expect(Math.abs(factor - exact), `step ${i + 1}`).toBeLessThanOrEqual(2 ** -50 * (isRelative ? exact : 1))
      const loss = row.losses?.[i]
      if (loss !== undefined) schedule.observe!(state, hyper, loss)
    })
  })

  it('are there for every schedule', () => {
    expect([...new Set(golden.map(({ schedule }) => schedule))].sort()).toEqual(schedules.map(({ id }) => id))
  })
})

describe.each(schedules.map((schedule) => [schedule.id, schedule] as const))('%s', (id, schedule) => {
  it('has a complete card', () => {
    const card = scheduleCard(schedule)
    expect(JSON.parse(JSON.stringify(card))).toEqual(card)
    for (const text of [card.title, card.description, card.tex, card.citation, card.robbinsMonro.why])
      expect(text.trim()).not.toBe('')
    expect(card.citation).toMatch(/\b(1[89]|20)\d\d\b/)
    const strict = { displayMode: true, throwOnError: true, strict: 'error' } as const
    expect(() => katex.renderToString(card.tex, strict)).not.toThrow()
    for (const [key, hyperparameter] of Object.entries(card.hyperparameters)) {
      // A scene's schedule has these keys of its own.
      expect(['id', 'warmup']).not.toContain(key)
      expect(isValueOf(hyperparameter, hyperparameter.default)).toBe(true)
      expect(hyperparameter.description.trim()).not.toBe('')
      expect(() => katex.renderToString(hyperparameter.symbol, strict)).not.toThrow()
      if (hyperparameter.kind !== 'number') continue
      expect(hyperparameter.usual.every((end) => isValueOf(hyperparameter, end))).toBe(true)
      expect(hyperparameter.usual[0]).toBeLessThan(hyperparameter.usual[1])
      if (hyperparameter.scale === 'log') expect(hyperparameter.usual[0]).toBeGreaterThan(0)
    }
  })

  it('has a factor from 0 to 1 at any step of any race with any hyperparameters, whatever the losses', () => {
    const { uniform } = stream(1, id)
    for (let round = 0; round < 400; round++) {
      const hyperparameters = Object.entries(schedule.hyperparameters)
      const given = Object.fromEntries(hyperparameters.map(([key, each]) => [key, anyValue(each, uniform)]))
      const hyper = valuesOf(schedule, given)
      const state = begin(schedule, hyper)
      for (const steps of [1, 2, 3, 10, 200, 1e7])
        for (const step of [1, 2, 3, 4, steps - 1, steps, steps + 1, 2 * steps, 1e7, Math.ceil(steps * uniform())]) {
          if (step < 1) continue
          const factor = schedule.factor({ step, steps }, hyper, state)
          // Rounding of a sum of parts of 1.
          if (!(factor >= 0 && factor <= 1 + 2 ** -52)) expect({ factor, step, steps, hyper }).toBeUndefined()
          schedule.observe?.(state, hyper, 1e300 * (uniform() - 0.5))
        }
    }
  })

  it('has a factor that is a function of the step and of what it has been told', () => {
    for (const hyper of settingsOf(schedule)) {
      const steps = Array.from({ length: 150 }, (_, i) => i + 1)
      const forwards = steps.map((step) => schedule.factor({ step, steps: 100 }, hyper, begin(schedule, hyper)))
      const state = begin(schedule, hyper)
      const backwards = steps.toReversed().map((step) => schedule.factor({ step, steps: 100 }, hyper, state))
      expect(backwards.toReversed()).toEqual(forwards)
      expect(state).toEqual(begin(schedule, hyper))
      expect(Object.values(state).every((value) => typeof value === 'number')).toBe(true)
    }
  })

  /*
   * Rates here are in the long run a power of t, a geometric sequence, constant, or a cycle. Summed over the steps
   * (10^k, 10^(k+1)], a sequence that falls as t^-p gives 10^(1 - p) times the sum of the decade before it, one that
   * stays gives 10 times, a geometric one next to nothing. So the sum of rates is infinite just where decades do not
   * fall, and that of squares finite just where they do.
   */
  it(`${schedule.robbinsMonro.holds ? 'meets' : 'does not meet'} the Robbins-Monro conditions, as it says`, () => {
    for (const hyper of settingsOf(schedule)) {
      const rates = [0, 0, 0, 0, 0]
      const squares = [0, 0, 0, 0, 0]
      const state = begin(schedule, hyper)
      for (let step = 1; step <= 1e5; step++) {
        const factor = schedule.factor({ step, steps: 100 }, hyper, state)
        const decade = String(step - 1).length - 1
        rates[decade] += factor
        squares[decade] += factor * factor
        schedule.observe?.(state, hyper, 1 / step)
      }
      expect(isInfinite(rates) && !isInfinite(squares), JSON.stringify(hyper)).toBe(schedule.robbinsMonro.holds)
    }
  })
})

/** Whether a series is infinite, by its sums over two decades. */
function isInfinite([, , , before, last]: readonly number[]): boolean {
  if (last === 0) return false
  const ratio = last / before
  // Neither 10^(1-p) with p <= 1, nor well below 1, would be none of the sequences above.
  if (ratio > 0.5 && ratio < 0.9) throw new Error(`undecided: ${ratio}`)
  return ratio >= 0.9
}
