import { expect, test } from 'vitest'
import { resultKey } from './result-key'

test('kind, version, spec and tile all name a result', () => {
  const kind = { id: 'surface', version: 1 }
  const keys = [
    resultKey(kind, '{}')({ from: 0 }),
    resultKey(kind, '{}')({ from: 1 }),
    resultKey(kind, '{"a":1}')({ from: 0 }),
    resultKey({ ...kind, version: 2 }, '{}')({ from: 0 }),
    resultKey({ ...kind, id: 'race' }, '{}')({ from: 0 }),
  ]
  expect(new Set(keys).size).toBe(5)
  expect(resultKey({ ...kind }, '{}')({ from: 0 })).toBe(keys[0])
  expect(keys[0]).toMatch(/^[0-9a-f]{64}$/)
})
