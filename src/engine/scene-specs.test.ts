import { describe, expect, test } from 'vitest'
import { computeDirectly } from '../../test/links/compute-directly'
import { scene } from '../../test/support/scenes'
import type { RaceResult } from './accumulations/race'
import { raceSpec } from './scene-specs'

const bowl = { kind: 'expression', expression: '(x^2 + 10*y^2)/2', domain: { x: [-2, 2], y: [-2, 2] } }
/** One gradient a step, two, and one with a Hessian, which counts as many as it has columns: two. */
const racers = [
  { optimizer: 'sgd', lr: 0.01 },
  { optimizer: 'sam', lr: 0.01, rho: 0.1 },
  { optimizer: 'newton', lr: 0.01 },
]

function race(document: object): RaceResult['racers'] {
  const given = { basin: 1, landscape: bowl, start: [1.5, 1], steps: 50, racers, ...document }
  return computeDirectly('race', raceSpec(scene(given))).racers
}

describe('a race compared by step', () => {
  test('has as many steps for each racer, whatever they cost', () => {
    const ends = race({ compareBy: 'step' })
    expect(ends.map(({ ending }) => ending.step)).toEqual([50, 50, 50])
    expect(ends.map(({ evaluations }) => evaluations)).toEqual([51, 101, 151])
  })
})

describe('a race compared by evaluation', () => {
  test('gives each racer the evaluations of a rule that looks once a step, and begins no step beyond them', () => {
    const ends = race({ compareBy: 'evaluation' })
    expect(ends.map(({ ending }) => ending.step)).toEqual([50, 25, 17])
    // After 16 steps of three evaluations Newton's method has used 49 of 51; its next step is begun, and finished.
    expect(ends.map(({ evaluations }) => evaluations)).toEqual([51, 51, 52])
    expect(ends.map(({ ending }) => ending.outcome)).toEqual(['max-steps', 'max-steps', 'max-steps'])
    expect(ends[1]!.ending.reason).toBe('all 51 evaluations used at step 25')
  })

  test('has the budget of its stop rule, be it smaller or larger than its steps', () => {
    for (const evaluations of [1, 20, 301]) {
      const ends = race({ compareBy: 'evaluation', stop: { evaluations } })
      expect(ends.map(({ ending }) => ending.step)).toEqual(
        [1, 2, 3].map((each) => Math.ceil((evaluations - 1) / each)),
      )
    }
  })

  test('measures schedules by the steps of a rule that looks once a step', () => {
    const spec = raceSpec(
      scene({ basin: 1, landscape: bowl, compareBy: 'evaluation', stop: { evaluations: 31 }, racers }),
    )
    expect(spec).toMatchObject({ steps: 30, stop: { evaluations: 31 } })
  })
})

describe('a rule that rests on second derivatives', () => {
  const warningsOf = (landscape: object): readonly (string | undefined)[] =>
    race({
      landscape,
      start: undefined,
      steps: 1,
      racers: [{ optimizer: 'bfgs' }, { optimizer: 'adam' }],
    }).map(({ warning }) => warning)

  test('is warned of where the landscape has kinks, and others are not', () => {
    const [bfgs, adam] = warningsOf({ kind: 'catalog', id: 'ackley' })
    expect(bfgs).toMatch(/^bfgs rests on second derivatives, and ackley has kinks or jumps/)
    expect(adam).toBeUndefined()
    expect(warningsOf({ kind: 'expression', expression: 'abs(x) + y^2' })[0]).toContain('the landscape has kinks')
    expect(warningsOf({ kind: 'expression', expression: 'abs(x1) + x2^2 + x3', dimension: 3 })[0]).toContain('kinks')
    expect(warningsOf({ kind: 'catalog', id: 'ackley-n' })[0]).toContain('ackley-n has kinks')
  })

  test('is not warned of where all is smooth', () => {
    for (const landscape of [bowl, { kind: 'catalog', id: 'rosenbrock' }, { kind: 'catalog', id: 'rosenbrock-n' }])
      expect(warningsOf(landscape)).toEqual([undefined, undefined])
  })
})

describe('a scene’s racers', () => {
  test('race with their schedules, noise and forks', () => {
    const spec = raceSpec(
      scene({
        basin: 1,
        landscape: bowl,
        noise: 0.5,
        racers: [
          {
            optimizer: 'sgd',
            lr: 0.1,
            schedule: { id: 'cosine', warmup: 5, minFactor: 0.1 },
            noise: { kind: 'student-t', scale: 1, degrees: 2 },
            fork: { at: 7, lr: 0.2 },
          },
        ],
      }),
    )
    expect(spec.noise).toEqual({ kind: 'gaussian', scale: 0.5 })
    expect(spec.racers[0]).toMatchObject({
      hyper: { lr: 0.1 },
      schedule: { id: 'cosine', warmup: 5, hyper: { minFactor: 0.1, tMax: 0 } },
      noise: { kind: 'student-t', scale: 1, degrees: 2 },
      fork: { at: 7, hyper: { lr: 0.2 } },
    })
    expect(computeDirectly('race', spec).racers[0]!.ending.outcome).toBe('max-steps')
  })
})
