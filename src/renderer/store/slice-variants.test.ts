import { expect, test } from 'vitest'
import { scene } from '../../../test/support/scenes'
import { checkScene } from '../../core/scene/parse'
import { sceneDocument } from '../../core/scene/write'
import { freeze } from './network-plane'
import { drawVariant, lineSpec, variantSpec } from './slice-variants'

const landscape = {
  kind: 'network',
  widths: [1, 2],
  loss: 'mse',
  data: { inputs: [[1], [2]], targets: [[1, 0], [3, 1]] }, // prettier-ignore
}
const racers = [{ id: 'a', optimizer: 'sgd' }]
const on = (slice?: object) => scene({ basin: 1, racers, landscape: { ...landscape, ...(slice && { slice }) } })
const current = { origin: [1, 2, 3, 4], u: [1, 0, 0, 0], v: [0, 2, 0, 0] }
const filters = { kind: 'random', normalise: 'filter' }

test('a variant goes on from the recipe that is drawn, and names the point that it leads away from', () => {
  const draw = (slice?: object) => drawVariant(current, { seed: 4 })(on(slice)).landscape.slice
  expect(draw()).toEqual({ ...filters, seed: 4 })
  expect(draw({ ...filters, biases: 'keep' })).toEqual({ ...filters, biases: 'keep', origin: [1, 2, 3, 4], seed: 4 })
  const end = { kind: 'end', of: 'a' }
  expect(draw({ kind: 'pca', of: 'a' })).toEqual({ ...filters, origin: end, seed: 4 })
  expect(draw({ kind: 'pca', of: 'a', about: 'mean' })).toEqual({ ...filters, origin: [1, 2, 3, 4], seed: 4 })
  expect(draw({ kind: 'eigenvectors', origin: end })).toEqual({ ...filters, origin: end, seed: 4 })
  expect(draw(current)).toEqual({ ...filters, origin: [1, 2, 3, 4], seed: 4 })
})

test('surfaces of variants lie about the vectors that are drawn, over a unit of directions of another kind', () => {
  const { landscape: spec, domain } = variantSpec(on({ kind: 'pca', of: 'a', vectors: current }), current, { seed: 2 })
  expect(spec.slice).toEqual({ ...filters, origin: [1, 2, 3, 4], seed: 2 })
  expect(domain).toEqual({ x: [-1, 1], y: [-1, 1] })
})

test('a line is asked for with other seeds where its direction is random', () => {
  const end = { kind: 'end', of: 'a' }
  const random = lineSpec(on({ ...filters, line: true, origin: end }), current)
  expect(random).toMatchObject({ landscape: { slice: { ...filters, line: true, origin: [1, 2, 3, 4] } }, seeds: 16 })
  expect(lineSpec(on({ kind: 'axes', axes: [2] }), current)).not.toHaveProperty('seeds')
})

test('a frozen slice is its vectors, and the scene can be written', () => {
  const given = on({ kind: 'pca', of: 'a', vectors: current })
  const frozen = freeze(current)({ ...given, view: { ...given.view, follow: { of: 'a', every: 5 } } })
  expect(frozen.view).not.toHaveProperty('follow')
  expect(frozen.landscape.slice).toEqual(current)
  const again = checkScene(JSON.parse(JSON.stringify(sceneDocument(frozen))))
  expect(again.value?.landscape.slice).toEqual(current)
})
