import { expect, test } from 'vitest'
import { motionScale } from './motion-arrows'

const domain = { x: [-2, 2], y: [-1, 1] } as const
const mark = (velocity: readonly [number, number]) => ({
  at: [0, 0] as const,
  velocity,
  force: [0.001, 0] as const,
  drag: [0, 0] as const,
})

test('arrows are drawn to one scale, by which the longest of all is as long whatever the steps', () => {
  const motions = [mark([0, 0.01]), mark([0.02, 0])]
  const scale = motionScale(motions, domain)
  // Both are as long on screen: a hundredth of a half-width.
  expect(scale * 0.01).toBeCloseTo(0.36, 12)
  expect(motionScale(motions.slice(0, 1), domain)).toBeCloseTo(scale, 12)
  expect(motionScale([mark([0, 1e-9])], domain)).toBeCloseTo(0.36 / (0.001 / 2), 9)
})

test('nothing is drawn where nothing moves, or is not finite', () => {
  expect(motionScale([], domain)).toBe(0)
  expect(motionScale([{ ...mark([0, 0]), force: [0, 0] }], domain)).toBe(0)
  expect(motionScale([{ ...mark([NaN, 0]), force: [0, 0] }], domain)).toBe(0)
})
