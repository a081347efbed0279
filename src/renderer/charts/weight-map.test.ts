import { expect, test } from 'vitest'
import { weightCellAt, weightMapFrame } from './weight-map'

const layer = { rows: 16, columns: 2, bias: 32 }

test('a cell of a map of weights is found where it is drawn; beside it and in the gap there is none', () => {
  const frame = weightMapFrame(layer, 300)
  const [width, height] = frame.cell
  const middle = (column: number, unit: number) => [frame.left + (column + 0.5) * width, (unit + 0.5) * height] as const
  expect(weightCellAt(layer, frame, middle(0, 0))).toEqual({ unit: 0, column: 0 })
  expect(weightCellAt(layer, frame, middle(1, 15))).toEqual({ unit: 15, column: 1 })
  expect(weightCellAt(layer, frame, [frame.biasAt + width / 2, 3.5 * height])).toEqual({ unit: 3, column: 2 })
  expect(weightCellAt(layer, frame, [frame.left - 1, height])).toBeUndefined()
  expect(weightCellAt(layer, frame, [frame.biasAt - 1, height])).toBeUndefined()
  expect(weightCellAt(layer, frame, [frame.width + 1, height])).toBeUndefined()
  expect(weightCellAt(layer, frame, [frame.left + 1, frame.height])).toBeUndefined()
})

test('a map is no wider than its room', () => {
  for (const columns of [1, 16, 500]) {
    const { width } = weightMapFrame({ ...layer, columns }, 120)
    expect(width).toBeLessThanOrEqual(120 + 1e-9)
  }
})
