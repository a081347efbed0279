import { expect, test } from 'vitest'
import { EarlyStopping } from './early-stopping'

test('a checkpoint’s best is a copy, whose buffers may be given away', () => {
  const early = new EarlyStopping(3, 'validation')
  const point = { step: 4, theta: Float64Array.of(1, 2), running: Float64Array.of(0, 1), loss: 1, gradientNorm: 1 }
  early.note(0.5, point)
  const { theta, running } = early.snapshot()!
  structuredClone([theta, running], { transfer: [theta.buffer, running!.buffer] })
  expect([theta.length, running!.length]).toEqual([0, 0])
  expect(early.snapshot()).toMatchObject({ theta: Float64Array.of(1, 2), running: Float64Array.of(0, 1) })
})
