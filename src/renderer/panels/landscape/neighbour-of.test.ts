import { describe, expect, test } from 'vitest'
import { neighbourOf } from './neighbour-of'

/** Two rows of three and a last row of one, in another group. */
const boxes = [0, 1, 2, 3, 4, 5].map((i) => ({ left: 80 * (i % 3), top: i < 3 ? 10 : 70 }))
boxes.push({ left: 0, top: 160 })
const from = (index: number, key: string) => neighbourOf(boxes, index, key)

describe('arrow keys', () => {
  test('lead along a row and on to the next', () => {
    expect([from(0, 'ArrowRight'), from(2, 'ArrowRight'), from(6, 'ArrowRight')]).toEqual([1, 3, undefined])
    expect([from(3, 'ArrowLeft'), from(0, 'ArrowLeft')]).toEqual([2, undefined])
  })

  test('lead down and up a column, to the nearest where a row is short', () => {
    expect([from(1, 'ArrowDown'), from(5, 'ArrowDown'), from(6, 'ArrowDown')]).toEqual([4, 6, undefined])
    expect([from(6, 'ArrowUp'), from(5, 'ArrowUp')]).toEqual([3, 2])
  })

  test('lead into the list from above, and out of it again', () => {
    expect([from(-1, 'ArrowDown'), from(1, 'ArrowUp')]).toEqual([0, -1])
    expect([from(-1, 'ArrowUp'), from(-1, 'End'), neighbourOf([], -1, 'ArrowDown')]).toEqual(Array(3).fill(undefined))
  })

  test('and the ends are a key away', () => {
    expect([from(4, 'Home'), from(1, 'End'), from(1, 'a')]).toEqual([0, 6, undefined])
  })
})
