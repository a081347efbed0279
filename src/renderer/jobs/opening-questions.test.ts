import { describe, expect, test } from 'vitest'
import { sceneOf, stepText } from '../../core/claims/scenes'
import type { OptimizerCard } from '../../core/definitions/optimizer'
import { findScenario } from '../../core/tour/scenarios'
import { createDocumentStore } from '../store/document'
import { createSessionStore } from '../store/session'
import { createOpeningQuestions } from './opening-questions'

const lr = { kind: 'number', min: 0, max: 100, exclusiveMin: true, scale: 'log', usual: [1e-4, 1] }
const optimizerCards = [{ id: 'sgd', hyperparameters: { lr } }] as unknown as readonly OptimizerCard[]

/** What is asked as a step of a scenario opens, once it has a surface; by then it may be left. */
function asked(id: string, step: number, isLeft = false): readonly unknown[][] {
  const calls: unknown[][] = []
  const note =
    (name: string) =>
    (...given: unknown[]): void =>
      void calls.push([name, ...given])
  const scene = sceneOf(stepText(findScenario(id)!, step))
  const document = createDocumentStore(scene)
  const waiting: (() => void)[] = []
  const ask = createOpeningQuestions({
    document,
    afterFirst: (each) => waiting.push(each),
    analyst: { askBasins: note('basins'), askSweep: note('sweep'), noise: { ask: note('noise') } } as never,
    optimizerCards,
    session: createSessionStore(undefined),
  })
  ask(scene)
  expect(calls).toEqual([])
  if (isLeft) document.begin(scene)
  for (const each of waiting) each()
  return calls
}

describe('a step of the tour that opens with', () => {
  test('basins has them mapped', () => {
    expect(asked('S10', 0)).toEqual([['basins', 0, 128]])
  })

  test('a quick sweep has it made, and one that takes long waits for its button', () => {
    expect(asked('S20', 1).map(([name]) => name)).toEqual(['sweep'])
    expect(asked('S24', 4)).toEqual([])
  })

  test('the noise of batches has it drawn at the start', () => {
    expect(asked('S4', 0)).toMatchObject([['noise', { at: [0, 0], batch: 16 }]])
  })

  test('none of these asks nothing, nor does one that is left before it has a surface', () => {
    expect(asked('S7', 0)).toEqual([])
    expect(asked('S4', 0, true)).toEqual([])
  })
})
