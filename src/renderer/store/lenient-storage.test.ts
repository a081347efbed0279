import { expect, test } from 'vitest'
import { lenientStorage } from './lenient-storage'

test('keeps what the storage keeps', () => {
  const kept = new Map<string, string>()
  const storage = lenientStorage(() => ({
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => void kept.set(key, text),
  }))
  storage.setItem('a', 'b')
  expect([storage.getItem('a'), storage.getItem('c')]).toEqual(['b', null])
})

test.each([
  ['full', { getItem: () => 'as before', setItem: refuse }, 'as before'],
  ['unreadable', { getItem: refuse, setItem: refuse }, null],
])('goes on where the storage is %s', (_why, given, read) => {
  const storage = lenientStorage(() => given)
  storage.setItem('a', 'b')
  expect(storage.getItem('a')).toBe(read)
})

test('goes on where there may be none', () => {
  const storage = lenientStorage(refuse)
  storage.setItem('a', 'b')
  expect(storage.getItem('a')).toBe(null)
})

function refuse(): never {
  throw new Error('refused')
}
