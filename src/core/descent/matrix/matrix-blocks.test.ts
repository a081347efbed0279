import { expect, it } from 'vitest'
import type { Layout, LayoutBlock } from '../../objectives/objective'
import { matrixBlocks } from './matrix-blocks'

function block(role: LayoutBlock['role'], offset: number, ...shape: number[]): LayoutBlock {
  return { name: `${role} at ${offset}`, role, offset, shape }
}

it('takes a formula’s variables for one vector', () => {
  const layout: Layout = [block('coordinate', 0), block('coordinate', 1), block('coordinate', 2)]
  expect(matrixBlocks(layout)).toEqual([{ offset: 0, rows: 1, columns: 3, isVector: true }])
  expect(matrixBlocks(layout)).toBe(matrixBlocks(layout))
})

it('takes matrices as they are, more dimensions as columns, fewer as vectors, and leaves out buffers', () => {
  const layout: Layout = [
    block('weight', 0, 4, 3),
    block('bias', 12, 4),
    block('weight', 16, 2, 3, 5),
    block('buffer', 46, 7),
    block('scale', 53),
    block('weight', 54, 1, 6),
  ]
  expect(matrixBlocks(layout)).toEqual([
    { offset: 0, rows: 4, columns: 3, isVector: false },
    { offset: 12, rows: 1, columns: 4, isVector: true },
    { offset: 16, rows: 2, columns: 15, isVector: false },
    { offset: 53, rows: 1, columns: 1, isVector: true },
    { offset: 54, rows: 1, columns: 6, isVector: false },
  ])
})

it('joins no coordinates that lie apart, nor a coordinate to another block', () => {
  const apart: Layout = [block('coordinate', 0), block('coordinate', 2), block('coordinate', 3)]
  expect(matrixBlocks(apart).map(({ offset, columns }) => [offset, columns])).toEqual([
    [0, 1],
    [2, 2],
  ])
  const behind: Layout = [block('bias', 0, 2), block('coordinate', 2), block('coordinate', 3)]
  expect(matrixBlocks(behind).map(({ offset, columns }) => [offset, columns])).toEqual([
    [0, 2],
    [2, 2],
  ])
})
