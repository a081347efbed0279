import { describe, expect, test, vi } from 'vitest'
import { scene } from '../../../test/support/scenes'
import type { Scene } from '../../core/scene/scene'
import type { Engine } from '../../engine/client'
import type { Host, SaveOutcome } from '../../host/host'
import { createDocumentStore, isEdited, originOf } from '../store/document'
import { createNotices } from '../store/notices'
import { createQuestions } from '../store/questions'
import { createDataFiles } from './data-files'
import { createSceneFiles, fileStem } from './scene-files'

const first = scene({ basin: 1, landscape: { kind: 'catalog', id: 'sphere' } })
const withSteps =
  (steps: number) =>
  (before: Scene): Scene => ({ ...before, steps })

/** A window whose scenes are written as their steps, and whose disk says how each saving ends. */
function harness(outcomes: readonly SaveOutcome[]) {
  const document = createDocumentStore(first)
  const questions = createQuestions()
  const written: string[] = []
  const left = [...outcomes]
  const run = (_kind: string, spec: { readonly scene: Scene }) => ({
    end: Promise.resolve({ status: 'done', result: { text: String(spec.scene.steps) } }),
    cancel: () => undefined,
  })
  const write = (bytes: Uint8Array): void => void written.push(new TextDecoder().decode(bytes))
  const host = {
    files: {
      save: async (_handle: unknown, bytes: Uint8Array, overwrite?: boolean) => {
        const outcome = overwrite === true ? 'saved' : (left.shift() ?? 'saved')
        if (outcome === 'saved') write(bytes)
        return outcome
      },
      saveAs: async (_name: string, _filter: unknown, bytes: Uint8Array) => {
        write(bytes)
        return { token: 'other', name: 'other.basin' }
      },
    },
  } as unknown as Host
  const files = createSceneFiles({
    engine: { run } as unknown as Engine,
    host,
    document,
    notices: createNotices(),
    questions,
    data: createDataFiles({ engine: { run } as unknown as Engine, edit: document.edit }),
    networkFiles: { take: () => Promise.resolve(undefined) },
    frame: { camera: { azimuth: 0, elevation: 0 }, domain: first.landscape.domain } as never,
    beforeShow: () => undefined,
    defaultScene: first,
  })
  document.markSaved(document.getState(), { token: 'own', name: 'own.basin' })
  return { document, questions, files, written }
}

describe('saving', () => {
  test('an edit made meanwhile is not saved with it', async () => {
    const { document, files, written } = harness([])
    document.edit(withSteps(1))
    const saving = files.save()
    await Promise.resolve()
    document.edit(withSteps(2))
    await saving
    expect([written, isEdited(document.getState())]).toEqual([['1'], true])
    await files.save()
    expect([written, isEdited(document.getState())]).toEqual([['1', '2'], false])
  })

  test.each([
    ['cancel', [], true, 'own'],
    [undefined, [], true, 'own'],
    ['overwrite', ['1'], false, 'own'],
    ['elsewhere', ['1'], false, 'other'],
  ])('over what another program has changed asks: %s', async (answer, expected, edited, token) => {
    const { document, questions, files, written } = harness(['changed'])
    document.edit(withSteps(1))
    const saving = files.save()
    await vi.waitFor(() => expect(questions.getState().asked?.title).toBe('The file has changed'))
    questions.getState().asked!.decide(answer)
    await saving
    const state = document.getState()
    expect([written, isEdited(state), originOf(state).file?.token]).toEqual([expected, edited, token])
  })
})

test('a file is named after a title by letters that every system takes, and not too many', () => {
  const names = ['Down the valley', '../../etc/passwd', '…', 'CON', '=cmd|a', 'Größe λ', '\u202egnp', 'x'.repeat(300)]
  expect(names.map(fileStem)).toEqual([
    'down-the-valley',
    'etc-passwd',
    'scene',
    'scene-con',
    'cmd-a',
    'größe-λ',
    'gnp',
    'x'.repeat(60),
  ])
})
