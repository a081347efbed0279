import { describe, expect, it } from 'vitest'
import type { OptimizerCard } from '../../core/definitions/optimizer'
import type { Scene } from '../../core/scene/scene'
import type { SweepSetting } from '../../core/scene/sweep-setting'
import * as edits from './edits'
import { isQuickSweep, stableRatesSpec, sweepAgain, sweepQuestion, sweptValues } from './sweep-question'

const lr = { kind: 'number', min: 0, max: 100, exclusiveMin: true, scale: 'log', usual: [1e-4, 1] }
const momentum = { kind: 'number', min: 0, max: 1, exclusiveMax: true, scale: 'linear', usual: [0, 0.99] }
const memory = { kind: 'number', min: 1, max: 50, integer: true, scale: 'linear', usual: [1, 10] }
const betas = { kind: 'pair', min: 0, max: 1 }
const cards = [
  { id: 'sgd', hyperparameters: { lr } },
  { id: 'momentum', hyperparameters: { momentum, lr } },
  { id: 'adam', hyperparameters: { betas, lr: { ...lr, max: 10 } } },
  { id: 'bfgs', hyperparameters: { memory } },
] as unknown as readonly OptimizerCard[]

const racer = (id: string, hyper: object) => ({ id, optimizer: id, color: '#000000', visible: true, hyper })
const scene = {
  landscape: { kind: 'catalog', id: 'bowl', parameters: {}, domain: { x: [-1, 1], y: [-1, 1] } },
  start: [1, 1],
  steps: 100,
  compareBy: 'step',
  stop: {},
  view: {},
  record: 5,
  seed: 0,
  noise: { kind: 'gaussian', scale: 0 },
  racers: [
    racer('sgd', { lr: 0.001 }),
    racer('momentum', { lr: 0.02, momentum: 0.9 }),
    racer('adam', { lr: 0.1, betas: [0.9, 0.999] }),
    racer('bfgs', { memory: 5 }),
  ],
} as unknown as Scene

const setting: SweepSetting = { x: { hyperparameter: 'lr' }, values: 8, measure: 'final' }

/** The question of a scene whose sweep is set otherwise. */
const asked = (change: Partial<SweepSetting> = {}, of = scene) =>
  sweepQuestion({ ...of, view: { ...of.view, sweep: { ...setting, ...change } } }, cards)

describe('a sweep that is asked for', () => {
  it('is of all racers that have the hyperparameter, over what all of them accept around what they are set to', () => {
    const { racers, leftOut, x, spec } = asked()!
    expect(racers.map(({ id }) => id)).toEqual(['sgd', 'momentum', 'adam'])
    expect(leftOut.map(({ id }) => id)).toEqual(['bfgs'])
    // A thousand times to either side: 0.001 / 1000, and 0.1 * 1000 but no more than Adam's 10.
    expect(x.ends).toEqual([1e-6, 10])
    expect(x.spacing).toEqual({ isLog: true, isWhole: false })
    expect(spec.x.values).toHaveLength(8)
    expect(spec.y).toBeUndefined()
  })

  it('is over the usual range where a hyperparameter is no ratio, in whole numbers where it is one', () => {
    const { y, spec } = asked({ y: { hyperparameter: 'momentum' } })!
    expect(y).toMatchObject({ ends: [0, 0.99], limits: { min: 0, max: 1, exclusiveMin: false, exclusiveMax: true } })
    expect(spec.y!.values[0]).toBe(0)
    expect(spec.y!.values.at(-1)).toBe(0.99)
    const whole = asked({ of: 'bfgs' })!
    expect(whole.x.hyperparameter).toBe('memory')
    expect(whole.spec.x.values).toEqual([1, 2, 4, 5, 6, 7, 9, 10])
  })

  it('takes the ends that were typed', () => {
    const x = { hyperparameter: 'lr', ends: [0.01, 1] } as const
    expect(asked({ x, values: 3 })!.spec.x.values).toEqual([0.01, 0.1, 1])
  })

  it('offers numbers alone, the learning rate first, and for the second axis another one', () => {
    const { names, otherNames } = asked({ of: 'momentum' })!
    expect(names).toEqual(['lr', 'momentum'])
    expect(otherNames).toEqual(['momentum'])
    expect(asked({ y: { hyperparameter: 'lr' } })!.y).toBeUndefined()
  })

  it('is of the first alone of racers that differ in nothing but what is swept', () => {
    const [sgd, momentum] = scene.racers
    const twice = { ...scene, racers: [sgd!, { ...sgd!, id: 'bold', hyper: { lr: 0.1 } }, momentum!] }
    const { racers, alike, spec, x } = asked({}, twice)!
    expect([racers, alike].map((each) => each.map(({ id }) => id))).toEqual([['sgd', 'momentum'], ['bold']])
    expect(spec.race.racers.map(({ id }) => id)).toEqual(['sgd', 'momentum'])
    // The range is about all that they are set to.
    expect(x.ends).toEqual([1e-6, 100])
    const apart = { ...twice, racers: twice.racers.with(1, { ...twice.racers[1]!, start: [0, 1] }) }
    expect(asked({}, apart as typeof scene)!.alike).toEqual([])
    expect(asked({ of: 'bold' }, twice)!.racers.map(({ id }) => id)).toEqual(['bold'])
  })

  it('tells the loss after a step where that is asked for', () => {
    expect(asked({ after: 20 })!.spec.after).toBe(20)
    expect(asked()!.spec).not.toHaveProperty('after')
  })

  it('is made unasked where all of its steps are few', () => {
    const { spec } = asked({ values: 32 })!
    const quick = (change: object): boolean => isQuickSweep({ ...scene, ...change }, spec)
    expect(quick({})).toBe(true)
    expect(isQuickSweep(scene, { ...spec, race: { ...spec.race, steps: 100_000 } })).toBe(false)
    expect(quick({ landscape: { ...scene.landscape, dimension: 10_000 } })).toBe(false)
  })

  it('has stable rates where minima can be found and rates alone are swept', () => {
    const of = (change: Partial<SweepSetting>, landscape: object = {}) =>
      stableRatesSpec(
        { ...scene, landscape: { ...scene.landscape, ...landscape } } as typeof scene,
        asked(change)!.spec,
      )
    expect(of({})).toEqual({ race: asked()!.spec.race })
    expect(of({ y: { hyperparameter: 'momentum' } })).toBeUndefined()
    expect(of({ of: 'momentum', x: { hyperparameter: 'momentum' } })).toBeUndefined()
    expect(of({}, { dimension: 3 })).toBeUndefined()
  })

  it('is none where nothing can be swept', () => {
    expect(asked({}, { ...scene, racers: [] })).toBeUndefined()
  })
})

describe('a sweep that was made', () => {
  const { spec } = asked({ y: { hyperparameter: 'momentum' } })!

  it('tells the values of each run, but those that the racer does not have', () => {
    const [x, y] = [spec.x.values, spec.y!.values]
    expect(sweptValues(spec, [8, 8], 8 * 2 + 3)).toEqual({ lr: x[3], momentum: y[2] })
    expect(sweptValues(spec, [8, 1], 3)).toEqual({ lr: x[3] })
  })

  it('stays true while racers take its values, and no longer once anything else changes', () => {
    const taken = edits.setHyperparameters('momentum', { lr: 0.5, momentum: 0.25 })(scene)
    expect(sweepAgain(taken, spec, cards)).toEqual(spec)
    expect(sweepAgain({ ...scene, record: 1 }, spec, cards)).toEqual(spec)
    expect(sweepAgain({ ...scene, steps: 101 }, spec, cards)).not.toEqual(spec)
    const other = edits.setHyperparameters('adam', { betas: [0.5, 0.9] })(scene)
    expect(sweepAgain(other, spec, cards)).not.toEqual(spec)
    expect(sweepAgain(edits.removeRacer('sgd')(scene), spec, cards)).toBeUndefined()
  })
})
