import { expect, test } from 'vitest'
import { checkScene } from '../../core/scene/parse'
import type { Scene } from '../../core/scene/scene'
import type { RaceSpec } from '../../engine'
import type { Engine } from '../../engine/client'
import { costSizes, type UpdateCost, updateCosts } from './update-cost'

const scene = checkScene({
  basin: 1,
  landscape: { kind: 'expression', expression: '(a*x + y)^2', examples: { a: Array.from({ length: 9 }, (_, i) => i) } },
  racers: [{ optimizer: 'adam', batch: { sampler: 'full' } }],
}).value as Scene

test('sizes are powers of two and their neighbours, as many as there are examples', () => {
  expect(costSizes(9)).toEqual([1, 2, 3, 4, 5, 7, 8, 9])
  expect(costSizes(1e6).slice(-4)).toEqual([512, 513, 1023, 1024])
})

test('an update is what a long race takes more than one of a single step', async () => {
  let now = 0
  const asked: RaceSpec[] = []
  const engine = {
    run(_kind: 'race', spec: RaceSpec) {
      asked.push(spec)
      now += 25 + spec.steps * (0.01 + 0.002 * spec.batch!.size!)
      return { end: Promise.resolve({ status: 'done' }), cancel: () => undefined }
    },
  } as unknown as Engine
  const costs: UpdateCost[] = []
  for await (const cost of updateCosts({ engine, clock: () => now }, scene, 100)) costs.push(cost)
  expect(costs.map(({ size }) => size)).toEqual([1, 2, 3, 4, 5, 7, 8, 9])
  for (const { size, time } of costs) expect(time).toBeCloseTo(0.01 + 0.002 * size, 9)
  // Answers that are kept would take no time.
  expect(new Set(asked.map(({ seed }) => seed)).size).toBe(asked.length)
  expect(asked.every(({ racers }) => racers.every((racer) => !('batch' in racer)))).toBe(true)
})
