import { expect, test } from 'vitest'
import { resolveSlice } from '../slice-setting'

/** Two racers' paths in three dimensions, of two points each. */
const paths: Readonly<Record<string, readonly number[]>> = { a: [0, 0, 1, 4, 0, 1], b: [0, 0, 1, 0, -3, 1] }
const context = {
  dimension: 3,
  standard: { origin: [0, 0, 0], u: [1, 0, 0], v: [0, 1, 0] },
  objective: () => expect.fail('no derivative is needed'),
  seed: 0,
  racers: ['a', 'b'],
  pathOf: (id: string) => ({ theta: Float64Array.from(paths[id]!), step: Float64Array.of(0, 1) }),
}

test('a plane goes through starts, ends and vectors: at (0, 0), (1, 0) and (0, 1)', () => {
  const points = [{ kind: 'start', of: 'a' }, { kind: 'end', of: 'a' }, [1, 2, 3]]
  expect(resolveSlice({ kind: 'points', points }, context)).toEqual({ origin: [0, 0, 1], u: [4, 0, 0], v: [1, 2, 2] })
})

test('a line goes from the first point to the second', () => {
  const points = [
    { kind: 'end', of: 'a' },
    { kind: 'end', of: 'b' },
  ]
  expect(resolveSlice({ kind: 'points', points }, context)).toEqual({ origin: [4, 0, 1], u: [-4, -3, 0] })
})
