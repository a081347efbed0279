import { describe, expect, it } from 'vitest'
import { schedules } from './schedules'
import { gatherOptimizers, optimizers } from './optimizers'
import type { OptimizerDefinition } from '../definitions/optimizer'
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
    expect(() => gatherOptimizers({ './adam.ts': sgd })).toThrow('./adam.ts defines "sgd"')
    expect(() => gatherOptimizers({ './sgd.ts': sgd, './more/sgd.ts': sgd })).toThrow('another file defines already')
    expect(() => gatherOptimizers({ './helper.ts': undefined })).toThrow('no default export')
  })

  it('refuses a hyperparameter with the name of a racer’s own key', () => {
    const hyperparameters = { ...sgd.hyperparameters, clip: sgd.hyperparameters.lr }
    const clashing: OptimizerDefinition = { ...(sgd as OptimizerDefinition), hyperparameters }
    expect(() => gatherOptimizers({ './sgd.ts': clashing })).toThrow('"clip", which is a racer\'s own key')
  })
})

describe('the catalogue of schedules', () => {
  it('has the constant one, which changes nothing', () => {
    const constant = schedules.find(({ id }) => id === 'constant')!
    expect(constant.factor({ step: 17, steps: 100 }, {}, {})).toBe(1)
  })
})
