import { describe, expect, test } from 'vitest'
import { minimal } from '../../../test/support/scenes'
import { checkScene } from '../../core/scene/parse'
import { isLine } from './drawn-slice'
import {
  pathMeant,
  type PlaneKind,
  planeRecipe,
  type PlaneSubjects,
  planeWords,
  sliceOfRecipe,
  usualRecipe,
  withShape,
} from './plane-recipes'

const network = {
  kind: 'network',
  widths: [2, 3, 2],
  loss: 'cross-entropy',
  data: { id: 'moons', examples: 20 },
}
const ofNetwork: PlaneSubjects = {
  paths: ['adam', 'sgd'],
  path: 'adam',
  halfway: 10,
  parameters: ['0.weight[0,0]', '0.bias[0]'],
}
const ofFormula: PlaneSubjects = { ...ofNetwork, paths: ['adam'], parameters: undefined }
const formula = { kind: 'catalog', id: 'rosenbrock-n', dimension: 5 }
const kinds: readonly PlaneKind[] = ['default', 'random', 'pca', 'eigenvectors', 'gradient', 'axes', 'points']

describe.each([
  ['a network', network, ofNetwork],
  ['a formula', formula, ofFormula],
] as const)('recipes of %s', (_, landscape, subjects) => {
  test.each(kinds)('are in order as they are chosen, as a plane and as a line: %s', (kind) => {
    const plane = usualRecipe(kind, subjects)!
    const line = withShape(plane, true, subjects)
    // A plane of a path is known only after the race.
    const start = landscape === formula ? { start: [1, 1, 1, 1, 1] } : {}
    const racers = subjects.paths.map((id) => ({ id, optimizer: id }))
    for (const recipe of [plane, line, withShape(line, false, subjects)]) {
      const slice = sliceOfRecipe(recipe)
      const scene = { ...minimal, landscape: { ...landscape, ...(slice && { slice }) }, racers, steps: 20, ...start }
      expect(checkScene(scene).problems).toEqual([])
      expect(isLine(slice)).toBe(recipe === line && kind !== 'default')
    }
    expect(withShape(line, false, subjects)).toEqual(
      kind === 'eigenvectors' ? { ...plane, which: ['top', 'top-2'] } : plane,
    )
  })
})

test('without a path there is nothing that some recipes could be about', () => {
  const none = { ...ofNetwork, paths: [], path: undefined }
  expect(kinds.filter((kind) => usualRecipe(kind, none) === undefined)).toEqual(['pca', 'points'])
  expect(usualRecipe('eigenvectors', none)).toEqual({ kind: 'eigenvectors' })
})

test('a recipe goes on about the path that the one before was about', () => {
  expect(pathMeant({ kind: 'pca', of: 'sgd' }, ['adam', 'sgd'])).toBe('sgd')
  expect(pathMeant({ kind: 'pca', of: 'all' }, ['adam', 'sgd'])).toBe('adam')
  expect(pathMeant(undefined, [])).toBeUndefined()
})

test('what is drawn is said in words', () => {
  const vectors = { origin: [0], u: [1] }
  expect(planeRecipe({ kind: 'pca', of: 'sgd', vectors })).toEqual({ kind: 'pca', of: 'sgd' })
  expect(planeWords({ kind: 'pca', of: 'sgd', line: true })).toBe(
    'a line along principal directions of the path of sgd, about its end',
  )
  expect(planeWords(vectors)).toBe('a line along its own vectors')
  expect(planeWords({ kind: 'random', normalise: 'none' })).toBe('a plane along random directions')
})
