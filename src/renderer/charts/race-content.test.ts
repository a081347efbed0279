import { describe, expect, test } from 'vitest'
import { scene } from '../../../test/support/scenes'
import { createTrace } from '../../engine/accumulations/race'
import type { Trace } from '../playback/trace'
import { missingQuantity } from './missing-quantity'
import { raceContent } from './race-content'
import { racePlot } from './race-plot'
import { runningMean } from './running-mean'

const raced = (chart: object, more: object = {}) =>
  scene({
    basin: 1,
    landscape: { kind: 'catalog', id: 'sphere' },
    racers: [{ optimizer: 'sgd', lr: 0.5, fork: { at: 1, lr: 0.25 } }],
    view: { chart },
    ...more,
  })

const trace: Trace = {
  ...createTrace('sgd'),
  count: 3,
  step: Float64Array.of(0, 1, 2),
  evaluations: Float64Array.of(1, 3, 5),
  points: Float64Array.of(3, 4, 0, 4, 0, 0),
  loss: Float64Array.of(25, 16, 0),
  gradientNorm: Float64Array.of(10, 8, 0),
}

const none = { places: [] }

const yOf = (quantity: string) =>
  raceContent({ scene: raced({ quantity }), traces: [trace], reference: { places: [[0, 0]], value: 1 } }).sides[0]!
    .curves[0]!

describe('the chart of a race', () => {
  test.each([
    ['loss', [25, 16, 0]],
    ['gradient-norm', [10, 8, 0]],
    ['step-length', [3, 4]],
    ['start-distance', [0, 3, 5]],
    ['parameter-norm', [5, 4, 0]],
    ['best-distance', [5, 4, 0]],
    ['squared-distance', [25, 16, 0]],
    ['excess', [24, 15, -1]],
    ['learning-rate', [0.5, 0.25]],
  ])('shows %s', (quantity, y) => {
    expect(yOf(quantity).y).toEqual(y)
  })

  test('is drawn against another clock than the playhead counts by', () => {
    const chart = { quantity: 'loss', second: 'step-length', against: 'evaluation' }
    const content = raceContent({ scene: raced(chart), traces: [trace], reference: none })
    expect(content).toMatchObject({ against: 'evaluation', length: 5, isPlayheads: false })
    expect(content.sides.map(({ curves: [curve] }) => [curve!.x, curve!.at])).toEqual([
      [
        [1, 3, 5],
        [0, 1, 2],
      ],
      [
        [3, 5],
        [1, 2],
      ],
    ])
  })

  test('has what the batches say of those who see batches, and of no one who sees all', () => {
    const landscape = { kind: 'expression', expression: '(a - x)^2 + y^2', examples: { a: [1, 2, 3, 4] } }
    const sgd = { optimizer: 'sgd', lr: 0.5 }
    const batch = { sampler: 'reshuffle', size: 2 }
    const racers = [sgd, { ...sgd, id: 'all', batch: { sampler: 'full' } }]
    const sampled = { ...trace.sampled!, batchLoss: Float64Array.of(NaN, 30, 20) }
    const traces = ['sgd', 'all'].map((id): Trace => ({ ...trace, id, sampled }))
    const [side] = raceContent({
      scene: raced({ quantity: 'loss' }, { landscape, batch, racers }),
      traces,
      reference: none,
    }).sides
    expect(side!.curves.map(({ batches }) => batches?.y)).toEqual([[30, 20], undefined])
  })

  test('draws what is measured alike on one scale, and what is not on two', () => {
    const sampled = { ...trace.sampled!, measured: { test: Float64Array.of(900, 40, 1) } }
    const [box, traces] = [{ left: 0, top: 0, width: 300, height: 200 }, [{ ...trace, sampled }]]
    const sidesOf = (chart: object) =>
      racePlot(raceContent({ scene: raced(chart), traces, reference: none }), box).sides
    const [loss, test] = sidesOf({ quantity: 'loss', second: 'test', scale: 'log', secondScale: 'log' })
    for (const value of [2, 25, 800]) expect(test!.y(value)).toBe(loss!.y(value))
    const [linear, log] = sidesOf({ quantity: 'loss', second: 'test', scale: 'linear', secondScale: 'log' })
    expect(log!.y(25)).not.toBe(linear!.y(25))
    const [own, norm] = sidesOf({ quantity: 'loss', second: 'gradient-norm', scale: 'log', secondScale: 'log' })
    expect(norm!.y(8)).not.toBe(own!.y(8))
  })

  test('marks the parameters that early stopping went back to', () => {
    const lastFinite = { step: 1, theta: [0, 4], loss: 16 }
    const stopped: Trace = { ...trace, ending: { outcome: 'early-stopped', step: 2, reason: '', lastFinite } }
    const [side] = raceContent({ scene: raced({ quantity: 'loss' }), traces: [stopped], reference: none }).sides
    expect(side!.curves[0]!.restored).toEqual({ x: 1, y: 16, at: 1 })
  })

  test('marks where stop rules would have ended those that are shown', () => {
    const sampled = { ...trace.sampled!, measured: { validation: Float64Array.of(3, 1, 2) } }
    const stopsOf = (chart: object) =>
      raceContent({ scene: raced(chart), traces: [{ ...trace, sampled }], reference: none, emphasised: 'other' }).stops
    expect(stopsOf({ stops: { patience: 1, gradientNorm: 8 }, against: 'evaluation' })).toEqual([
      { id: 'sgd', color: expect.any(String), isFaint: false, label: 't*', x: 3, at: 1 },
      { id: 'sgd', color: expect.any(String), isFaint: false, label: '‖∇J‖ ≤ 8', x: 3, at: 1 },
    ])
    expect(stopsOf({})).toBeUndefined()
    // The start has no place on a logarithmic axis.
    expect(stopsOf({ stops: { gradientNorm: 10 }, againstScale: 'log' })).toBeUndefined()
  })

  test('says what is missing, and what there is to do about it', () => {
    const seldom = raced({ quantity: 'step-length' }, { record: 5 })
    const missing = missingQuantity(seldom, { quantity: 'step-length', curves: [], bands: [] })
    expect(missing?.message).toBe('step lengths need every step: each 5th is recorded')
    expect(missing?.remedy?.edit(seldom).record).toBe(1)
    const lacking = missingQuantity(seldom, { quantity: 'risk', curves: [], bands: [] })
    expect(lacking).toEqual({ message: 'risk is one of sums over examples' })
  })
})

test('a running mean is of what was measured in the last steps', () => {
  const step = Float64Array.of(0, 1, 2, 3, 4, 5)
  const values = Float64Array.of(NaN, 2, 4, NaN, 8, 1)
  expect([...runningMean(step, values, 6, 3)]).toEqual([NaN, 2, 3, NaN, 6, 4.5])
  expect([...runningMean(step, values, 6, 1)]).toEqual([...values])
})
