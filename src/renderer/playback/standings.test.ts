import { describe, expect, it } from 'vitest'
import type { LandscapeCard } from '../../core/definitions/landscape'
import type { Outcome } from '../../core/race/trace'
import { appendRows, createTrace } from '../../engine/accumulations/race'
import { bestKnownPoints } from '../../core/scene/best-known-points'
import type { SceneLandscape } from '../../core/scene/landscape'
import { aimOn, lowestReached, standingsAt } from './standings'
import type { Trace } from './trace'
import { clockAtStep, clockOf, lengthOf, rowAt } from './trace'

/** A racer whose evaluations run at twice its steps, along the x axis. */
function traceOf(id: string, losses: readonly number[], outcome?: Outcome): Trace {
  const trace = createTrace(id)
  losses.forEach((loss, step) => {
    const rows = {
      step: Float64Array.of(step),
      theta: Float64Array.of(step, 0),
      loss: Float64Array.of(loss),
      gradientNorm: Float64Array.of(2 * loss),
      evaluations: Float64Array.of(2 * step),
    }
    appendRows(trace, { rows })
  })
  if (outcome !== undefined) {
    const step = losses.length - 1
    trace.ending = {
      outcome,
      step,
      reason: 'for the test',
      lastFinite: { step, theta: [step, 0], loss: losses[step]! },
    }
  }
  return trace
}

/** A racer of a sum over 10 examples that sees 4 of them a step; its loss is NaN where it is not measured. */
function sampledTraceOf(id: string, losses: readonly number[], outcome?: Outcome): Trace {
  const trace = traceOf(id, losses, outcome)
  const examples = Float64Array.from(losses, (_, step) => 4 * step)
  trace.sampled = { batchLoss: examples.map(() => 7), batchGradientNorm: examples.map(() => 7), examples, measured: {} }
  trace.evaluations = examples.map((seen) => seen / 10)
  return trace
}

describe('traces', () => {
  it('grow without losing rows', () => {
    const trace = traceOf('a', [5, 4, 3, 2, 1])
    expect(trace.count).toBe(5)
    expect([...trace.loss.subarray(0, 5)]).toEqual([5, 4, 3, 2, 1])
    expect([...trace.points.subarray(0, 10)]).toEqual([0, 0, 1, 0, 2, 0, 3, 0, 4, 0])
  })

  it('find the last row at or before a playhead, on either axis', () => {
    const trace = traceOf('a', [5, 4, 3])
    expect(rowAt(trace, 'step', -0.5)).toBe(-1)
    expect(rowAt(trace, 'step', 0)).toBe(0)
    expect(rowAt(trace, 'step', 1.9)).toBe(1)
    expect(rowAt(trace, 'evaluation', 1.9)).toBe(0)
    expect(rowAt(trace, 'step', 99)).toBe(2)
    expect(lengthOf([trace, traceOf('b', [1])], 'evaluation')).toBe(4)
  })

  it('know what a clock said after a step, as far as they go', () => {
    const trace = sampledTraceOf('a', [9, NaN, 3])
    expect([0, 1, 2].map((step) => clockAtStep(trace, 'examples', step))).toEqual([0, 4, 8])
    expect(clockAtStep(trace, 'step', 1)).toBe(1)
    expect(clockAtStep(trace, 'epoch', 3)).toBeNaN()
    expect(clockAtStep(createTrace('none'), 'step', 0)).toBeNaN()
  })
})

const nowhere = { kind: 'lowest', places: [] } as const

describe('standings', () => {
  const fast = traceOf('fast', [9, 1, 0.5])
  const slow = traceOf('slow', [9, 5, 0.1], 'max-steps')
  const lost = traceOf('lost', [9, 0.01], 'diverged')

  it('are ordered by the loss at the playhead', () => {
    expect(standingsAt([slow, fast], 'step', 1.5, nowhere).map((row) => row.id)).toEqual(['fast', 'slow'])
    expect(standingsAt([slow, fast], 'step', 2, nowhere).map((row) => row.id)).toEqual(['slow', 'fast'])
  })

  it('show an outcome only once the playhead has reached it, and put the lost last', () => {
    const before = standingsAt([lost, fast, slow], 'step', 0.5, nowhere)
    expect(before.every((row) => row.outcome === undefined)).toBe(true)
    const after = standingsAt([lost, fast, slow], 'step', 1, nowhere)
    expect(after.at(-1)).toMatchObject({ id: 'lost', outcome: 'diverged', lost: true, loss: 0.01 })
  })

  it('measure the distance to the nearest best point', () => {
    const places = [[2, 3] as const, [-7, 0] as const]
    const [row] = standingsAt([fast], 'step', 2, { kind: 'known', places })
    expect(row).toMatchObject({ distance: 3, gradientNorm: 1 })
    expect(standingsAt([fast], 'step', 2, nowhere)[0]!.distance).toBeNaN()
  })

  it('measure how far racers have left a plane, where nobody knows of a best point', () => {
    const network = { kind: 'network', dimension: 9 } as SceneLandscape
    const left = { ...fast, distance: Float64Array.of(0, 0.5, 2) }
    const aim = aimOn(undefined, network, [left])
    expect([0, 1, 2].map((step) => standingsAt([left], 'step', step, aim)[0]!.distance)).toEqual([0, 0.5, 2])
    // Two parameters are the plane itself.
    expect(aimOn(undefined, { ...network, dimension: 2 } as SceneLandscape, [fast])).toEqual({
      kind: 'lowest',
      places: [[2, 0]],
    })
  })

  it('show the loss and gradient that were measured last, and what was spent until the playhead', () => {
    const sampled = sampledTraceOf('sampled', [9, NaN, NaN, 3, NaN])
    const at = (playhead: number) => standingsAt([sampled], 'step', playhead, { kind: 'known', places: [[0, 0]] })[0]
    expect(at(2.5)).toMatchObject({ loss: 9, gradientNorm: 18, spent: 0.8, distance: 2 })
    expect(at(4)).toMatchObject({ loss: 3, gradientNorm: 6, spent: 1.6, distance: 4 })
  })

  it('follow a playhead that counts epochs or examples', () => {
    const sampled = sampledTraceOf('sampled', [9, NaN, NaN, 3, NaN])
    expect([...clockOf(sampled, 'epoch')]).toEqual([0, 0.4, 0.8, 1.2, 1.6])
    expect([...clockOf(sampled, 'examples')]).toEqual([0, 4, 8, 12, 16])
    expect(lengthOf([sampled], 'examples')).toBe(16)
    expect(standingsAt([sampled], 'epoch', 1.3, nowhere)[0]).toMatchObject({ loss: 3, spent: 1.2 })
    expect(standingsAt([sampled], 'examples', 11, nowhere)[0]).toMatchObject({ loss: 9, spent: 8 })
  })

  it('order racers that were measured at different steps', () => {
    const sampled = sampledTraceOf('sampled', [9, NaN, 2, NaN])
    expect(standingsAt([slow, sampled], 'step', 1, nowhere).map((row) => row.id)).toEqual(['slow', 'sampled'])
    expect(standingsAt([fast, sampled], 'step', 2, nowhere).map((row) => row.id)).toEqual(['fast', 'sampled'])
  })

  it('know the lowest place reached where not every loss is measured', () => {
    expect(lowestReached([sampledTraceOf('sampled', [9, NaN, 2, NaN, 5])])).toEqual([[2, 0]])
    expect(lowestReached([sampledTraceOf('sampled', [NaN])])).toEqual([])
  })

  it('know the lowest place reached', () => {
    expect(lowestReached([fast, slow])).toEqual([[2, 0]])
    expect(lowestReached([])).toEqual([])
  })
})

describe('best known points', () => {
  const card = {
    parameters: { b: { default: 100 } },
    knownPoints: [
      { at: [1, 1], value: 0, kind: 'minimum' },
      { at: [-1, 1], value: 4, kind: 'minimum' },
      { at: [3, 3], value: -9, kind: 'saddle' },
    ],
  } as unknown as LandscapeCard

  it('are the lowest minima, at the default parameters only', () => {
    expect(bestKnownPoints(card, { parameters: {} })).toEqual([[1, 1]])
    expect(bestKnownPoints(card, { parameters: { b: 100 } })).toEqual([[1, 1]])
    expect(bestKnownPoints(card, { parameters: { b: 50 } })).toEqual([])
  })

  it('of a family are those of its default dimension and plane', () => {
    const family = { ...card, dimension: { default: 10, min: 2, max: 100 } }
    const slice = { origin: [1], u: [1], v: [1] }
    expect(bestKnownPoints(family, { parameters: {}, dimension: 10 })).toEqual([[1, 1]])
    expect(bestKnownPoints(family, { parameters: {}, dimension: 9 })).toEqual([])
    expect(bestKnownPoints(family, { parameters: {}, dimension: 10, slice })).toEqual([])
  })
})
