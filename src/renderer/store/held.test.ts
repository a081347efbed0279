import { expect, test } from 'vitest'
import { holdables } from '../../core/claims/scenario'
import type { Scene } from '../../core/scene/scene'
import * as edits from './edits'
import { heldAgainst, heldText } from './held'

const racer = (id: string, lr: number) => ({
  id,
  optimizer: 'momentum',
  hyper: { lr, momentum: 0.9 },
  visible: true,
  color: '#000000',
})
const scene = {
  landscape: { kind: 'catalog', id: 'bowl', parameters: { a: 3 }, domain: { x: [-2, 2], y: [-2, 2] } },
  start: [1, 1],
  steps: 100,
  seed: 1,
  view: {},
  racers: [racer('one', 0.1), { ...racer('two', 0.2), fork: { at: 5, hyper: {} } }],
} as unknown as Scene

/** An edit of each control, and of no other. */
const changes = {
  parameters: edits.setParameter('a', 4),
  start: edits.setStart([0, 1]),
  steps: edits.setScene({ steps: 50 }),
  seed: edits.setScene({ seed: 2 }),
  'learning-rate': edits.setHyperparameter('one', 'lr', 0.5),
  momentum: edits.setHyperparameter('one', 'momentum', 0.5),
} satisfies Record<(typeof holdables)[number], edits.Edit>

test('each control is held against the edits of it, and lets all others be', () => {
  for (const control of holdables)
    for (const [changed, change] of Object.entries(changes))
      expect(heldAgainst([control], scene, change(scene)), `${control} against ${changed}`).toBe(
        control === changed ? control : undefined,
      )
})

test('whatever changes it is refused: of one racer, from a fork on, for all at once', () => {
  const isRefused = (change: edits.Edit) => holdables.map((each) => heldAgainst([each], scene, change(scene)))
  expect(isRefused(edits.setForkHyperparameter('two', 'lr', 0.3))).toContain('learning-rate')
  expect(isRefused(edits.setRates({ momentum: 0.3 }, () => true))).toContain('learning-rate')
  expect(isRefused(edits.setRacerStart('one', [0, 0]))).toContain('start')
  expect(isRefused(edits.changeRacer('one', { start: [0, 0] }))).toContain('start')
})

test('a racer that comes, goes or takes another name changes nothing that is held', () => {
  for (const change of [
    edits.removeRacer('one'),
    edits.duplicateRacer('two'),
    edits.changeRacer('one', { id: 'three' }),
  ])
    expect(heldAgainst(holdables, scene, change(scene))).toBeUndefined()
})

test('a reason is a sentence', () => {
  expect(heldText('start')).toBe('The start is held still in this step')
  expect(heldText('parameters')).toBe('The parameters are held still in this step')
})
