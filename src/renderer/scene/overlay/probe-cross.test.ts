import { describe, expect, it } from 'vitest'
import { probeArms } from './probe-cross'

const eigenvectors = [
  [1, 0],
  [0, 1],
] as const

describe('a probe cross', () => {
  it('has two arms a direction, coloured by the sign, longer for the larger eigenvalue', () => {
    const arms = probeArms({ at: [0, 0], eigenvalues: [-1, 4], eigenvectors }, { x: [-2, 2], y: [-1, 1] })
    expect(arms.map(({ sign }) => sign)).toEqual(['down', 'down', 'up', 'up'])
    const ends = arms.map(({ points }) => points.at(-1)!)
    // as parts of the half-widths, so that they compare on screen
    expect(ends[2]![1]).toBeCloseTo(0.2, 12)
    expect(ends[0]![0] / 2).toBeCloseTo(0.2 * (0.34 + 0.66 * 0.5), 12)
    expect(ends[1]![0]).toBe(-ends[0]![0])
  })

  it('draws nothing where the curvature is not finite, and no arrows where it is zero', () => {
    expect(probeArms({ at: [0, 0], eigenvalues: [NaN, NaN], eigenvectors }, { x: [-1, 1], y: [-1, 1] })).toEqual([])
    const flat = probeArms({ at: [0, 0], eigenvalues: [0, 0], eigenvectors }, { x: [-1, 1], y: [-1, 1] })
    expect(flat.every(({ sign }) => sign === 'flat')).toBe(true)
  })
})
