import { expect, test } from 'vitest'
import { scene } from '../../../test/support/scenes'
import { checkScene } from '../../core/scene/parse'
import { sceneDocument } from '../../core/scene/write'
import { setStart } from './edits'
import { drawOn } from './network-plane'

const network = scene({
  basin: 1,
  landscape: { kind: 'network', widths: [1, 2], loss: 'mse', data: { inputs: [[1], [2]], targets: [[1, 0], [3, 1]] } }, // prettier-ignore
  racers: [
    { id: 'a', optimizer: 'sgd' },
    { id: 'b', optimizer: 'sgd', start: [0.5, -1] },
    { id: 'c', optimizer: 'sgd', start: { kind: 'end', of: 'a' } },
  ],
  view: { domain: { x: [0, 1], y: [0, 1] } },
})
const current = { origin: [1, 2, 3, 4], u: [1, 0, 0, 0], v: [0, 2, 0, 0] }
const random = { kind: 'random', normalise: 'filter' }

test('on another plane racers start from the parameters that they started from', () => {
  const drawn = drawOn(random, current, { x: [-3, 3], y: [-2, 2] })(network)
  expect(drawn.landscape).toMatchObject({ slice: random, domain: { x: [-3, 3], y: [-2, 2] } })
  expect(drawn.start).toEqual({ kind: 'initialisation' })
  expect(drawn.racers.map(({ start }) => start)).toEqual([undefined, [1.5, 0, 3, 4], { kind: 'end', of: 'a' }])
  expect(drawn.view.domain).toBeUndefined()
})

test('a plane that goes with a racer still does on another recipe, and a line with none', () => {
  const follow = { of: 'a', every: 5 }
  const going = { ...network, view: { ...network.view, follow } }
  expect(drawOn(random, current)(going).view.follow).toEqual(follow)
  const line = drawOn({ ...random, line: true }, current)(going)
  expect(checkScene(JSON.parse(JSON.stringify(sceneDocument(line)))).problems).toEqual([])
})

test('back on the default plane the start is its middle again', () => {
  const back = drawOn(undefined, current)(drawOn(random, current)(network))
  expect(back.landscape.slice).toBeUndefined()
  expect(back.landscape.domain).toEqual({ x: [-1, 1], y: [-1, 1] })
  expect(back.start).toEqual([0, 0])
})

test('back on the default plane a start at the initialisation of another seed stays one', () => {
  const start = { kind: 'initialisation', seed: 7 }
  expect(drawOn(undefined, current)(setStart(start)(drawOn(random, current)(network))).start).toEqual(start)
})

test('where a person points on a plane of a path, a race starts from the vector there, which waits for no plane', () => {
  const pca = { kind: 'pca', of: 'a', vectors: current }
  const drawn = drawOn(pca, current)(network)
  const pointed = setStart([0.5, -1])(drawn)
  expect(pointed.start).toEqual([1.5, 0, 3, 4])
  expect(checkScene(sceneDocument(pointed)).problems).toEqual([])
  // On one that no race makes it is a place.
  expect(setStart([0.5, -1])(drawOn(random, current)(network)).start).toEqual([0.5, -1])
})
