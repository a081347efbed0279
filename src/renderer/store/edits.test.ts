import { racerLook } from '../../core/scene/palette'
import { describe, expect, it } from 'vitest'
import type { LandscapeCard } from '../../core/definitions/landscape'
import type { OptimizerCard } from '../../core/definitions/optimizer'
import type { Scene } from '../../core/scene/scene'
import * as edits from './edits'
import { setExpression } from './formula-edits'
import { possibleEnds } from './starts'

const bowl = {
  id: 'bowl',
  title: 'Bowl',
  expression: 'a*x^2',
  parameters: { a: { default: 2, min: 1, max: 9, scale: 'linear' } },
  domain: { x: [-1, 1], y: [-1, 1] },
  start: [0.5, 0.5],
  heightScale: 'log',
} as unknown as LandscapeCard

const adam = {
  id: 'adam',
  hyperparameters: { lr: { kind: 'number', default: 0.1 }, betas: { kind: 'pair', default: [0.9, 0.99] } },
} as unknown as OptimizerCard

const empty = {
  title: 'Bowl',
  landscape: { kind: 'catalog', id: 'bowl', parameters: { a: 3 }, domain: { x: [-2, 2], y: [-2, 2] } },
  start: [1, 1],
  noise: { kind: 'gaussian', scale: 0 },
  racers: [],
  view: { domain: { x: [0, 1], y: [0, 1] }, height: { scale: 'linear', exaggeration: 1 } },
} as unknown as Scene

describe('a seed', () => {
  it('is the landscape’s too where that draws by it, and is nothing of another’s', () => {
    const network = { ...empty, landscape: { ...empty.landscape, kind: 'network', seed: 0 } }
    expect(edits.setScene({ seed: 3 })(network).landscape).toEqual({ ...network.landscape, seed: 3 })
    expect(edits.setScene({ steps: 3 })(network).landscape).toBe(network.landscape)
    expect(edits.setScene({ seed: 3 })(empty).landscape).toBe(empty.landscape)
  })
})

describe('racers', () => {
  const two = edits.addRacer(adam, { lr: 1 })(edits.addRacer(adam)(empty))

  it('get free names, free colours and defaults', () => {
    expect(two.racers.map(({ id }) => id)).toEqual(['adam', 'adam-2'])
    expect(two.racers.map(({ color, marker }) => [color, marker])).toEqual(
      [0, 1].map((i) => [racerLook(i).color, racerLook(i).marker]),
    )
    expect(two.racers[1]!.hyper).toEqual({ lr: 1, betas: [0.9, 0.99] })
  })

  it('are duplicated beside their original', () => {
    const three = edits.duplicateRacer('adam')(two)
    expect(three.racers.map(({ id }) => id)).toEqual(['adam', 'adam-3', 'adam-2'])
  })

  it('refuse a name that is taken or blank', () => {
    expect(edits.changeRacer('adam', { id: 'adam-2' })(two)).toBe(two)
    expect(edits.changeRacer('adam', { id: '  ' })(two)).toBe(two)
    expect(edits.changeRacer('adam', { id: 'mine' })(two).racers[0]!.id).toBe('mine')
  })

  it('that instruments look at are called by their new name there', () => {
    const view = {
      ...two.view,
      crossSection: { at: { of: 'adam' }, along: 'update' },
      taylor: { at: { of: 'adam-2' } },
      sweep: { of: 'adam', x: { hyperparameter: 'lr' } },
    }
    const renamed = edits.changeRacer('adam', { id: 'mine' })({ ...two, view } as typeof two).view
    expect(renamed.crossSection).toEqual({ at: { of: 'mine' }, along: 'update' })
    expect(renamed.taylor).toEqual({ at: { of: 'adam-2' } })
    expect(renamed.sweep).toEqual({ of: 'mine', x: { hyperparameter: 'lr' } })
  })

  it('that start where another has ended follow its name, and are freed when it goes', () => {
    const waiting = edits.changeRacer('adam-2', { start: { kind: 'end', of: 'adam' } })(two)
    expect(edits.changeRacer('adam', { id: 'mine' })(waiting).racers[1]!.start).toEqual({ kind: 'end', of: 'mine' })
    expect(edits.removeRacer('adam-2')(waiting).racers).toEqual([two.racers[0]])
    const left = edits.removeRacer('adam')(waiting)
    expect('start' in left.racers[0]!).toBe(false)
    const points = [{ kind: 'start', of: 'adam' }, { kind: 'end', of: 'adam' }, [0, 0, 1]]
    const vectors = { origin: [0, 0, 0], u: [1, 0, 0], v: [0, 1, 0] }
    const slice = { kind: 'points', points, vectors }
    const onPath = { ...two, landscape: { ...two.landscape, dimension: 3, slice } }
    expect(edits.changeRacer('adam', { id: 'mine' })(onPath).landscape.slice).toEqual({
      kind: 'points',
      points: [{ kind: 'start', of: 'mine' }, { kind: 'end', of: 'mine' }, [0, 0, 1]],
      vectors,
    })
    expect(edits.removeRacer('adam')(onPath).landscape.slice).toBe(vectors)
    const shared = { ...waiting, start: { kind: 'end', of: 'adam' } as const }
    expect(edits.removeRacer('adam')(shared).start).toEqual([0, 0])
  })

  it('can start where those have ended that do not wait for them', () => {
    const three = edits.addRacer(adam)(two)
    const chain = edits.changeRacer('adam-2', { start: { kind: 'end', of: 'adam' } })(
      edits.changeRacer('adam-3', { start: { kind: 'end', of: 'adam-2' } })(three),
    )
    expect(['adam', 'adam-2', 'adam-3'].map((id) => possibleEnds(chain, id))).toEqual([
      [],
      ['adam'],
      ['adam', 'adam-2'],
    ])
    const shared = { ...two, start: { kind: 'end', of: 'adam' } as const }
    // All start where the first ends, unless they have a start of their own.
    expect(possibleEnds(shared, 'adam')).toEqual([])
  })

  it('lose an optional setting altogether', () => {
    const own = edits.changeRacer('adam', { start: [3, 3] })(two)
    expect('start' in edits.changeRacer('adam', { start: undefined })(own).racers[0]!).toBe(false)
  })
})

describe('what an analysis leads to', () => {
  const two = edits.addRacer(adam, { lr: 1 })(edits.addRacer(adam)(empty))

  it('moves the start that a racer has: the shared one, or its own', () => {
    expect(edits.setRacerStart('adam', [0, 1])(two)).toEqual({ ...two, start: [0, 1] })
    const own = edits.changeRacer('adam', { start: [3, 3] })(two)
    const moved = edits.setRacerStart('adam', [0, 1])(own)
    expect(moved.start).toEqual(two.start)
    expect(moved.racers.map(({ start }) => start)).toEqual([[0, 1], undefined])
  })

  it('sets some hyperparameters of one racer and keeps the rest', () => {
    const set = edits.setHyperparameters('adam-2', { lr: 0.5 })(two)
    expect(set.racers.map(({ hyper }) => hyper)).toEqual([
      { lr: 0.1, betas: [0.9, 0.99] },
      { lr: 0.5, betas: [0.9, 0.99] },
    ])
  })

  it('forks a racer, whose copy then changes from there on alone', () => {
    const forked = edits.forkRacer('adam', 40)(two)
    expect(forked.racers.map(({ id, fork }) => [id, fork])).toEqual([
      ['adam', undefined],
      ['adam-3', { at: 40, hyper: {} }],
      ['adam-2', undefined],
    ])
    const changed = edits.setForkHyperparameter('adam-3', 'lr', 2)(forked)
    expect(changed.racers[1]).toMatchObject({ hyper: { lr: 0.1 }, fork: { at: 40, hyper: { lr: 2 } } })
    expect(edits.setForkHyperparameter('adam', 'lr', 2)(forked)).toBe(forked)
    const asBefore = edits.setForkHyperparameter('adam-3', 'lr', undefined)(changed)
    expect(asBefore.racers[1]!.fork).toStrictEqual({ at: 40, hyper: {} })
  })
})

describe('noise', () => {
  const covariance = [
    [9, 1],
    [1, 23],
  ]
  const correlated = { kind: 'covariance', covariance } as const

  it('has a scale whatever its kind', () => {
    expect(edits.noiseScale({ kind: 'student-t', scale: 1, degrees: 3 })).toBe(1)
    expect(edits.noiseScale(correlated)).toBe(4)
  })

  it('with the covariance of another dimension gives way to Gaussian noise of its scale', () => {
    const own = { ...edits.newRacer([], adam, {}), noise: correlated }
    const scene: Scene = { ...empty, noise: correlated, racers: [own] }
    expect(edits.chooseLandscape(bowl)(scene).noise).toBe(correlated)
    const family = { ...bowl, dimension: { default: 10, min: 2, max: 100 } }
    const { noise, racers } = edits.chooseLandscape(family)(scene)
    expect([noise, racers[0]!.noise]).toEqual(Array(2).fill({ kind: 'gaussian', scale: 4 }))
  })
})

describe('batches', () => {
  const batch = { sampler: 'sequential', size: 2 } as const
  const examples = { t: [1, 2, 3, 4] }
  const measure = { every: 5 }
  const own = { ...edits.newRacer([], adam, {}), batch }
  const sum: Scene = {
    ...empty,
    landscape: {
      ...setExpression('(x - t)^2', ['t'], [])({ ...empty, landscape: { ...empty.landscape, examples } }).landscape,
      examples,
    },
    compareBy: 'examples',
    batch,
    measure,
    racers: [own],
  }

  it('are set, and absent where a step sees all examples', () => {
    expect(edits.setBatch({ ...batch, size: 3 })(sum).batch).toEqual({ sampler: 'sequential', size: 3 })
    expect('batch' in edits.setBatch(undefined)(sum)).toBe(false)
    expect(edits.setMeasureEvery(9)(sum).measure).toEqual({ every: 9 })
    expect('measure' in edits.setMeasureEvery(undefined)(sum)).toBe(false)
  })

  it('go with the examples, and the race is compared by what is left to count', () => {
    const scene = edits.chooseLandscape(bowl)(sum)
    expect(scene.compareBy).toBe('evaluation')
    expect(['batch' in scene, 'measure' in scene, 'batch' in scene.racers[0]!]).toEqual([false, false, false])
    const measured = edits.showMeasured({
      ...empty,
      racers: [own],
      landscape: { ...empty.landscape, kind: 'sampled' },
    })(sum)
    expect(['batch' in measured, 'measure' in measured, 'batch' in measured.racers[0]!]).toEqual([false, false, false])
    expect(edits.chooseLandscape(bowl)({ ...sum, compareBy: 'step' }).compareBy).toBe('step')
  })

  it('stay while the formula is edited, whose columns are no parameters', () => {
    const edited = setExpression('(x - a*t)^2', ['a', 't'], [])(sum)
    expect(edited.landscape).toMatchObject({ examples, parameters: { a: { value: 1 } } })
    expect(Object.keys(edited.landscape.parameters!)).toEqual(['a'])
    expect(edited).toMatchObject({ batch, measure, compareBy: 'examples', racers: [{ batch }] })
  })
})

describe('stop rules', () => {
  it('are set one by one, and absent where they are off', () => {
    const both = edits.setStopRule('loss', 0)(edits.setStopRule('escape', 5)({ ...empty, stop: {} }))
    expect(both.stop).toEqual({ escape: 5, loss: 0 })
    expect(Object.keys(edits.setStopRule('escape', undefined)(both).stop)).toEqual(['loss'])
  })
})

describe('landscapes', () => {
  it('bring their domain, start, defaults and height scale', () => {
    const scene = edits.chooseLandscape(bowl)(empty)
    expect(scene.landscape).toEqual({ kind: 'catalog', id: 'bowl', parameters: { a: 2 }, domain: bowl.domain })
    expect(scene.start).toEqual([0.5, 0.5])
    expect(scene.view.height.scale).toBe('log')
    expect('domain' in scene.view).toBe(false)
  })

  it('keep every start inside a domain made narrower', () => {
    const own = { ...edits.newRacer([], adam, {}), start: [-1.5, 0.25] as const }
    const scene = edits.setDomain({ x: [-0.5, 0.5], y: [-2, 0.75] })({ ...empty, racers: [own] })
    expect(scene.start).toEqual([0.5, 0.75])
    expect(scene.racers[0]!.start).toEqual([-0.5, 0.25])
  })

  it('tell which starts lie outside', () => {
    expect(edits.startProblem(2, [-2, 2])).toBeUndefined()
    expect(edits.startProblem(2.1, [-2, 2])).toContain('-2 to 2')
    expect(edits.startProblem(NaN, [-2, 2])).toBeDefined()
  })

  it('become formulas that keep the values of the parameters they keep', () => {
    const scene = setExpression('a*x^2 + c', ['a', 'c'], [bowl])(empty)
    expect(scene.landscape).toMatchObject({
      kind: 'expression',
      parameters: { a: { value: 3, min: 1, max: 9 }, c: { value: 1 } },
      domain: { x: [-2, 2], y: [-2, 2] },
    })
  })

  it('widen a slider whose exact value lies outside it', () => {
    const scene = setExpression('a*x', ['a'], [bowl])(empty)
    const { landscape } = edits.setParameter('a', 20)(scene)
    expect(landscape).toHaveProperty('parameters.a', { value: 20, min: 1, max: 20 })
  })
})

it('nobody looks otherwise when another racer is forked, copied or removed', () => {
  const scene = ['a', 'b', 'c'].reduce((so, _) => edits.addRacer(adam)(so), empty)
  const looks = (of: Scene) => of.racers.map(({ id, color, marker, line }) => [id, color, marker, line].join(' '))
  const kept = looks(scene)
  for (const change of [edits.forkRacer('adam', 3), edits.duplicateRacer('adam'), edits.addRacer(adam)])
    expect(looks(change(scene))).toEqual(expect.arrayContaining(kept))
  expect(looks(edits.removeRacer('adam')(scene))).toEqual(kept.slice(1))
  const many = Array.from({ length: 12 }).reduce<Scene>((so) => edits.addRacer(adam)(so), empty)
  expect(new Set(many.racers.map(({ color, line }) => `${color} ${line}`)).size).toBe(12)
})
