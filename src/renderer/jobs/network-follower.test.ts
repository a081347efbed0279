import { expect, test } from 'vitest'
import { checkScene } from '../../core/scene/parse'
import type { NetworkDataSpec } from '../../engine'
import type { Engine } from '../../engine/client'
import { computeDirectly } from '../../../test/links/compute-directly'
import { createPlaybackStore } from '../playback/playback-store'
import { createTrace } from '../../engine/accumulations/race'
import { createDerivedStore } from '../store/derived'
import { createDocumentStore } from '../store/document'
import type { FrameLoop } from '../store/frame'
import { createSessionStore } from '../store/session'
import { followNetwork } from './network-follower'

/** A network of so many inputs, and three more parameters for each. */
function sceneOf(inputs: number) {
  const data = {
    inputs: [0, 1, 2, 3].map((row) => Array.from({ length: inputs }, (_, k) => row * (k + 1))),
    targets: [0, 1, 0, 1],
  }
  const landscape = { kind: 'network', widths: [inputs, 3, 2], loss: 'cross-entropy', data }
  const { value, problems } = checkScene({ basin: 1, landscape, racers: [{ id: 'adam', optimizer: 'adam' }] })
  expect(problems).toEqual([])
  return value!
}

test('nothing is asked of a network’s outputs as long as the data shown are those of another with fewer inputs', async () => {
  const [two, three] = [sceneOf(2), sceneOf(3)]
  const asked: { readonly kind: string; readonly inputs: number }[] = []
  const engine = {
    run(kind: string, spec: NetworkDataSpec) {
      const [inputs] = (spec.landscape as unknown as { readonly widths: readonly number[] }).widths
      asked.push({ kind, inputs: inputs! })
      if (kind === 'network-outputs') return { end: Promise.resolve({ status: 'cancelled' }), cancel: () => undefined }
      // Data of the second network are never there in time.
      const end =
        inputs === 2
          ? Promise.resolve({ status: 'done', result: computeDirectly('network-data', spec) })
          : new Promise(() => undefined)
      return { end, cancel: () => undefined }
    },
  } as unknown as Engine
  const document = createDocumentStore(two)
  const derived = createDerivedStore()
  const loop = { addPainter: () => () => undefined } as unknown as FrameLoop
  const playback = createPlaybackStore(() => 0)
  const session = createSessionStore(undefined)
  const { view } = followNetwork({ engine, document, session, playback, derived, loop, cards: { dataSetCards: [] } })
  await new Promise((resolve) => setTimeout(resolve))
  expect(view.getState().data?.inputs).toBe(2)
  expect(asked).toContainEqual({ kind: 'network-outputs', inputs: 2 })
  document.edit(() => three)
  const raced = {
    ...createTrace('adam'),
    count: 1,
    step: Float64Array.of(0),
    dimension: 20,
    theta: new Float64Array(20),
  }
  derived.setState(({ race }) => ({ race: { ...race, traces: [raced] } }))
  await new Promise((resolve) => setTimeout(resolve))
  expect(asked).toContainEqual({ kind: 'network-data', inputs: 3 })
  expect(asked).not.toContainEqual({ kind: 'network-outputs', inputs: 3 })
})
