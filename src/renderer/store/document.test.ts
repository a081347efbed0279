import { describe, expect, it } from 'vitest'
import type { Scene } from '../../core/scene/scene'
import { createDocumentStore, isEdited } from './document'

const first = { title: 'first', steps: 100 } as unknown as Scene
const withSteps =
  (steps: number) =>
  (scene: Scene): Scene => ({ ...scene, steps })

describe('the document', () => {
  it('undoes and redoes edit by edit', () => {
    const document = createDocumentStore(first)
    document.edit(withSteps(1))
    document.edit(withSteps(2))
    document.undo()
    expect(document.getState().scene.steps).toBe(1)
    document.undo()
    expect(document.getState().scene).toBe(first)
    document.undo()
    expect(document.getState().scene).toBe(first)
    document.redo()
    document.redo()
    document.redo()
    expect(document.getState().scene.steps).toBe(2)
  })

  it('gathers a drag into one entry, and two drags into two', () => {
    const document = createDocumentStore(first)
    for (const steps of [101, 102, 103]) document.edit(withSteps(steps), 'steps')
    document.endGesture()
    for (const steps of [104, 105]) document.edit(withSteps(steps), 'steps')
    document.undo()
    expect(document.getState().scene.steps).toBe(103)
    document.undo()
    expect(document.getState().scene.steps).toBe(100)
  })

  it('keeps the drags of different sliders apart', () => {
    const document = createDocumentStore(first)
    document.edit(withSteps(1), 'a')
    document.edit(withSteps(2), 'b')
    expect(document.getState().past).toHaveLength(2)
  })

  it('drops what was undone once something else is done', () => {
    const document = createDocumentStore(first)
    document.edit(withSteps(1))
    document.undo()
    document.edit(withSteps(2))
    document.redo()
    expect(document.getState().scene.steps).toBe(2)
  })

  it('is not edited by a change that changes nothing', () => {
    const document = createDocumentStore(first)
    document.edit((scene) => scene)
    expect(document.getState().past).toHaveLength(0)
  })

  it('counts recovered work as edited', () => {
    const document = createDocumentStore(first)
    document.recover({ ...first, steps: 7 })
    expect(document.getState().scene.steps).toBe(7)
    expect(isEdited(document.getState())).toBe(true)
  })

  it('knows whether it differs from the file', () => {
    const document = createDocumentStore(first)
    document.edit(withSteps(1))
    expect(isEdited(document.getState())).toBe(true)
    document.markSaved({ token: 't', name: 'race.basin' })
    expect(isEdited(document.getState())).toBe(false)
    document.edit(withSteps(2))
    document.undo()
    expect(isEdited(document.getState())).toBe(false)
    expect(document.getState().file?.name).toBe('race.basin')
  })
})
