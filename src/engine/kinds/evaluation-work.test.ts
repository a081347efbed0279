import { describe, expect, test } from 'vitest'
import { regionThresholds } from '../../core/analysis/region/region-class'
import type { LandscapeSpec } from '../../core/scene/landscape'
import { costLimits, type Cost, type JobKind } from '../job-kind'
import { basinsKind } from './basins'
import { ensembleKind } from './ensemble'
import { fieldKind } from './field'
import { gradientNoiseKind } from './gradient-noise'
import { pointsKind } from './points'
import { raceKind } from './race'
import { spectrumKind } from './spectrum'
import { surfaceKind } from './surface'
import { sweepKind } from './sweep'

const noise = { kind: 'gaussian', scale: 0 } as const
const domain = { x: [-1, 1], y: [-1, 1] } as const

function parametersOf(widths: readonly number[]): number {
  return widths.slice(1).reduce((sum, outputs, layer) => sum + outputs * (widths[layer]! + 1), 0)
}

/** A network of 354 parameters unless others are asked for, on so many examples. */
function net(examples: number, widths: readonly number[] = [2, 16, 16, 2]): LandscapeSpec {
  const data = { id: 'moons', examples }
  const dimension = parametersOf(widths)
  return {
    kind: 'network',
    widths,
    activation: 'tanh',
    loss: 'cross-entropy',
    data,
    seed: 0,
    dimension,
  } as LandscapeSpec
}

const sum: LandscapeSpec = {
  kind: 'expression',
  expression: '(x*t + y - r)^2',
  parameters: {},
  examples: { t: [1, 2, 3, 4], r: [2, 1, 0, 5] },
}
const formula: LandscapeSpec = { kind: 'expression', expression: '(x*3 + y - 2)^2', parameters: {} }

function race(landscape: LandscapeSpec, more: object = {}): object {
  return {
    landscape,
    domain,
    racers: [{ id: 'adam', optimizer: 'adam', hyper: { lr: 0.01 }, start: [0, 0] }],
    steps: 1000,
    record: 1000,
    stop: {},
    seed: 0,
    noise,
    ...more,
  }
}

function costOf(kind: JobKind, spec: object): Cost {
  const { value, problems } = kind.validate(spec)
  expect(problems).toEqual([])
  return kind.cost(value)
}

function isTaken({ work, workLimit = costLimits.work, bytes }: Cost): boolean {
  return work <= workLimit && bytes <= costLimits.bytes
}

const surface = (landscape: LandscapeSpec, side: number) => ({
  landscape,
  domain,
  resolution: [side, side],
  gradient: false,
})
const batched = { batch: { sampler: 'reshuffle', size: 32 } }

describe('work on sums over examples', () => {
  test('grows with examples and parameters, and of a formula it is the points', () => {
    const work = (landscape: LandscapeSpec): number => costOf(surfaceKind, surface(landscape, 64)).work
    expect(work(formula)).toBe(64 * 64)
    expect(work(net(4000)) / work(net(1000))).toBeCloseTo(4, 12)
    expect(work(net(1000, [2, 300, 300, 2])) / work(net(1000, [2, 16, 16, 2]))).toBeGreaterThan(50)
    expect(work(net(1000))).toBeGreaterThan(64 * 64 * 100)
    expect(work(sum)).toBeLessThan(64 * 64 * 2)
  })

  test.each([
    ['a surface of 256 x 256 on 5000 examples', surfaceKind, surface(net(5000), 256)],
    ['a field of 256 x 256 on 400 examples', fieldKind, fieldOf(net(400))],
    ['a million steps on batches of 32', raceKind, race(net(5000), { ...batched, steps: 1e6 })],
    ['an ensemble of 32 seeds', ensembleKind, ensemble(net(5000), 32)],
    ['the spectrum of 200 000 parameters', spectrumKind, spectrumOf(net(100, [2, 500, 400, 2]))],
    ['a map of 64 x 64 starts on batches of 32', basinsKind, basins(net(400), 64)],
    ['critical points on 400 examples', pointsKind, { landscape: net(400), domain }],
    ['a map of a formula', basinsKind, basins(formula, 512)],
    ['the largest surface of a formula', surfaceKind, surface(formula, 8192)],
  ] as [string, JobKind, object][])('%s is taken', (_, kind, spec) => {
    expect(isTaken(costOf(kind, spec))).toBe(true)
  })

  const large = net(100_000)
  const noiseOf = (draws: number) => ({
    landscape: net(100_000, [2, 400, 400, 2]),
    at: [0, 0],
    batch: 50_000,
    draws,
    seed: 0,
  })
  const every = { ...batched, steps: 1e5, record: 1e5, measure: { every: 1 } }
  const swept = (steps: number, count: number) => ({
    race: race(net(5000), { steps, record: steps }),
    x: { hyperparameter: 'lr', values: Array.from({ length: count }, (__, k) => 0.001 * (k + 1)) },
  })
  test.each([
    ['surface', surfaceKind, surface(large, 1024), /(\d+) x \d+ points/, (side: number) => surface(large, side)],
    [
      'surface by its examples',
      surfaceKind,
      surface(large, 1024),
      /(\d+) examples/,
      (count: number) => surface(net(count), 1024),
    ],
    [
      'points',
      pointsKind,
      { landscape: large, domain },
      /(\d+) examples/,
      (n: number) => ({ landscape: net(n), domain }),
    ],
    ['noise', gradientNoiseKind, noiseOf(1000), /(\d+) batches of a size/, noiseOf],
    [
      'race that measures all examples at every step',
      raceKind,
      race(large, every),
      /(\d+) steps/,
      (steps: number) => race(large, { ...every, steps }),
    ],
    ['ensemble', ensembleKind, ensemble(large, 10_000), /(\d+) seeds/, (seeds: number) => ensemble(large, seeds)],
    ['basins', basinsKind, basins(net(5000), 512), /(\d+) x \d+ starts/, (side: number) => basins(net(5000), side)],
    ['sweep', sweepKind, swept(10_000, 30), /(\d+) values/, (count: number) => swept(10_000, count)],
    ['sweep by its steps', sweepKind, swept(10_000, 30), /(\d+) steps/, (steps: number) => swept(steps, 30)],
    [
      'spectrum',
      spectrumKind,
      spectrumOf(net(100_000, [2, 500, 400, 2])),
      /(\d+) examples/,
      (n: number) => spectrumOf(net(n, [2, 500, 400, 2])),
    ],
  ] as [string, JobKind, object, RegExp, (count: number) => object][])(
    'a %s that is too large is told what would fit, and no more would by far',
    (_, kind, spec, named, smaller) => {
      const refused = costOf(kind, spec)
      expect(isTaken(refused)).toBe(false)
      const [, count] = named.exec(refused.smaller) ?? []
      expect(isTaken(costOf(kind, smaller(Number(count))))).toBe(true)
      expect(isTaken(costOf(kind, smaller(Math.ceil(1.2 * Number(count)) + 1)))).toBe(false)
    },
  )

  test('a step sees its batch, its share of measuring, and what its rule looks at besides', () => {
    const work = (more: object): number => costOf(raceKind, race(net(3200), more)).work
    const whole = work({})
    const small = work(batched)
    expect(whole / small).toBeCloseTo(50, 6)
    expect(work({ ...batched, measure: { every: 1 } }) / whole).toBeCloseTo(1.01, 6)
    const newton = { id: 'newton', optimizer: 'newton', hyper: {}, start: [0, 0] }
    expect(work({ racers: [newton] }) / whole).toBeCloseTo(355, 6)
    expect(costOf(raceKind, race(formula)).work).toBe(1000)
  })
})

function fieldOf(landscape: LandscapeSpec): object {
  return { landscape, domain, wholeDomain: domain, resolution: [256, 256], thresholds: regionThresholds }
}

function spectrumOf(landscape: LandscapeSpec): object {
  return { landscape, at: [0, 0], top: 2, density: false, seed: 0 }
}

function ensemble(landscape: LandscapeSpec, seeds: number): object {
  return { race: race(landscape, { ...batched, steps: 10_000, record: 10_000 }), seeds, quantiles: [0.5] }
}

function basins(landscape: LandscapeSpec, side: number): object {
  const { racers: _racers, record: _record, ...rest } = race(landscape, { steps: 200 }) as Record<string, unknown>
  const racer = { id: 'adam', optimizer: 'adam', hyper: { lr: 0.01 }, start: [0, 0] }
  const batch = landscape.kind === 'network' && batched.batch
  return { ...rest, racer, ...(batch && { batch }), resolution: [side, side] }
}
