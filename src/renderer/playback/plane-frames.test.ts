import { describe, expect, test } from 'vitest'
import { scene } from '../../../test/support/scenes'
import type { SurfaceResult } from '../../engine'
import type { PathData } from '../scene/stage'
import { contentOf, frameSteps, momentAt, mostFrames, type PlaneFrame, planeMoments } from './plane-frames'
import type { Trace } from './trace'

const slice = { origin: [0, 0, 0, 0], u: [1, 0, 0, 0], v: [0, 1, 0, 0] }
const raced = scene({
  basin: 1,
  landscape: { kind: 'catalog', id: 'rosenbrock-n', dimension: 4 },
  racers: [{ optimizer: 'sgd' }, { optimizer: 'adam' }],
})
const step = Float64Array.of(0, 3, 6, 9, 12, 14)
const trace = { id: 'adam', count: 6, step, evaluations: step.map((each) => 2 * each) } as Trace

function frame(at: number, range: readonly [number, number]): PlaneFrame {
  const surface: SurfaceResult = {
    domain: raced.landscape.domain,
    resolution: [2, 2],
    values: Float64Array.of(range[0], 0, 0, range[1]),
    gradients: new Float64Array(8),
    range: Float64Array.from(range),
  }
  return {
    step: at,
    slice,
    surface,
    places: [new Float64Array(12), Float64Array.from({ length: 12 }, (_, k) => at + k)],
  }
}

describe('the plane that goes with a racer', () => {
  test('is drawn at recorded steps, the first and the last among them, and at no more than a film shows', () => {
    expect(frameSteps(trace, 1)).toEqual([0, 3, 6, 9, 12, 14])
    expect(frameSteps(trace, 5)).toEqual([0, 6, 12, 14])
    expect(frameSteps(trace, 100)).toEqual([0, 14])
    expect(frameSteps({ count: 0, step }, 5)).toEqual([])
    const long = { count: 10_000, step: Float64Array.from({ length: 10_000 }, (_, k) => k) }
    const steps = frameSteps(long, 1)
    expect([steps.length <= mostFrames + 1, steps.length > mostFrames / 2, steps.at(-1)]).toEqual([true, true, 9999])
  })

  test('is shown from its step on, in the order of the clock, on one scale of heights', () => {
    const moments = planeMoments([frame(6, [-1, 4]), frame(0, [1, 9])], { ...raced, compareBy: 'evaluation' }, trace)
    expect(moments.map(({ from }) => from)).toEqual([0, 12])
    expect(moments.map(({ surface }) => [surface.reference, surface.span])).toEqual([
      [-1, 10],
      [-1, 10],
    ])
    expect([-1, 0, 11.9, 12, 99].map((playhead) => moments.indexOf(momentAt(moments, playhead)!))).toEqual([
      0, 0, 0, 1, 1,
    ])
    expect(momentAt([], 3)).toBeUndefined()
  })

  test('has the paths of the racers where they lie on it, and nothing of the plane that stays', () => {
    const [moment] = planeMoments([frame(3, [0, 1])], raced, trace)
    const path = (id: string, count: number) =>
      ({ id, count, points: new Float64Array(12), clock: step }) as unknown as PathData
    const { paths, start, stems } = contentOf(moment!, [path('recorded path', 2), path('adam', 4)])
    expect(paths.map(({ id, count, points }) => [id, count, points[0]])).toEqual([['adam', 4, 3]])
    expect([start, stems]).toEqual([undefined, []])
  })
})
