import { expect, test } from 'vitest'
import { doctorSpec } from '../../src/engine/scene-specs'
import { scene } from '../support/scenes'
import { computeDirectly } from './compute-directly'

test('a picture is looked at whose racers’ paths are too large, and these are named', () => {
  const large = scene({
    basin: 1,
    landscape: { kind: 'network', widths: [2, 400, 400, 2], loss: 'cross-entropy', data: { id: 'moons', examples: 4 } },
    steps: 1000,
    racers: [{ id: 'a', optimizer: 'sgd', lr: 0.01 }],
  })
  const { unseen } = computeDirectly('doctor', doctorSpec(large, 9, true))
  expect(unseen).toEqual(['a'])
  const small = { ...large, steps: 2 }
  expect(computeDirectly('doctor', doctorSpec(small, 9, true)).unseen).toEqual([])
})
