import { beforeEach, describe, expect, test } from 'vitest'
import { scene } from '../../../test/support/scenes'
import type { SliceSetting } from '../../core/scene/landscape'
import type { SliceResult, SliceSpec } from '../../engine'
import type { Engine, JobEnd, RunOptions } from '../../engine/client'
import { createDerivedStore } from '../store/derived'
import { createDocumentStore, originOf } from '../store/document'
import { followSlice } from './slice-follower'

const start = [1, 2, 3, 4]
const recipe = { kind: 'points', points: [[0, 0, 0, 0], { kind: 'end', of: 'sgd' }, [1, 0, 0, 0]] }
const document = {
  basin: 1,
  landscape: { kind: 'catalog', id: 'rosenbrock-n', dimension: 4, slice: recipe },
  racers: [{ optimizer: 'sgd', start }, { optimizer: 'adam' }],
}
const vectors = { origin: [0, 0, 0, 0], u: [1, 1, 1, 1], v: [1, 0, 0, 0] }

let asked: {
  readonly spec: SliceSpec
  readonly progress: (done: number, total: number) => void
  readonly end: (end: JobEnd<SliceResult>) => Promise<void>
}[]
let store: ReturnType<typeof createDocumentStore>
let derived: ReturnType<typeof createDerivedStore>
/** What waits for the surface that stands for the slice's; undefined where there is one. */
let waiting: (() => void)[] | undefined

beforeEach(() => {
  asked = []
  waiting = undefined
  store = createDocumentStore(scene(document))
  derived = createDerivedStore()
  const run = (_kind: string, spec: SliceSpec, { onProgress }: RunOptions<'slice'>) => {
    let resolve: (end: JobEnd<SliceResult>) => void = () => undefined
    const promise = new Promise<JobEnd<SliceResult>>((settle) => (resolve = settle))
    asked.push({
      spec,
      progress: (done: number, total: number) => onProgress?.({ done, total }),
      async end(end) {
        resolve(end)
        await promise
      },
    })
    return { end: promise, cancel: () => undefined }
  }
  const engine = { run: run as unknown as Engine['run'] }
  const afterFirst = (each: () => void): void => void (waiting === undefined ? each() : waiting.push(each))
  followSlice({ engine, document: store, derived, clock: () => 0, afterFirst })
})

function sliceNow(): SliceSetting | undefined {
  return store.getState().scene.landscape.slice
}

function setRate(id: string, lr: number): void {
  store.edit((scene) => ({
    ...scene,
    racers: scene.racers.map((racer) => (racer.id === id ? { ...racer, hyper: { ...racer.hyper, lr } } : racer)),
  }))
}

describe('a slice that rests on a race', () => {
  test('is asked for once the surface is drawn that stands for its own, as it is wanted then', () => {
    waiting = []
    setRate('sgd', 1e-5)
    setRate('sgd', 1e-4)
    expect(asked).toHaveLength(1)
    for (const each of waiting.splice(0)) each()
    expect(asked.slice(1).map(({ spec }) => spec.race?.racers[0]!.hyper['lr'])).toEqual([1e-4])
  })

  test('tells what is known of its directions until it is asked for anew', async () => {
    expect(derived.getState().sliceFacts).toBeUndefined()
    await asked[0]!.end({ status: 'done', result: { slice: vectors, shares: [0.9, 0.05] } })
    expect(derived.getState().sliceFacts).toEqual({ shares: [0.9, 0.05] })
    setRate('sgd', 1e-5)
    expect(derived.getState().sliceFacts).toBeUndefined()
  })

  test('is asked for by the racers it names alone, and put into the scene without an edit', async () => {
    expect(asked.map(({ spec }) => spec.race?.racers.map(({ id }) => id))).toEqual([['sgd']])
    expect(derived.getState().surfaceStatus).toEqual({ kind: 'busy' })
    await asked[0]!.end({ status: 'done', result: { slice: vectors } })
    expect(sliceNow()).toEqual({ ...recipe, vectors })
    const { scene, past } = store.getState()
    const { saved } = originOf(store.getState())
    expect([scene === saved, past]).toEqual([true, []])
    expect(asked).toHaveLength(1)
  })

  test('tells how far it is until it has come', async () => {
    asked[0]!.progress(1, 4)
    expect(derived.getState().sliceProgress).toEqual({ fraction: 0.25, secondsLeft: undefined })
    await asked[0]!.end({ status: 'done', result: { slice: vectors } })
    expect(derived.getState().sliceProgress).toBeUndefined()
  })

  test('is asked for again when a racer that it names has changed, and not when another has', async () => {
    await asked[0]!.end({ status: 'done', result: { slice: vectors } })
    setRate('adam', 0.5)
    expect(asked).toHaveLength(1)
    setRate('sgd', 0.5)
    expect(asked).toHaveLength(2)
    // Those of before are shown until the new ones have come.
    expect(sliceNow()).toEqual({ ...recipe, vectors })
    const others = { ...vectors, u: [2, 2, 2, 2] }
    await asked[1]!.end({ status: 'done', result: { slice: others } })
    expect(sliceNow()).toEqual({ ...recipe, vectors: others })
  })

  test('has its vectors in every scene that undo comes back to', async () => {
    setRate('adam', 0.5)
    await asked[0]!.end({ status: 'done', result: { slice: vectors } })
    store.undo()
    expect(sliceNow()).toEqual({ ...recipe, vectors })
    expect(asked).toHaveLength(1)
  })

  test('takes no answer to a question of before', async () => {
    setRate('sgd', 0.5)
    await asked[0]!.end({ status: 'done', result: { slice: vectors } })
    expect(sliceNow()).toEqual(recipe)
  })

  test('says why there is none, and keeps no vectors of another race', async () => {
    await asked[0]!.end({ status: 'done', result: { slice: vectors } })
    setRate('sgd', 0.5)
    const error = { code: 'bad-spec', message: 'landscape.slice.v: u and v are parallel; turn one' }
    await asked[1]!.end({ status: 'failed', error })
    expect(sliceNow()).toEqual(recipe)
    expect(derived.getState().surfaceStatus).toEqual({ kind: 'failed', error })
    expect(asked).toHaveLength(2)
  })
})
