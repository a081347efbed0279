import { describe, expect, test } from 'vitest'
import { outcomes } from '../../src/core/race/trace'
import type { BasinsSpec, RaceSpec, SweepSpec } from '../../src/engine'
import type { BasinsPart } from '../../src/engine/accumulations/basins'
import type { RacePart } from '../../src/engine/accumulations/race'
import { jobKinds } from '../../src/engine/kinds'
import { computeDirectly } from './compute-directly'

const domain = { x: [-5, 5], y: [-5, 5] } as const
const noise = { kind: 'gaussian', scale: 0 } as const
const himmelblau = { kind: 'catalog', id: 'himmelblau', parameters: {} } as const
const adam = { id: 'adam', optimizer: 'adam', hyper: { lr: 0.1 }, start: [0, 0] }
const basins = {
  landscape: himmelblau,
  domain,
  racer: adam,
  steps: 400,
  stop: {},
  seed: 0,
  noise,
  resolution: [33, 29],
} satisfies BasinsSpec

/** Where the race itself ends from one start. */
function raced(race: RaceSpec): { readonly theta: readonly number[]; readonly loss: number; readonly best: number } {
  const rows: RacePart[] = []
  computeDirectly('race', race, (part) => rows.push(part))
  const { theta, loss } = rows.at(-1)!.rows
  const best = Math.min(...rows.flatMap((part) => [...part.rows.loss]))
  return { theta: [...theta.slice(-2)], loss: loss.at(-1)!, best }
}

describe('basins', () => {
  test('the tiles cover every start once, the coarse ones first', () => {
    const tiles = jobKinds.basins.plan(basins) as { stride: number }[]
    const parts: BasinsPart[] = []
    computeDirectly('basins', basins, (part) => parts.push(part))
    expect(tiles.map(({ stride }) => stride)).toEqual([...tiles.map(({ stride }) => stride)].sort((a, b) => b - a))
    expect(tiles[0]!.stride).toBeGreaterThan(1)
    const starts = parts.flatMap((part) => [...part.starts]).sort((a, b) => a - b)
    expect(starts).toEqual([...Array(33 * 29).keys()])
  })

  test('Adam on Himmelblau ends at the four minima, each start where its race ends to the last bit', () => {
    const { attractors, labels, ends, losses } = computeDirectly('basins', basins)
    expect(attractors).toHaveLength(4)
    for (const { at, value } of attractors) {
      expect(value).toBeLessThan(1e-6)
      const near = [
        [3, 2],
        [-2.805118, 3.131313],
        [-3.77931, -3.283186],
        [3.584428, -1.848127],
      ].filter(([x, y]) => Math.hypot(at[0] - x!, at[1] - y!) < 1e-3)
      expect(near).toHaveLength(1)
    }
    expect(attractors.reduce((sum, { starts }) => sum + starts, 0)).toBe(33 * 29)
    for (const start of [0, 400, 33 * 29 - 1]) {
      const { racer, resolution: _, ...race } = basins
      const [i, j] = [start % 33, Math.floor(start / 33)]
      const at = [-5 + (10 * i) / 32, -5 + (10 * j) / 28]
      const end = raced({ ...race, racers: [{ ...racer, start: at }], record: 1 })
      expect([ends[2 * start], ends[2 * start + 1]]).toEqual(end.theta)
      expect(losses[start]).toBe(end.loss)
      expect(attractors[labels[start]!]!.at[0]).toBeCloseTo(end.theta[0]!, 1)
    }
  })

  test('of a sum over examples sees its batches, each start where its race ends to the last bit', () => {
    const examples = { t: [1, 2, -1, 3], r: [2, 1, 0, 5] }
    const landscape = { kind: 'expression', expression: '(x*t + y - r)^2', parameters: {}, examples } as const
    const sum = { landscape, domain, racer: adam, steps: 30, stop: {}, seed: 4, noise } as const
    const given = { ...sum, batch: { sampler: 'with-replacement', size: 2 }, resolution: [3, 3] } satisfies BasinsSpec
    const { ends, losses } = computeDirectly('basins', given)
    const { racer, resolution: _, ...race } = given
    const corner = raced({ ...race, racers: [{ ...racer, start: [5, -5] }], record: 1 })
    expect([ends[4], ends[5], losses[2]]).toEqual([...corner.theta, corner.loss])
    expect(computeDirectly('basins', { ...given, batch: { sampler: 'full', size: 4 } }).ends).not.toEqual(ends)
    const { problems } = jobKinds.basins.validate({ ...given, batch: { sampler: 'sequential', size: 9 } })
    expect(problems.map(({ where }) => where)).toEqual(['batch.size'])
  })

  test('starts that are lost have no attractor', () => {
    const quartic = { kind: 'expression', expression: 'x^4 + y^4', parameters: {} } as const
    const racer = { id: 'sgd', optimizer: 'sgd', hyper: { lr: 0.05 }, start: [0, 0] }
    const { labels, outcomes: codes } = computeDirectly('basins', { ...basins, landscape: quartic, racer, steps: 60 })
    // lr f'' < 2 at the centre of the domain alone: x^2 < 2 / (12 lr); at the corners it is far above.
    expect(labels[0]).toBe(65535)
    expect(['diverged', 'non-finite']).toContain(outcomes[codes[0]!])
    expect(labels[14 * 33 + 16]).toBe(0)
  })

  test('a rule that cannot be laid end to end gives a map too, in n dimensions as well', () => {
    const racer = { id: 'nag', optimizer: 'nesterov', hyper: { lr: 0.001, momentum: 0.9 }, start: [0, 0] }
    const landscape = { kind: 'catalog', id: 'rosenbrock-n', parameters: {}, dimension: 4 } as const
    const small = { ...basins, landscape, racer, steps: 50, resolution: [5, 5] } satisfies BasinsSpec
    const { ends } = computeDirectly('basins', small)
    expect(ends.every(Number.isFinite)).toBe(true)
  })

  test('a map of 10^9 steps is refused with its cost and a smaller one', () => {
    const { work, workLimit, smaller } = jobKinds.basins.cost({ ...basins, resolution: [1024, 1024], steps: 1000 })
    expect(work).toBe(1024 * 1024 * 1000)
    expect(workLimit).toBeLessThan(work)
    const [, side, steps] = /at most (\d+) x \d+ starts, or (\d+) steps/.exec(smaller) ?? []
    expect(Number(side) ** 2 * 1000).toBeLessThanOrEqual(workLimit!)
    expect(1024 * 1024 * Number(steps)).toBeLessThanOrEqual(workLimit!)
    expect(Number(side)).toBeGreaterThan(100)
  })
})

describe('sweep', () => {
  const rates = [0.01, 0.03, 0.05, 0.07, 0.09, 0.11, 0.13]
  const quadratic = { kind: 'expression', expression: '(x^2 + 20*y^2)/2', parameters: {} } as const
  const race: RaceSpec = {
    landscape: quadratic,
    domain,
    racers: [
      { id: 'sgd', optimizer: 'sgd', hyper: { lr: 0.01 }, start: [3, 2] },
      { id: 'm', optimizer: 'momentum', hyper: { lr: 0.01, momentum: 0.9 }, start: [3, 2] },
    ],
    steps: 2000,
    record: 1,
    stop: {},
    seed: 0,
    noise,
  }
  const sweep = {
    race,
    x: { hyperparameter: 'lr', values: rates },
    y: { hyperparameter: 'momentum', values: [0, 0.5, 0.9] },
  } satisfies SweepSpec

  test('every cell is its race to the last bit; a racer without y has one row', () => {
    const { racers } = computeDirectly('sweep', sweep)
    expect(racers.map(({ resolution }) => resolution)).toEqual([
      [7, 1],
      [7, 3],
    ])
    for (const cell of [0, 4, 9, 20]) {
      const hyper = { lr: rates[cell % 7]!, momentum: sweep.y.values[Math.floor(cell / 7)]! }
      const end = raced({ ...race, racers: [{ ...race.racers[1]!, hyper }] })
      expect(racers[1]!.final[cell]).toBe(end.loss)
      expect(racers[1]!.best[cell]).toBe(end.best)
    }
  })

  test('the edge of stability is that of the quadratic: lr < 2 (1 + momentum) / 20', () => {
    const { racers } = computeDirectly('sweep', sweep)
    const last = (momentum: number): number => rates.filter((lr) => lr < (2 * (1 + momentum)) / 20).length - 1
    expect([...racers[0]!.stabilityEdge]).toEqual([last(0)])
    expect([...racers[1]!.stabilityEdge]).toEqual([0, 0.5, 0.9].map(last))
    expect(racers[0]!.bestCell).toBeDefined()
    expect(Math.min(...[...racers[0]!.final].filter(Number.isFinite))).toBe(racers[0]!.final[racers[0]!.bestCell!])
  })

  test('the loss after a step is that of the race there, of a run that ended before at its end, and of none that was lost', () => {
    const only = { ...race, racers: [race.racers[0]!], stop: { loss: 1e-3, escape: 10 } }
    const plain = { race: only, x: sweep.x }
    const swept = (spec: SweepSpec) => computeDirectly('sweep', spec).racers[0]!
    const { after, ...rest } = swept({ ...plain, after: 100 })
    // A sweep of 100 steps ends there; the two least rates are still on their way then.
    const until = swept({ ...plain, race: { ...only, steps: 100 } })
    expect(Array.from(until.outcomes, (code) => outcomes[code])).toEqual([
      ...Array<string>(2).fill('max-steps'),
      ...Array<string>(3).fill('converged'),
      ...Array<string>(2).fill('diverged'),
    ])
    expect(after).toEqual(until.final.map((loss, cell) => (cell < 5 ? loss : NaN)))
    expect(rest).toEqual(swept(plain))
    expect(rest.final[0]).toBeLessThan(after![0]!)
  })

  test.each([
    [{ x: { hyperparameter: 'momentum', values: [0, 1] } }, 'sgd has no hyperparameter "momentum" to sweep'],
    [{ y: { hyperparameter: 'beta', values: [0, 1] } }, 'has no hyperparameter "beta" to sweep'],
    [{ x: { hyperparameter: 'lr', values: [0.1, 0.1] } }, 'values of x do not ascend'],
    [{ x: { hyperparameter: 'lr', values: [-1, 1] } }, 'lr of sgd is -1 in the sweep, outside its range'],
    [{ race: { ...race, racers: [] } }, 'race without racers'],
  ])('refuses %j', (change, message) => {
    const { problems } = jobKinds.sweep.validate({ ...sweep, ...change })
    expect(problems.map((problem) => problem.message).join('; ')).toContain(message)
  })
})
