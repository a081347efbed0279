import { expect, test } from 'vitest'
import type { Context2D } from '../markers'
import type { PathData, StageContent } from '../stage'
import { emptyContent } from '../stage-model'
import { gridOf } from '../surface-grid'
import { CurvePlot } from './curve-plot'
import { drawCurve } from './draw-curve'
import { drawCurveMotions } from './draw-curve-pointer'

const size = { width: 800, height: 500, pixelRatio: 1 }
const domain = { x: [-2, 2], y: [-2, 2] } as const

/** f = x^2. */
const row = Array.from({ length: 401 }, (_, i) => (-2 + i / 100) ** 2)
const surface = gridOf({
  domain,
  resolution: [401, 3],
  values: Float64Array.from([...row, ...row, ...row]),
  range: Float64Array.of(0, 4),
})

/** What a context is told to do. */
function recorder() {
  const calls: (readonly [name: string, ...given: unknown[]])[] = []
  const context = new Proxy({} as Record<string, unknown>, {
    get: (held, name: string) =>
      name in held ? held[name] : (...given: unknown[]) => void calls.push([name, ...given]),
    set: (held, name: string, value) => {
      held[name] = value
      return true
    },
  }) as unknown as Context2D
  return { context, count: (name: string) => calls.filter(([each]) => each === name).length, calls }
}

function drawn(change: Partial<StageContent>) {
  const content = { ...emptyContent, surface, domain, ...change }
  const { context, ...rest } = recorder()
  const plot = new CurvePlot(content, size)
  drawCurve(context, content, plot, size)
  return { ...rest, plot }
}

test('a throw is marked on the curve: its numbers, its arrows and the way to a place that is off the picture', () => {
  const thrown = {
    marks: [
      { number: 2, at: [1, 0] as const },
      { number: 3, at: [-7, 0] as const },
    ],
    from: [1, 0] as const,
    arrows: [{ by: [-1, 0] as const, color: '#ff0000' }],
  }
  const { calls, plot, count } = drawn({ thrown })
  const numbers = calls.filter(([name, text]) => name === 'fillText' && (text === '2' || text === '3')).slice(-2)
  expect(numbers.map(([, text]) => text)).toEqual(['2', '3'])
  expect(numbers[0]![2]).toBeCloseTo(plot.project(1)!.px, 6)
  expect(numbers[1]![2]).toBeCloseTo(plot.project(-2)!.px, 3)
  expect(count('stroke')).toBeGreaterThan(drawn({}).count('stroke'))
})

test('forces are arrows along the curve', () => {
  const content = { ...emptyContent, surface, domain }
  const { context, count } = recorder()
  const plot = new CurvePlot(content, size)
  drawCurveMotions(context, content, plot)
  expect(count('stroke')).toBe(0)
  const motion = { at: [1, 0], velocity: [-0.5, 0], force: [-0.3, 0], drag: [0.2, 0] } as const
  drawCurveMotions(context, { ...content, motions: [motion] }, plot)
  expect(count('stroke')).toBeGreaterThanOrEqual(3)
})

test('a racer’s path has a dot for each step, a cross-section’s line none', () => {
  const path: PathData = {
    id: 'path',
    color: '#ff0000',
    marker: 'diamond',
    visible: true,
    count: 5,
    points: Float64Array.of(-1, 0, -0.5, 0, 0, 0, 0.5, 0, 1, 0),
    clock: new Float64Array(5).fill(-1),
  }
  const dots = (paths: readonly PathData[]) => drawn({ paths }).count('arc')
  expect(dots([path]) - dots([{ ...path, isCurve: true }])).toBe(5)
})
