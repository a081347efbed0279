import { describe, expect, it } from 'vitest'
import { curvatureArms } from './curvature-arrows'
import { curvatureEllipse } from './curvature-ellipse'
import { gradientReach } from './gradient-arrow'

const eigenvectors = [
  [1, 0],
  [0, 1],
] as const
const square = { x: [-1, 1], y: [-1, 1] } as const

describe('the arms of a curvature', () => {
  it('are two a direction, coloured by the sign, as long as the square roots of the eigenvalues', () => {
    const arms = curvatureArms({ eigenvalues: [-1, 100], eigenvectors }, { x: [-2, 2], y: [-1, 1] })
    expect(arms.map(({ sign }) => sign)).toEqual(['down', 'down', 'up', 'up'])
    // as parts of the half-widths, so that they compare on screen
    expect(arms[2]!.reach[1]).toBeCloseTo(0.24, 12)
    expect(arms[0]!.reach[0] / 2).toBeCloseTo(0.024, 12)
    expect(arms[1]!.reach[0]).toBe(-arms[0]!.reach[0])
  })

  it('are none where the curvature is not finite, and none along a flat direction', () => {
    expect(curvatureArms({ eigenvalues: [NaN, NaN], eigenvectors }, square)).toEqual([])
    expect(curvatureArms({ eigenvalues: [0, 0], eigenvectors }, square)).toEqual([])
    expect(curvatureArms({ eigenvalues: [0, 2], eigenvectors }, square)).toHaveLength(2)
  })
})

describe('the ellipse of a curvature', () => {
  const axesOf = (eigenvalues: readonly [number, number]) => {
    const points = curvatureEllipse({ at: [0, 0], eigenvalues, eigenvectors }, square)
    return [0, 1].map((k) => Math.max(...points.map((point) => point[k]!)))
  }

  it('is a circle where the curvatures are equal, and ten times as long as wide at 1 to 100', () => {
    expect(axesOf([3, 3])[0]! / axesOf([3, 3])[1]!).toBeCloseTo(1, 12)
    expect(axesOf([1, 100])[0]! / axesOf([1, 100])[1]!).toBeCloseTo(10, 10)
    expect(axesOf([-1, 100])[0]).toBeCloseTo(0.3, 12)
  })

  it('has one height on the quadratic', () => {
    const turned = [
      [0.8, 0.6],
      [-0.6, 0.8],
    ] as const
    const at = [0.2, -0.1] as const
    const points = curvatureEllipse({ at, eigenvalues: [2, 50], eigenvectors: turned }, { x: [-1, 1], y: [-3, 3] })
    const heights = points.map(([x, y]) => {
      const along = turned.map(([vx, vy]) => vx * (x - at[0]) + vy * (y - at[1]))
      return 2 * along[0]! ** 2 + 50 * along[1]! ** 2
    })
    expect(Math.max(...heights) / Math.min(...heights)).toBeCloseTo(1, 10)
  })

  it('is none where nothing curves', () => {
    expect(curvatureEllipse({ at: [0, 0], eigenvalues: [0, 0], eigenvectors }, square)).toEqual([])
  })
})

describe("the gradient's arrow", () => {
  it('goes uphill, longer where it is steeper, and is none on the level', () => {
    const [gentle, steep] = [0.1, 0.4].map((slope) => gradientReach({ gradient: [slope, 0] }, square, 1)!)
    expect(gentle![0]).toBeGreaterThan(0)
    expect(gentle![1]).toBe(0)
    expect(steep![0] / gentle![0]).toBeCloseTo(2, 12)
    expect(gradientReach({ gradient: [0, 0] }, square, 1)).toBeUndefined()
    expect(gradientReach({ gradient: [NaN, 0] }, square, 1)).toBeUndefined()
  })
})
