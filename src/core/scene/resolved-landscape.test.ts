import { expect, test } from 'vitest'
import type { SampledGrid } from '../objectives/sampled-grid'
import type { LandscapeSpec } from './landscape'
import { resolveLandscape } from './landscape-kinds'

const axis = Float64Array.of(0, 1, 2, 3)
const grid: SampledGrid = { x: axis, y: axis, values: Float64Array.from({ length: 16 }, (_, i) => i * i) }

const specs: readonly LandscapeSpec[] = [
  { kind: 'catalog', id: 'himmelblau', parameters: {} },
  { kind: 'catalog', id: 'rosenbrock-n', parameters: {}, dimension: 2 },
  { kind: 'catalog', id: 'quadratic-n', parameters: {}, dimension: 7 },
  { kind: 'expression', expression: 'x^2 + y^2', parameters: {} },
  { kind: 'expression', expression: '(x - a)^2 + y^2', parameters: {}, examples: { a: [1, 2] } },
  { kind: 'expression', expression: 'x1^2 + x3^2', parameters: {}, dimension: 3 },
  { kind: 'sampled', surface: 'measured', blob: 'its name' },
]

test.each(specs.map((spec) => [spec] as const))(
  'the layout of %j is told without computing, as its objective has it',
  (spec) => {
    let isRead = false
    const landscape = resolveLandscape(spec, () => {
      isRead = true
      return grid
    }).value!
    const layout = landscape.layout()
    expect(isRead).toBe(false)
    expect(landscape.objective().layout).toEqual(layout)
  },
)
