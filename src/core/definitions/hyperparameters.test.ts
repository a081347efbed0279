import { describe, expect, it } from 'vitest'
import { formatProblem } from '../problem'
import { findOptimizer } from '../catalogue/optimizers'
import { checkHyperparameters } from './hyperparameters'

function problemsOf(id: string, given: Record<string, unknown>): string[] {
  return checkHyperparameters(findOptimizer(id)!, given, 'racers[0]').problems.map(formatProblem)
}

describe('checkHyperparameters', () => {
  it('fills in PyTorch’s defaults', () => {
    expect(checkHyperparameters(findOptimizer('adam')!, { lr: 0.05 }, 'racers[0]').value).toEqual({
      lr: 0.05,
      betas: [0.9, 0.999],
      eps: 1e-8,
      weightDecay: 0,
      amsgrad: false,
      maximize: false,
    })
  })

  it.each([-1, 0, NaN, Infinity, 1e300])('refuses a learning rate of %d', (lr) => {
    expect(problemsOf('sgd', { lr })).toEqual([
      `racers[0].lr: learning rate is ${lr}, expected a number > 0 and <= 1000000 (PyTorch from 0, which stands still; beyond the upper end there is only overflow); set "lr" to such a value or leave it out for the default, 0.001`,
    ])
  })

  it('accepts the ends of a range that belong to it', () => {
    expect(problemsOf('momentum', { lr: 1e6, momentum: 1, dampening: 0 })).toEqual([])
    expect(problemsOf('nesterov', { momentum: 0 })).toHaveLength(1)
    expect(problemsOf('adam', { betas: [0, 0] })).toEqual([])
    expect(problemsOf('adam', { betas: [0.9, 1] })[0]).toContain(
      'betas is [0.9,1], expected two numbers [a, b], each >= 0 and < 1',
    )
  })

  it('holds a pair around a number to its order', () => {
    expect(problemsOf('rprop', { etas: [0.3, 3] })).toEqual([])
    for (const etas of [
      [1, 1.2],
      [1.2, 0.5],
      [0.5, 1],
    ])
      expect(problemsOf('rprop', { etas })[0]).toContain(
        'expected two numbers [a, b], each > 0 and <= 1000, with a < 1 < b (PyTorch; Riedmiller and Braun, 1993)',
      )
  })

  it('names every problem, not only the first', () => {
    expect(problemsOf('adam', { learningRate: 1, beta: 0.9, lr: '0.1', betas: [0.9], amsgrad: 1, eps: null })).toEqual([
      expect.stringContaining(
        'racers[0].learningRate: unknown hyperparameter of adam: "learningRate"; take one of lr, betas,',
      ),
      expect.stringContaining('racers[0].beta: unknown hyperparameter of adam: "beta" (did you mean "betas"?)'),
      expect.stringContaining('racers[0].lr: learning rate is "0.1", expected a number > 0'),
      expect.stringContaining('racers[0].betas: betas is [0.9], expected two numbers'),
      expect.stringContaining('racers[0].eps: eps is null, expected a number >= 0'),
      expect.stringContaining('racers[0].amsgrad: amsgrad is 1, expected true or false'),
    ])
  })

  it('takes no key of every object for a hyperparameter', () => {
    expect(problemsOf('sgd', JSON.parse('{"__proto__": 1, "constructor": 2}'))).toHaveLength(2)
  })

  it('shows only the beginning of a very long key or value', () => {
    for (const problem of problemsOf('sgd', { ['x'.repeat(100_000)]: 1, lr: 'y'.repeat(100_000) }))
      expect(problem.length).toBeLessThan(300)
  })
})
