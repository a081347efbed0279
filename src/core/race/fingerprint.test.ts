import { expect, it } from 'vitest'
import { optimizers } from '../catalogue/optimizers'
import { raceFingerprint } from './fingerprint'

it('the fingerprints of the races are those that every machine computes', () => {
  // One changes when its rule changes a bit; all change with the noise, the elementary functions or the derivatives.
  // Look why before you renew a line; a new rule adds one.
  const fingerprints = optimizers.map((optimizer) => [optimizer.id, raceFingerprint(optimizer)])
  expect(Object.fromEntries(fingerprints)).toEqual({
    adadelta: '09d6a9f736a7cf7d',
    adagrad: '920d5f4c780c9b7a',
    adam: '88e10eacc2319757',
    adamax: '41a63275f9ac1e23',
    adamw: '450f9745f3e82754',
    amsgrad: '7ff61e1fa6c2e15f',
    asgd: 'a23b1338f46631c0',
    bfgs: '9f1e7773705c2fbe',
    'heavy-ball': 'c566038f4c5826fc',
    'l-bfgs': 'c4390838ebdf9023',
    lion: '3b3260469b4098e1',
    momentum: '410bce4b86d85523',
    muon: '21e5342588cce5b8',
    nadam: '5de221d84b0085fb',
    nesterov: 'a63e41d5bbe013d7',
    'nesterov-lookahead': '45aa551ac14490eb',
    newton: 'c80d289ca37dda6d',
    'newton-cg': 'cd048710a9de82bb',
    'nonlinear-cg': '7a28ebbe716ab2fe',
    'perturbed-gradient-descent': 'def6801e1e43aab6',
    qhm: 'dcb511d3ed3b9fba',
    radam: 'bdbd12bce25ac057',
    rmsprop: 'fbe600f7519b72eb',
    rprop: 'ae1fc6bd9f8ff3b7',
    'saddle-free-newton': '7a53ae44491873b1',
    sam: '829048f4cb026c03',
    sgd: 'ab286e92456e6944',
    sgld: 'ccc3fa0626ec3234',
    shampoo: 'e8ad688586eed115',
    soap: 'c376d08cb3b9c241',
    'sophia-h': 'e383173b2f07b162',
    'trust-region': '013707d739aa999d',
  })
  // Each rule has its own, or a change of one could pass for another.
  expect(new Set(fingerprints.map(([, hash]) => hash)).size).toBe(optimizers.length)
})
