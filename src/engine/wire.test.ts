import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buffersOf, pack, serialisedCopy, unpack } from './wire'

/** Anything a job may send: numbers of every kind, texts, lists, objects, typed arrays. */
const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.double(),
    fc.constantFrom(NaN, Infinity, -Infinity, -0),
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    fc.float64Array(),
    fc.uint8Array(),
    fc.array(tie('value')),
    fc.array(fc.double(), { minLength: 60, maxLength: 70 }),
    fc.dictionary(
      fc.string().filter((key) => !key.startsWith('$')),
      tie('value'),
      { noNullPrototype: true },
    ),
  ),
})).value

describe('wire', () => {
  test('every value survives a link that serialises, to the last bit', () => {
    fc.assert(
      fc.property(anything, (value) => {
        // toStrictEqual tells -0 from 0 and holds NaN equal to itself.
        expect(unpack(serialisedCopy(pack(value)))).toStrictEqual(value)
      }),
      { seed: 11, numRuns: 300 },
    )
  })

  test('a long list of numbers travels as a typed array', () => {
    const list = Array.from({ length: 65 }, (_, i) => i - 30)
    expect(pack({ list, short: list.slice(1) })).toEqual({
      list: { $numbers: Float64Array.from(list) },
      short: list.slice(1),
    })
  })

  test('a link that serialises copies typed arrays', () => {
    const array = Float64Array.of(1, 2)
    const copy = serialisedCopy({ array }) as { array: Float64Array }
    array[0] = 9
    expect([...copy.array]).toEqual([1, 2])
  })

  test('only whole buffers are given away, each once', () => {
    const whole = Float64Array.of(1, 2, 3)
    const part = new Float64Array(4).subarray(1, 3)
    expect(buffersOf({ a: whole, b: [whole, part, new Float64Array(0)], c: 'text' })).toEqual([whole.buffer])
  })
})
