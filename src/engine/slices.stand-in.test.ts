import { beforeEach, describe, expect, test, vi } from 'vitest'
import { workerOnAClock } from '../../test/support/worker-on-a-clock'
import type * as SharedMemory from '../core/assembly/shared-memory'
import type * as Elementary from '../core/elementary'
import type { JobKinds } from './job-kind'
import { jobKinds } from './kinds'
import { findOptimizer } from '../core/catalogue/optimizers'
import { checkHyperparameters } from '../core/definitions/hyperparameters'
import { regionThresholds } from '../core/analysis/region/region-class'
import { ProgramBuilder } from '../core/calculus/program'

/**
 * Milliseconds that have passed: nothing moves them but work, as much as is counted. A term of the formula has about 13
 * operations for three calls. Hoisted, as modules call functions while they load.
 */
const { clock, callTime } = vi.hoisted(() => ({ clock: { now: 0 }, callTime: 100e-6 }))

/** An operation that is put into a program, and found among all others. */
const applyTime = 5e-4

vi.mock('../core/elementary', async (original) => {
  const real = await original<typeof Elementary>()
  const counted =
    (of: (x: number) => number) =>
    (x: number): number => {
      clock.now += callTime
      return of(x)
    }
  return { ...real, sin: counted(real.sin), cos: counted(real.cos), exp: counted(real.exp) }
})

/** Modules are not counted, so nothing is compiled: programs and rules are carried out by their interpreters. */
vi.mock('../core/assembly/shared-memory', async (original) => ({
  ...(await original<typeof SharedMemory>()),
  hasWebAssembly: false,
  hasPairs: false,
  instantiate: () => undefined,
}))

const slice = 8
/** The longest piece that is taken for some tenths of a millisecond on a slow machine. */
const longestPiece = 4

/** The formula of the kind that has to be cut inside: a program of 39 000 operations. Each test has one of its own. */
let formulas = 0
const longSum = () => `${formulas++} + sum(k,1,3000,sin(k x)*cos(y k+1)*exp(x/k)*k+k^2*y)`
const mediumSum = () => `${formulas++} + sum(k,1,300,sin(k x)*exp(y/k))`
const domain = { x: [-2, 2], y: [-2, 2] }

function racer(optimizer: string) {
  const hyper = checkHyperparameters(findOptimizer(optimizer)!, optimizer === 'adam' ? { lr: 1e-6 } : {}, optimizer)
  return { id: 'a', optimizer, hyper: hyper.value, start: [0.3, 0.4] }
}

const raced = { domain, steps: 100_000, stop: {}, seed: 0, noise: { kind: 'gaussian', scale: 0 } }

beforeEach(() => {
  clock.now = 0
  const { applyOpcode } = ProgramBuilder.prototype
  const spied = vi.spyOn(ProgramBuilder.prototype, 'applyOpcode').mockImplementation(function (
    this: ProgramBuilder,
    ...given
  ) {
    clock.now += applyTime
    return applyOpcode.apply(this, given)
  })
  return () => spied.mockRestore()
})

const resolution = [256, 256]
const spread = { domain, wholeDomain: domain, resolution, thresholds: regionThresholds }

describe.each([
  ['surface', longSum, 40, { domain, resolution, gradient: true }],
  ['surface', mediumSum, 20, { domain, resolution: [4096, 64], gradient: true }],
  ['field', longSum, 40, spread],
  ['field', mediumSum, 20, spread],
  ['points', longSum, 40, { domain }],
  ['points', mediumSum, 40, { domain }],
  ['race', longSum, 40, { ...raced, record: 1000, racers: [racer('adam')] }],
  ['race', longSum, 40, { ...raced, record: 1000, racers: [racer('newton')] }],
  ['race', mediumSum, 20, { ...raced, record: 1000, racers: [racer('adam')] }],
  ['basins', longSum, 40, { ...raced, racer: racer('adam'), resolution: [32, 32] }],
  ['basins', mediumSum, 20, { ...raced, racer: racer('adam'), resolution: [32, 32] }],
  ['probe', longSum, 40, { domain, at: [0.3, 0.4] }],
])('%s of a formula that takes long', (id, formula, most, rest) => {
  test.each([3, most])('is cancelled within two slices, after %d of them', (before) => {
    const it = workerOnAClock(jobKinds, slice, () => clock.now)
    const spec: unknown = { ...rest, landscape: { kind: 'expression', expression: formula(), parameters: {} } }
    const kind = (jobKinds as JobKinds)[id]!
    const tile = kind.plan(spec)[0]
    it.say({ type: 'run', task: 1, kind: id, spec, tile, skip: 0, priority: 'visible' })
    it.run(before)
    expect(it.sent.filter(({ type }) => type === 'failed')).toEqual([])
    expect(it.slices).toBe(before)
    expect(it.longestSlice).toBeGreaterThanOrEqual(slice)
    expect(it.longestSlice).toBeLessThanOrEqual(slice + longestPiece)
    it.say({ type: 'cancel', task: 1 })
    it.run(10)
    expect(it.slices - before).toBeLessThanOrEqual(2)
    expect(it.isIdle).toBe(true)
  })
})
