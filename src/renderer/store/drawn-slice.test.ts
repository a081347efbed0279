import { expect, test } from 'vitest'
import type { SliceSetting } from '../../core/scene/landscape'
import { isLine as isLineByRecipe, sliceRecipes } from '../../core/scene/slice-setting'
import { isLine } from './drawn-slice'

const vectors = { origin: [0, 0, 0], u: [1, 0, 0] }
const settings: readonly SliceSetting[] = [
  vectors,
  { ...vectors, v: [0, 1, 0] },
  { kind: 'default' },
  { kind: 'axes', axes: [1] },
  { kind: 'axes', axes: [1, 2] },
  { kind: 'axes', parameters: ['0.bias[0]'] },
  { kind: 'axes', parameters: ['0.bias[0]', '0.bias[1]'] },
  { kind: 'random' },
  { kind: 'random', line: true },
  { kind: 'pca', of: 'all' },
  { kind: 'pca', of: 'all', line: true },
  { kind: 'eigenvectors' },
  { kind: 'eigenvectors', which: ['top'] },
  { kind: 'eigenvectors', which: ['top', 'bottom'] },
  { kind: 'gradient', line: true },
  { kind: 'gradient' },
  { kind: 'points', points: [[0], [1]], vectors },
  { kind: 'points', points: [[0], [1], [2]], vectors: { ...vectors, v: [0, 1, 0] } },
]

test.each(settings.map((setting) => [setting]))(
  '%j is a line for the window where it is one for its recipe',
  (setting) => {
    expect(isLine(setting)).toBe(isLineByRecipe(setting))
  },
)

test('each recipe is among them, as a line too where it gives one', () => {
  for (const { id, isLine: gives } of sliceRecipes) {
    const own = settings.filter((setting) => 'kind' in setting && setting.kind === id)
    expect(own.some(isLineByRecipe)).toBe(gives !== undefined)
  }
})
