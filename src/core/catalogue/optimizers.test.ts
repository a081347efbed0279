import { describe, expect, it } from 'vitest'
import { schedules } from './schedules'
import { gather } from './gather'
import { optimizers } from './optimizers'
import sgd from '../optimizers/sgd'

describe('the catalogue of optimizers', () => {
  it('holds every rule of its folder, sorted by id, and nothing else', () => {
    const ids = optimizers.map((optimizer) => optimizer.id)
    expect(ids).toEqual([...ids].sort())
    expect(ids).toEqual(
      expect.arrayContaining([
        'adadelta',
        'adagrad',
        'adam',
        'adamax',
        'adamw',
        'amsgrad',
        'asgd',
        'bfgs',
        'heavy-ball',
        'l-bfgs',
        'lion',
        'momentum',
        'muon',
        'nadam',
        'nesterov',
        'nesterov-lookahead',
        'newton',
        'newton-cg',
        'nonlinear-cg',
        'perturbed-gradient-descent',
        'qhm',
        'radam',
        'rmsprop',
        'rprop',
        'saddle-free-newton',
        'sam',
        'sgd',
        'sgld',
        'shampoo',
        'soap',
        'sophia-h',
        'trust-region',
      ]),
    )
  })

  it('refuses an id unlike its file’s name, a duplicate and a file without a definition', () => {
    expect(() => gather({ './adam.ts': sgd })).toThrow('./adam.ts defines "sgd"')
    expect(() => gather({ './sgd.ts': sgd, './more/sgd.ts': sgd })).toThrow('another file defines already')
    expect(() => gather({ './helper.ts': undefined })).toThrow('no default export')
  })
})

describe('the catalogue of schedules', () => {
  it('has the constant one, which changes nothing', () => {
    const constant = schedules.find(({ id }) => id === 'constant')!
    expect(constant.factor({ step: 17, steps: 100 }, {}, {})).toBe(1)
  })
})
