import { describe, expect, test } from 'vitest'
import { computeDirectly } from '../../test/links/compute-directly'
import { scene } from '../../test/support/scenes'
import type { RaceResult } from './accumulations/race'
import { raceLength } from '../core/scene/race-length'
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

describe('a race on a mean over examples', () => {
  const landscape = {
    kind: 'expression',
    expression: '(x-a)^2 + y^2',
    examples: { a: Array.from({ length: 40 }, (_, i) => i / 40) },
  }
  const batch = (size: number) => ({ sampler: 'reshuffle', size })
  const sampled = (document: object) => ({
    basin: 1,
    landscape,
    start: [1.5, 1],
    steps: 45,
    batch: batch(4),
    racers: [
      { id: 'shared', optimizer: 'sgd', lr: 0.01 },
      { id: 'twice', optimizer: 'sam', lr: 0.01, rho: 0.1 },
      { id: 'large', optimizer: 'sgd', lr: 0.01, batch: batch(16) },
      { id: 'single', optimizer: 'sgd', lr: 0.01, batch: batch(1) },
    ],
    ...document,
  })

  test.each(['evaluation', 'epoch', 'examples'])('compared by %s gives each racer the same examples', (compareBy) => {
    const { racers, traces } = computeDirectly('race', raceSpec(scene(sampled({ compareBy }))))
    // 45 steps of 4 begin 5 epochs of 40: 200 examples.
    expect(traces.map(({ sampled: seen, count }) => seen!.examples[count - 1])).toEqual([200, 200, 200, 200])
    expect(racers.map(({ ending }) => ending.step)).toEqual([50, 25, 15, 200])
    expect(racers.map(({ ending }) => ending.outcome)).toEqual(Array.from({ length: 4 }, () => 'max-steps'))
  })

  test('sees all examples in a step by the sampler of all, whatever size it has', () => {
    const own = { optimizer: 'sgd', lr: 0.01, schedule: { id: 'cosine' } }
    const racers = [own, ...[1, 16].map((size) => ({ ...own, id: `${size}`, batch: { sampler: 'full', size } }))]
    const { stepsEach } = raceLength(scene(sampled({ compareBy: 'epoch', racers: racers.slice(1) })))
    expect(stepsEach).toEqual([5, 5])
    const whole = scene(sampled({ compareBy: 'epoch', batch: { sampler: 'full', size: 1 }, racers }))
    expect(raceLength(whole)).toMatchObject({ steps: 45, stepsEach: [45, 45, 45] })
  })

  test('finishes the step that is begun', () => {
    const three = { compareBy: 'epoch', stop: { evaluations: 3 }, racers: [{ optimizer: 'sam', batch: batch(16) }] }
    const { traces } = computeDirectly('race', raceSpec(scene(sampled(three))))
    // Two looks a step: 32, 64, 80, 112, and 144 in the step that 120 ends.
    expect([...traces[0]!.sampled!.examples.subarray(0, traces[0]!.count)]).toEqual([0, 32, 64, 80, 112, 144])
  })

  test('measures a schedule by the steps that its racer takes', () => {
    const spec = raceSpec(scene(sampled({ compareBy: 'epoch' })))
    expect(spec).toMatchObject({ steps: 200, stop: { evaluations: 5 } })
    expect(spec.racers.map(({ steps }) => steps)).toEqual([50, 50, 15, 200])
    expect(raceSpec(scene(sampled({}))).racers.every((racer) => !('steps' in racer))).toBe(true)
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
