import { describe, expect, it } from 'vitest'
import type { Scene } from '../../core/scene/scene'
import { createDocumentStore, type DocumentState, hasUnsavedWork, isEdited, originOf } from './document'

const first = { title: 'first', steps: 100 } as unknown as Scene
const other = { title: 'other', steps: 50 } as unknown as Scene
const file = { token: 't', name: 'race.basin' }
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

  it('knows whether it differs from the file', () => {
    const document = createDocumentStore(first)
    document.edit(withSteps(1))
    expect(isEdited(document.getState())).toBe(true)
    document.markSaved(document.getState(), file)
    expect(isEdited(document.getState())).toBe(false)
    document.edit(withSteps(2))
    document.undo()
    expect(isEdited(document.getState())).toBe(false)
    expect(originOf(document.getState()).file).toBe(file)
  })

  it('is edited by what was changed while it was being written', () => {
    const document = createDocumentStore(first)
    document.edit(withSteps(1))
    const written = document.getState()
    document.edit(withSteps(2))
    document.markSaved(written, file)
    expect(isEdited(document.getState())).toBe(true)
    document.undo()
    expect(isEdited(document.getState())).toBe(false)
  })

  it('that was saved while another took its place is the one that has the file', () => {
    const document = createDocumentStore(first)
    document.edit(withSteps(1))
    const written = document.getState()
    document.open(other, undefined)
    document.markSaved(written, file)
    expect(originOf(document.getState())).toEqual({ file: undefined, saved: other })
    document.undo()
    expect(originOf(document.getState()).file).toBe(file)
    expect(hasUnsavedWork(document.getState())).toBe(false)
  })
})

describe('another document', () => {
  it('takes no work away: undo brings back what was on screen, edited as it was and of its file', () => {
    const document = createDocumentStore(first)
    document.markSaved(document.getState(), file)
    document.edit(withSteps(1))
    document.open(other, undefined)
    document.edit(withSteps(9))
    const [edited, opening] = [document.getState().scene, document.getState().opening]
    document.undo()
    expect([document.getState().scene, isEdited(document.getState())]).toEqual([other, false])
    document.undo()
    expect([document.getState().scene.steps, isEdited(document.getState())]).toEqual([1, true])
    expect(originOf(document.getState()).file).toBe(file)
    expect(document.getState().opening).not.toBe(opening)
    document.redo()
    document.redo()
    expect([document.getState().scene, document.getState().opening]).toEqual([edited, opening])
    expect(originOf(document.getState()).file).toBeUndefined()
  })

  it('leaves unsaved work in the history, which is known', () => {
    const document = createDocumentStore(first)
    document.open(other, undefined)
    expect(hasUnsavedWork(document.getState())).toBe(false)
    document.edit(withSteps(1))
    document.open(first, undefined)
    expect([isEdited(document.getState()), hasUnsavedWork(document.getState())]).toEqual([false, true])
  })

  it('has a number that no document of the history has', () => {
    const document = createDocumentStore(first)
    document.open(other, undefined)
    document.undo()
    document.edit(withSteps(1))
    document.open(other, file)
    document.undo()
    expect(originOf(document.getState())).toEqual({ file: undefined, saved: first })
    expect([document.getState().opening, isEdited(document.getState())]).toEqual([0, true])
  })
})

describe('a history that another window has left', () => {
  const left = (): DocumentState => {
    const document = createDocumentStore(first)
    document.edit(withSteps(1))
    document.edit(withSteps(2))
    document.undo()
    return document.getState()
  }

  it('takes the place of a window that nothing has happened in', () => {
    const document = createDocumentStore(first)
    document.restore(left())
    expect([document.getState().scene.steps, isEdited(document.getState())]).toEqual([1, true])
    expect(document.getState().opening).not.toBe(0)
    document.redo()
    expect(document.getState().scene.steps).toBe(2)
    document.undo()
    document.undo()
    expect([document.getState().scene, document.getState().past]).toEqual([first, []])
  })

  it('goes before what has been done here, and is unsaved work there', () => {
    const document = createDocumentStore(first)
    document.edit(withSteps(7))
    document.markSaved(document.getState(), file)
    document.restore(left())
    expect([document.getState().scene.steps, isEdited(document.getState())]).toEqual([7, false])
    expect(hasUnsavedWork(document.getState())).toBe(true)
    const steps = [0, 1, 2].map(() => {
      document.undo()
      return document.getState().scene.steps
    })
    expect(steps).toEqual([100, 1, 100])
  })
})
