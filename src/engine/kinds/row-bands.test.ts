import { expect, test } from 'vitest'
import { rowBands } from './row-bands'
import { surfaceKind } from './surface'

test.each([
  [1, [0, 1, 2, 3, 4]],
  [10, [0, 2, 4]],
  [25, [0]],
  [1e9, [0]],
  [Infinity, [0]],
])('bands of %d points cover a grid of 5 x 5 once', (points, starts) => {
  const bands = rowBands([5, 5], points)
  expect(bands.map(({ from }) => from)).toEqual(starts)
  expect(bands.map(({ to }) => to)).toEqual([...starts.slice(1), 5])
})

test.each(['3', 'x', 'y', 'k'])('%s, which takes no operation, has a surface', (expression) => {
  const landscape = { kind: 'expression' as const, expression, parameters: { k: 1 } }
  const domain = { x: [-1, 1] as const, y: [-1, 1] as const }
  expect(surfaceKind.plan({ landscape, domain, resolution: [3, 5], gradient: false })).toEqual([{ from: 0, to: 5 }])
})
