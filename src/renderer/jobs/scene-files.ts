import type { Problem } from '../../core/problem'
import type { Scene } from '../../core/scene/scene'
import type { Engine } from '../../engine/client'
import type { FileFilter, Host, OpenedFile } from '../../host/host'
import type { DocumentStore } from '../store/document'
import { isEdited } from '../store/document'
import type { Frame } from '../store/frame'
import { sameDomain } from '../store/frame'
import type { Notices } from '../store/notices'

interface SceneFilesInputs {
  readonly engine: Engine
  readonly host: Host
  readonly document: DocumentStore
  readonly notices: Notices
  readonly frame: Frame
}

const sceneFilter: FileFilter = { name: 'Basin scene', extensions: ['basin', 'json'] }
const autosaveMilliseconds = 800

/** Opens, saves and keeps a copy of the scene against a crash. The format itself is the engine's business. */
export function createSceneFiles({ engine, host, document, notices, frame }: SceneFilesInputs) {
  let timer: ReturnType<typeof setTimeout> | undefined

  /** The scene as it is on screen, with the camera and the visible part of the plane. */
  const current = (): Scene => {
    const { scene } = document.getState()
    const { domain: _domain, ...view } = scene.view
    const isWhole = sameDomain(frame.domain, scene.landscape.domain)
    return { ...scene, view: { ...view, ...frame.camera, ...(isWhole ? {} : { domain: frame.domain }) } }
  }

  const textOf = async (scene: Scene): Promise<string> => {
    const end = await engine.run('write-scene', { scene }).end
    if (end.status === 'done') return end.result.text
    throw new Error(end.status === 'failed' ? end.error.message : 'writing was cancelled')
  }

  const read = async (text: string, name: string): Promise<Scene | undefined> => {
    const end = await engine.run('scene', { text }, { priority: 'interactive' }).end
    if (end.status === 'failed') notices.problem(`${name}: ${end.error.message}`)
    if (end.status !== 'done') return undefined
    if ('scene' in end.result) return end.result.scene
    reportProblems(name, end.result.problems)
    return undefined
  }

  const openFile = async ({ bytes, name, handle }: OpenedFile): Promise<void> => {
    const scene = await read(new TextDecoder().decode(bytes), name)
    if (scene !== undefined) document.open(scene, handle)
  }

  /** Every problem is told; a long list is cut with its length said. */
  const reportProblems = (name: string, problems: readonly Problem[]): void => {
    const most = 5
    const lines = problems.slice(0, most).map(lineOf)
    const more = problems.length > most ? [`and ${problems.length - most} more`] : []
    notices.problem(`${name} was not opened`, [...lines, ...more].join('\n'))
  }

  const guarded = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      notices.problem(error instanceof Error ? error.message : String(error))
    }
  }

  const saveAs = async (): Promise<void> => {
    const scene = current()
    const bytes = new TextEncoder().encode(await textOf(scene))
    const handle = await host.files.saveAs(`${fileStem(scene.title)}.basin`, sceneFilter, bytes)
    if (handle === undefined) return
    document.markSaved(handle)
    await host.files.writeRecovery(undefined)
    notices.news(`saved as ${handle.name}`)
  }

  return {
    current,
    open: (): Promise<void> =>
      guarded(async () => {
        const file = await host.files.open([sceneFilter])
        if (file !== undefined) await openFile(file)
      }),
    openFile: (file: OpenedFile): Promise<void> => guarded(() => openFile(file)),
    save: (): Promise<void> =>
      guarded(async () => {
        const { file } = document.getState()
        if (file === undefined || file.token === '') return saveAs()
        await host.files.save(file, new TextEncoder().encode(await textOf(current())))
        document.markSaved(file)
        await host.files.writeRecovery(undefined)
        notices.news(`saved ${file.name}`)
      }),
    saveAs: (): Promise<void> => guarded(saveAs),
    /** Writes the copy a while after the last edit; nobody is told when it cannot be written. */
    autosave: (): void => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        const isUnsaved = isEdited(document.getState())
        void (isUnsaved ? textOf(current()) : Promise.resolve(undefined))
          .then((text) => host.files.writeRecovery(text))
          .catch(() => undefined)
      }, autosaveMilliseconds)
    },
    /** Takes up the work of a session that did not end well. */
    recover: (): Promise<void> =>
      guarded(async () => {
        const text = await host.files.readRecovery()
        if (text === undefined) return
        const scene = await read(text, 'the recovered scene')
        if (scene === undefined) return
        document.recover(scene)
        notices.news('unsaved work of the last session was recovered')
      }),
  }
}

function lineOf({ where, message, remedy }: Problem): string {
  return `${where === undefined ? '' : `${where}: `}${message}; ${remedy}`
}

/** A file's name from a title: letters, digits and hyphens. */
export function fileStem(title: string): string {
  const stem = title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
  return stem === '' ? 'scene' : stem
}
