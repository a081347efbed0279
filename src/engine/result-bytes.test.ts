import { expect, test } from 'vitest'
import { resultFromBytes, resultToBytes } from './result-bytes'

const result = {
  name: 'Größe ☃ "x"',
  numbers: [NaN, -0, Infinity, 5e-324],
  nested: { values: Float64Array.of(1.5, NaN, -0), none: null, flags: Uint8Array.of(1, 2, 3) },
  labels: Uint16Array.of(65535),
  empty: new Float64Array(0),
  last: Float32Array.of(0.1),
}

test('a result is read back as it was, numbers and all', () => {
  expect(resultFromBytes(resultToBytes(result))).toEqual(result)
})

test('its bytes depend on nothing else, and are read from any place', () => {
  const bytes = resultToBytes(result)
  expect(resultToBytes(structuredClone(result))).toEqual(bytes)
  const elsewhere = new Uint8Array(bytes.length + 3)
  elsewhere.set(bytes, 3)
  expect(resultFromBytes(elsewhere.subarray(3))).toEqual(result)
})

test('what cannot be packed is named', () => {
  expect(() => resultToBytes({ big: BigInt64Array.of(1n) })).toThrow('result holds a BigInt64Array')
})
