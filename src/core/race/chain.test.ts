import { describe, expect, it } from 'vitest'
import { stream } from '../random/stream'
import type { NoiseSetting } from './settings'
import type { ChainSettings } from './chain'
import { Chain, clip } from './chain'
import { euclideanNorm } from '../linalg/euclidean-norm'
import { noNoise } from './noise'

function chained(settings: ChainSettings, step: number, gradient: readonly number[]): number[] {
  const out = new Float64Array(gradient.length)
  new Chain(settings, gradient.length).apply(step, Float64Array.from(gradient), out, undefined)
  return [...out]
}

const gaussian = (scale: number): NoiseSetting => ({ kind: 'gaussian', scale })

describe('clipping', () => {
  it('by norm is torch’s clip_grad_norm_', () => {
    const gradient = Float64Array.of(3, 4)
    clip({ kind: 'norm', value: 1 }, gradient)
    const factor = 1 / (5 + 1e-6)
    expect([...gradient]).toEqual([3 * factor, 4 * factor])
  })

  it('by norm leaves a gradient within the bound alone, and 1e-6 shortens one on it', () => {
    expect(chained({ seed: 0, noise: noNoise, clip: { kind: 'norm', value: 6 } }, 1, [3, 4])).toEqual([3, 4])
    const [x] = chained({ seed: 0, noise: noNoise, clip: { kind: 'norm', value: 5 } }, 1, [3, 4])
    expect(x).toBe(3 * (5 / (5 + 1e-6)))
  })

  it('by norm tames a gradient whose squares overflow', () => {
    const gradient = Float64Array.of(3e200, 4e200)
    clip({ kind: 'norm', value: 1 }, gradient)
    expect(euclideanNorm(gradient)).toBeCloseTo(1, 12)
  })

  it('by value clamps each coordinate alone', () => {
    expect(chained({ seed: 0, noise: noNoise, clip: { kind: 'value', value: 1 } }, 1, [3, -0.5, -4])).toEqual([
      1, -0.5, -1,
    ])
  })
})

describe('noise', () => {
  it('is Gaussian from the stream of its seed and step, scaled, and comes before clipping', () => {
    const draws = stream(9, 'noise', 4)
    const expected = [1 + 0.25 * draws.normal(), 2 + 0.25 * draws.normal()]
    expect(chained({ seed: 9, noise: gaussian(0.25) }, 4, [1, 2])).toEqual(expected)
    const clipped = chained({ seed: 9, noise: gaussian(0.25), clip: { kind: 'value', value: 0.1 } }, 4, [0, 0])
    expect(clipped.every((g) => Math.abs(g) <= 0.1)).toBe(true)
  })

  it('differs between steps and between seeds, and not between racers', () => {
    const at = (seed: number, step: number): number[] => chained({ seed, noise: gaussian(1) }, step, [0, 0])
    expect(at(1, 1)).toEqual(at(1, 1))
    expect(at(1, 1)).not.toEqual(at(1, 2))
    expect(at(1, 1)).not.toEqual(at(2, 1))
  })
})

describe('the Euclidean norm', () => {
  it.each([
    [[3, 4], 5],
    [[3e200, 4e200], 5e200],
    [[3e-200, 4e-200], 5e-200],
    [[0, -0], 0],
    [[5e-324], 5e-324],
    [[-Infinity, 1], Infinity],
    [[1.7e308, 1.7e308], Infinity],
  ])('of %j is %d', (v, norm) => {
    const got = euclideanNorm(Float64Array.from(v))
    if (Number.isFinite(norm) && norm > 0) expect(Math.abs(got - norm)).toBeLessThanOrEqual(4 * 2 ** -53 * norm)
    else expect(got).toBe(norm)
  })

  it('is not finite where an entry is not a number', () => {
    expect(euclideanNorm(Float64Array.of(1, NaN))).toBeNaN()
    expect(Number.isFinite(euclideanNorm(Float64Array.of(NaN, Infinity)))).toBe(false)
  })
})
