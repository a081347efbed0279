import { describe, expect, test } from 'vitest'
import { computeDirectly } from '../../../test/links/compute-directly'
import type { ThrowSpec } from './throw'

/** One recurrent unit at its cliff: gradient descent, free, clipped by norm and clipped by value. */
const race = {
  landscape: { kind: 'catalog', id: 'rnn-cliff' },
  domain: { x: [4, 7], y: [-4, -1.5] },
  racers: [
    { id: 'free', optimizer: 'sgd', hyper: { lr: 0.01 }, start: [5, -2.5] },
    { id: 'norm', optimizer: 'sgd', hyper: { lr: 0.05 }, start: [5, -2.5], clip: { kind: 'norm', value: 1 } },
    { id: 'later', optimizer: 'sgd', hyper: { lr: 0.05 }, start: [5.5, -2.4] },
  ],
  steps: 60,
  record: 7,
  stop: {},
  seed: 0,
  noise: { kind: 'gaussian', scale: 0 },
} as const

const thrown = (change: Partial<ThrowSpec>) =>
  computeDirectly('throw', { race, racer: 0, clip: 1, ratio: 10, ...change })

describe('the throw at the cliff', () => {
  test('a first step of 313.335 leaves the domain: a throw, without usual descent before', () => {
    const { step, isThrow, usual, from, to, length, learningRate } = thrown({})
    expect([step, isThrow, usual, learningRate]).toEqual([1, true, undefined, 0.01])
    expect(from).toEqual([5, -2.5])
    // 0.01 times the gradient's norm, which 60-digit arithmetic gives as 31333.539.
    expect(length).toBeCloseTo(313.33539, 3)
    expect(Math.hypot(to[0] - from[0], to[1] - from[1])).toBeCloseTo(length, 9)
  })

  test('clipping by norm keeps the direction, by value turns it by 18.43 degrees to length lr sqrt 2', () => {
    const { raw, byNorm, byValue } = thrown({})
    expect(raw.length).toBeCloseTo(313.33539, 3)
    expect(raw.turned).toBe(0)
    expect(byNorm.turned).toBeLessThan(1e-9)
    // Its divisor is the norm plus 1e-6.
    expect(byNorm.length).toBeCloseTo(0.01, 9)
    expect(byValue.turned).toBeCloseTo(18.43, 2)
    expect(byValue.length).toBeCloseTo(0.01 * Math.SQRT2, 15)
    expect(Math.hypot(...byValue.plane)).toBeCloseTo(byValue.length, 15)
  })

  test('a clipped racer is not thrown; its own value is what is clipped at', () => {
    const { isThrow, clip, length, byNorm } = thrown({ racer: 1, clip: 5 })
    expect(isThrow).toBe(false)
    expect(clip).toBe(1)
    expect(length).toBeLessThan(0.0501)
    expect(byNorm.length).toBeLessThan(0.0501)
  })

  test('any other step can be looked at; its usual descent is halfway to it', () => {
    const { lengths, places } = computeDirectly('step-lengths', { race, racer: 2 })
    const { step, usual, from, to, length } = thrown({ racer: 2, step: 9 })
    expect(step).toBe(9)
    expect(usual).toEqual([places[8], places[9]])
    expect(from).toEqual([places[16], places[17]])
    expect(to).toEqual([places[18], places[19]])
    expect(length).toBe(lengths[8])
    expect(lengths).toHaveLength(places.length / 2 - 1)
    expect(thrown({ racer: 2, step: 1000 }).step).toBe(lengths.length)
  })

  test('off a plane lengths and angles are of all coordinates, arrows of the plane', () => {
    const inSpace = {
      ...race,
      landscape: { kind: 'catalog', id: 'rosenbrock-n', parameters: {}, dimension: 3 },
      domain: { x: [-2, 2], y: [-1, 3] },
      racers: [{ id: 'one', optimizer: 'sgd', hyper: { lr: 0.001 }, start: [-1.5, 2, 0.5] }],
    }
    const { raw, byValue, step, length } = thrown({ race: inSpace as never, step: 1 })
    expect(step).toBe(1)
    // A plain step is -lr g, whatever is drawn.
    expect(raw.length).toBeCloseTo(length, 12)
    expect(Math.hypot(...raw.plane)).toBeLessThan(raw.length)
    expect(byValue.length).toBeLessThanOrEqual(0.001 * Math.sqrt(3) + 1e-15)
  })

  test('without a step there is nothing to look at', () => {
    expect(thrown({ race: { ...race, steps: 0 } as never }).step).toBe(0)
  })

  test.each([
    [{ racer: 3 }, 'racer is 3, expected the index of one of 3 racers'],
    [{ ratio: 1 }, 'ratio'],
    [{ clip: 0 }, 'clip'],
  ])('%j is refused', (change, message) => {
    expect(() => thrown(change)).toThrow(message)
  })
})
