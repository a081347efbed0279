import { expect, test } from 'vitest'
import { Recorder } from './recorder'

function pointAt(step: number, dimension: number): Float64Array {
  return Float64Array.from({ length: dimension }, (_, i) => step + (i + 1) / 4)
}

/** Records so many rows of consecutive steps and takes them; each row's numbers tell its step. */
function takeAfter(recorder: Recorder, first: number, rows: number, dimension = 2) {
  for (let step = first; step < first + rows; step++) {
    recorder.record(step, pointAt(step, dimension), 1 - step, 2 * step, step + 1)
  }
  return recorder.take()
}

test.each([1, 2, 3])('hands over every row once, whatever is taken when, in dimension %i', (dimension) => {
  const recorder = new Recorder(dimension)
  let next = 0
  for (const rows of [1, 0, 257, 512, 512, 1024, 300, 0, 3, 256, 256, 5000, 1]) {
    const columns = takeAfter(recorder, next, rows, dimension)
    const steps = Array.from({ length: rows }, (_, i) => next + i)
    expect([...columns.step]).toEqual(steps)
    expect([...columns.theta]).toEqual(steps.flatMap((step) => [...pointAt(step, dimension)]))
    expect([...columns.loss]).toEqual(steps.map((step) => 1 - step))
    expect([...columns.gradientNorm]).toEqual(steps.map((step) => 2 * step))
    expect([...columns.evaluations]).toEqual(steps.map((step) => step + 1))
    // Only what is the whole of its buffer can be transferred.
    for (const column of Object.values(columns)) expect(column.buffer.byteLength).toBe(column.byteLength)
    next += rows
  }
})

test('does not touch again what it handed over, copied or not', () => {
  const recorder = new Recorder(2)
  const taken = [100, 512, 512, 512].map((rows, i) => takeAfter(recorder, 1000 * i, rows))
  expect(taken.map(({ step }) => step[0])).toEqual([0, 1000, 2000, 3000])
  expect(new Set(taken.map(({ loss }) => loss.buffer)).size).toBe(4)
})
