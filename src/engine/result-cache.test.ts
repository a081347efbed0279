import { describe, expect, test } from 'vitest'
import { createResultCache } from './result-cache'

const kilobyte = () => new Float64Array(128)

describe('result cache', () => {
  test('drops what was used longest ago once it is full', () => {
    const cache = createResultCache(5000)
    for (const key of ['a', 'b', 'c', 'd']) cache.put(key, kilobyte())
    cache.get('a')
    cache.put('e', kilobyte())
    expect(['a', 'b', 'c', 'd', 'e'].filter((key) => cache.get(key) !== undefined)).toEqual(['a', 'c', 'd', 'e'])
  })

  test('does not keep what would take the place of most others', () => {
    const cache = createResultCache(5000)
    cache.put('small', kilobyte())
    cache.put('large', [kilobyte(), kilobyte()])
    expect(cache.get('large')).toBeUndefined()
    expect(cache.get('small')).toBeDefined()
  })

  test('tells a result that is undefined from none', () => {
    const cache = createResultCache(1000)
    cache.put('nothing', undefined)
    expect(cache.get('nothing')).toMatchObject({ value: undefined })
    expect(cache.get('other')).toBeUndefined()
  })
})
