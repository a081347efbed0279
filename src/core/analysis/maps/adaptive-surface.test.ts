import { describe, expect, test } from 'vitest'
import { compileExpression } from '../../calculus'
import { expressionObjective } from '../../objectives/expression'
import type { Objective } from '../../objectives/objective'
import { finish } from '../../pieces'
import { type AdaptiveBand, adaptiveRows, coarseResolution } from './adaptive-surface'
import { objectiveRows } from './surface'

const domain = { x: [-2, 1], y: [0, 2] } as const
const resolution = [65, 41] as const
const points = resolution[0] * resolution[1]

function objective(text: string): Objective {
  return expressionObjective(compileExpression(text, { variables: ['x', 'y'] }).value!, {})
}

interface Grid {
  readonly values: Float64Array
  readonly gradients: Float64Array
}

function emptyGrid([nx, ny]: readonly [number, number]): Grid {
  return { values: new Float64Array(nx * ny), gradients: new Float64Array(2 * nx * ny) }
}

function everywhere(text: string, size: readonly [number, number]): Grid {
  const grid = emptyGrid(size)
  finish(objectiveRows(objective(text), domain, size, true)(0, size[1], grid.values, grid.gradients))
  return grid
}

function rangeOf({ values }: Grid): readonly [number, number] {
  const finite = values.filter(Number.isFinite)
  return [Math.min(...finite), Math.max(...finite)]
}

/** In bands that end at the rows that are named. */
function adaptively(text: string, within: number, ends: readonly number[] = [resolution[1]]) {
  const coarse = everywhere(text, coarseResolution(resolution))
  const fill = adaptiveRows(objective(text), domain, resolution, { ...coarse, range: rangeOf(coarse) }, within)
  const grid = emptyGrid(resolution)
  const bands: AdaptiveBand[] = []
  let from = 0
  for (const to of ends) {
    const at = from * resolution[0]
    bands.push(finish(fill(from, to, grid.values.subarray(at), grid.gradients.subarray(2 * at))))
    from = to
  }
  return { ...grid, bands }
}

function largestError(got: Float64Array, expected: Float64Array): number {
  return got.reduce((most, value, k) => Math.max(most, Math.abs(value - expected[k]!)), 0)
}

describe('an adaptive surface', () => {
  test('takes an eighth of the evaluations where the objective is smooth, and is as true as it was asked to be', () => {
    const text = 'exp(x) * sin(2 * y) + x^2 * y'
    const { values, gradients, bands } = adaptively(text, 1e-2)
    const exact = everywhere(text, resolution)
    const [least, most] = rangeOf(exact)
    expect(bands[0]!.evaluated).toBe(16 * 10)
    const error = largestError(values, exact.values)
    expect(error).toBeGreaterThan(0)
    expect(error).toBeLessThan(1e-3 * (most - least))
    // What it says of itself is what was seen in the middles, where the error of a patch is largest.
    expect(bands[0]!.error).toBeGreaterThan(0.5 * error)
    expect(largestError(gradients, exact.gradients)).toBeLessThan(
      0.01 *
        largestError(
          exact.gradients,
          gradients.map(() => 0),
        ),
    )
  })

  test('is evaluated where it bends: about a kink and a narrow hill, and not elsewhere', () => {
    for (const text of ['abs(x + 0.4 * y)', 'x + exp(-300 * ((x + 1)^2 + (y - 1)^2))']) {
      const { values, bands } = adaptively(text, 1e-2)
      const exact = everywhere(text, resolution)
      const [least, most] = rangeOf(exact)
      expect(largestError(values, exact.values)).toBeLessThan(1e-2 * (most - least))
      expect(bands[0]!.evaluated).toBeGreaterThan(16 * 10)
      expect(bands[0]!.evaluated).toBeLessThan(points / 2)
    }
  })

  test('is truer on low ground than on high, so that a logarithmic scale shows it', () => {
    const text = '1000 * x^4 + (y - 1)^4'
    const { values } = adaptively(text, 1e-2)
    const exact = everywhere(text, resolution).values
    const [least, most] = [Math.min(...exact), Math.max(...exact)]
    values.forEach((value, k) => {
      const height = exact[k]! - least
      expect(Math.abs(value - exact[k]!)).toBeLessThanOrEqual(0.02 * (height + 0.01 * (most - least)))
    })
  })

  test('is the same bits in whatever bands', () => {
    const text = 'abs(x + y - 1) + sin(3 * x * y)'
    const whole = adaptively(text, 1e-3)
    const banded = adaptively(text, 1e-3, [4, 16, 36, 41])
    expect(banded.values).toEqual(whole.values)
    expect(banded.gradients).toEqual(whole.gradients)
  })

  test('is not finite exactly where the objective is not', () => {
    const text = 'sqrt(x + y - 0.3)'
    const { values } = adaptively(text, 1e-2)
    const exact = everywhere(text, resolution).values
    expect(exact.some(Number.isNaN)).toBe(true)
    expect(values.map(Number.isNaN as (value: number) => never)).toEqual(exact.map(Number.isNaN as never))
  })
})
