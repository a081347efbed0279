import { describe, expect, it } from 'vitest'
import type { ProbeResult } from '../../../core/analysis/region/probe-result'
import { probeSentences } from './probe-sentences'

const probe = (least: number, greatest: number, more: Partial<ProbeResult> = {}) =>
  ({ eigenvalues: Float64Array.of(least, greatest), regionClass: 'slope', ...more }) as unknown as ProbeResult
const sgd = (lr: number, id = 'sgd', visible = true) => ({ id, optimizer: 'sgd', hyper: { lr }, visible })

describe('what a probe says in sentences', () => {
  it.each([
    [1, 100, 'The surface bends up, 100 times more across than along.'],
    [-50, -2, 'The surface bends down, 25 times more across than along.'],
    [2, 2, 'The surface bends up about equally in every direction.'],
    [-1, 1.2, 'The surface bends up one way and down the other.'],
    [-2, 840, 'The surface bends up one way and down the other, 420 times more up than down.'],
    [-6, 2, 'The surface bends up one way and down the other, 3 times more down than up.'],
    [0, 3, 'The surface bends up across and not at all along.'],
    [-3, 0, 'The surface bends down across and not at all along.'],
  ])('of the curvatures %d and %d', (least, greatest, sentence) =>
    expect(probeSentences(probe(least, greatest), [], false)).toEqual([sentence]),
  )

  it('compares the boldest gradient descent with the largest stable rate', () => {
    const here = probe(1, 2083, { stableLearningRate: 0.00096 })
    const racers = [sgd(0.0001), sgd(0.01, 'bold'), sgd(1, 'hidden', false), { ...sgd(9), optimizer: 'adam' }]
    expect(probeSentences(here, racers, true)[1]).toBe(
      'The rate 0.01 of bold is above 2/\u2060λmax = 9.6e−4 at the start: steps across grow instead of shrinking.',
    )
    expect(probeSentences(here, racers.slice(0, 1), false)[1]).toContain('is below 2/\u2060λmax = 9.6e−4 here')
  })

  it('says nothing that would rest on what is not known', () => {
    expect(probeSentences(probe(1, 2, { kink: 'abs at a corner' }), [sgd(1)], true)).toEqual([])
    expect(probeSentences(probe(1, 2, { regionClass: 'undefined' }), [sgd(1)], true)).toEqual([])
    expect(probeSentences(probe(NaN, NaN), [sgd(1)], true)).toEqual([])
    expect(probeSentences(probe(0, 0), [sgd(1)], true)).toEqual([])
  })
})
