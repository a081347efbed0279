import { expect, it } from 'vitest'
import { optimizers } from '../catalogue/optimizers'
import { raceFingerprint } from './fingerprint'

it('the fingerprints of the races are those that every machine computes', () => {
  // One changes when its rule changes a bit; all change with the noise, the elementary functions or the derivatives. Look why
  // before you renew a line; a new rule adds one.
  const fingerprints = optimizers.map((optimizer) => [optimizer.id, raceFingerprint(optimizer)])
  expect(Object.fromEntries(fingerprints)).toEqual({
    adadelta: '5cdae2ebba5995a4',
    adagrad: 'e6bc0f79eddb8f08',
    adam: '29dc24ac6775f658',
    adamax: 'd2c2505f73516f07',
    adamw: '27fcdf74dcb9e6a1',
    amsgrad: '85abfd3f3ba922fe',
    asgd: 'df078536f9c1bf03',
    bfgs: '8c12e80e56aeb091',
    'heavy-ball': '92da4ee83f0ea1b5',
    'l-bfgs': '6aaba3cfec653185',
    lion: '3e12da833bc40233',
    momentum: '1e60d7b60b015e32',
    muon: '31d33e94c2a48ad1',
    nadam: 'f48d5b5685cb0c5d',
    nesterov: 'd59ef4a3ee51cf75',
    'nesterov-lookahead': 'f535282190931e24',
    newton: 'c40ff683412a5ee7',
    'newton-cg': 'f22d8507d815f659',
    'nonlinear-cg': '94e2275dabb23c85',
    'perturbed-gradient-descent': '0746608e57b67aad',
    qhm: '885067180378fc51',
    radam: '010b65cdd5ed9b28',
    rmsprop: 'a9aa8b06950ab9e7',
    rprop: 'c93ce31f35750f4d',
    'saddle-free-newton': 'c40ff683412a5ee7',
    sam: '41dbf58d78096201',
    sgd: '0746608e57b67aad',
    sgld: 'd0ef44bd99f6fbe0',
    shampoo: '77e6c4968e096696',
    soap: 'af10a43a73ee7775',
    'sophia-h': 'dab231cb3b620818',
    'trust-region': '18ab98edb1c5d202',
  })
})
