import { expect, test } from 'vitest'
import { progressLine } from './watched'

test('a job is told by its name, its share and, where it is known, the time left', () => {
  expect(progressLine('S7.1', 0.429, undefined)).toBe('S7.1 42 %')
  expect(progressLine('S7.1', 0.429, 12.3)).toBe('S7.1 42 %, about 12 s left')
  expect(progressLine('basins', 0, 600)).toBe('basins 0 %, about 10 minutes left')
})
