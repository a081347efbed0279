import { describe, expect, test } from 'vitest'
import { landscapeSpec } from '../../src/core/scene/landscape'
import { checkScene } from '../../src/core/scene/parse'
import type { Scene } from '../../src/core/scene/scene'
import { raceSpec } from '../../src/engine/scene-specs'
import { computeDirectly } from './compute-directly'

/** Three clusters in four columns of different size, as measured flowers have them, by a rule that needs no chance. */
const flowers = Array.from({ length: 150 }, (_, k) => {
  const [kind, spread] = [k % 3, (column: number) => Math.sin(2.4 * k + 1.7 * column * k)]
  return [
    5 + kind + 0.5 * spread(1),
    3.4 - 0.3 * kind + 0.4 * spread(2),
    1.5 + 2 * kind + 0.5 * spread(3),
    0.2 + 0.9 * kind + 0.2 * spread(4),
  ]
})
const classes = { inputs: flowers, targets: flowers.map((_, k) => k % 3) }
const numbers = { inputs: flowers.map((row) => row.slice(0, 3)), targets: flowers.map((row) => row[3]) }

function sceneOf(landscape: object): Scene {
  const { value, problems } = checkScene({ basin: 1, landscape: { kind: 'network', ...landscape } })
  expect(problems).toEqual([])
  return value!
}

describe.each([
  ['classes', { widths: [4, 16, 16, 3], loss: 'cross-entropy', data: { ...classes, standardise: true } }],
  ['classes in their own units', { widths: [4, 16, 16, 3], loss: 'cross-entropy', data: classes }],
  ['numbers', { widths: [3, 16, 16, 1], loss: 'mse', data: { ...numbers, standardise: true } }],
  [
    'normalised',
    { widths: [4, 16, 16, 3], batchNorm: true, loss: 'cross-entropy', data: { ...classes, standardise: true } },
  ],
])('a network of one’s own data: %s', (_, landscape) => {
  const scene = sceneOf(landscape)
  const { rates } = computeDirectly('suit', {
    landscape: landscapeSpec(scene.landscape),
    domain: scene.landscape.domain,
  })

  test('halves its loss in the usual number of steps by the rates that suit it, and never leaps above where it began', () => {
    const racers = scene.racers.map((racer) => ({ ...racer, hyper: { ...racer.hyper, lr: rates[racer.optimizer]! } }))
    const { traces } = computeDirectly('race', raceSpec({ ...scene, racers }))
    for (const trace of traces) {
      const losses = trace.loss.subarray(0, trace.count)
      expect(losses.at(-1), trace.id).toBeLessThan(losses[0]! / 2)
      if (['sgd', 'momentum', 'nesterov'].includes(trace.id))
        expect(Math.max(...losses), trace.id).toBeLessThanOrEqual(1.01 * losses[0]!)
    }
  })

  test('moves by them much farther than by those of a surface’s preset', () => {
    const [sgd] = scene.racers
    expect(sgd!.id).toBe('sgd')
    expect(rates['sgd']).toBeGreaterThan(10 * Number(sgd!.hyper['lr']))
  })
})
