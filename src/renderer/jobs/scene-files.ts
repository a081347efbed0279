import type { Problem } from '../../core/problem'
import { createStore } from 'zustand/vanilla'
import type { SceneLandscape } from '../../core/scene/landscape'
import type { Scene } from '../../core/scene/scene'
import { surfaceExtensions } from '../../core/scene/surface-extensions'
import type { Engine, JobEnd } from '../../engine/client'
import type { SurfaceReading } from '../../core/scene/surface-reading'
import type { MeasuredFile, OpenFileResult, OpenFileSpec } from '../../engine'
import type { FileFilter, FileHandle, Host, OpenedFile } from '../../host/host'
import type { DocumentStore } from '../store/document'
import { isEdited } from '../store/document'
import { showMeasured } from '../store/edits'
import type { Frame } from '../store/frame'
import { sameDomain } from '../store/frame'
import type { Notices } from '../store/notices'

interface SceneFilesInputs {
  readonly engine: Engine
  readonly host: Host
  readonly document: DocumentStore
  readonly notices: Notices
  readonly frame: Frame
  readonly defaultScene: Scene
}

const sceneFilter: FileFilter = { name: 'Basin scene', extensions: ['basin', 'json'] }
const openFilters: readonly FileFilter[] = [
  { name: 'Scene or measured surface', extensions: [...sceneFilter.extensions, ...surfaceExtensions] },
  sceneFilter,
  { name: 'Measured surface', extensions: [...surfaceExtensions, 'json'] },
]
const autosaveMilliseconds = 800

/** A file of measured surfaces whose bytes are at hand, so that it can be read in another way. */
export interface OpenedSurfaces {
  readonly name: string
  readonly blob: string
}

/** How a measured surface was read from its file. */
export interface Measurement extends MeasuredFile {
  readonly file: OpenedSurfaces
  readonly surface: string
  /** What was said of how to read it; the rest was found out. */
  readonly reading: SurfaceReading
}

/** Opens, saves and keeps a copy of the scene against a crash. The formats themselves are the engine's business. */
export function createSceneFiles({ engine, host, document, notices, frame, defaultScene }: SceneFilesInputs) {
  let timer: ReturnType<typeof setTimeout> | undefined
  const opened = createStore<OpenedSurfaces | undefined>(() => undefined)
  /** By the grid that it came to: what an undo brings back is still told as it was read. */
  const measurements = createStore<ReadonlyMap<string, Measurement>>(() => new Map())

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

  /** What a job has read, if it has. Its grid has stayed with the engine, for good: an undo may come back to it. */
  const taken = <R extends OpenFileResult>(name: string, end: JobEnd<R>): R | undefined => {
    if (end.status === 'failed') notices.problem(`${name}: ${end.error.message}`)
    if (end.status !== 'done') return undefined
    const { result } = end
    if ('problems' in result) reportProblems(name, result.problems)
    return result
  }

  const openFile = async ({ bytes, name, handle }: OpenedFile, base?: Scene): Promise<void> => {
    const file = await engine.putBlob(bytes)
    if (file.status !== 'done') {
      taken(name, file)
      return
    }
    const blob = file.result
    const isMeasured = await read({ name, blob }, handle, base)
    if (!isMeasured) {
      engine.dropBlob(blob)
      return
    }
    const before = opened.getState()
    if (before !== undefined && before.blob !== blob) engine.dropBlob(before.blob)
    opened.setState({ name, blob }, true)
  }

  /**
   * Opens what a file holds; answers whether it holds surfaces. A measurement is no document: it
   * takes the landscape's place in the one on screen, or in `base`, and can be undone.
   */
  const read = async (spec: OpenFileSpec, handle?: FileHandle, base?: Scene): Promise<boolean> => {
    const result = taken(spec.name, await engine.run('open-file', spec, { priority: 'interactive' }).end)
    if (result === undefined || 'problems' in result) return false
    if ('path' in result) {
      showPath(spec.name, result.path)
      return false
    }
    if (!('measured' in result)) {
      document.open(result.scene, handle)
      return false
    }
    const { landscape } = result.scene
    const { name, blob, reading = {} } = spec
    const surface = landscape.surface ?? ''
    const measurement: Measurement = { ...result.measured, file: { name, blob }, surface, reading }
    const grid = landscape.blob
    if (grid !== undefined) measurements.setState((before) => new Map(before).set(grid, measurement), true)
    document.edit((scene) => showMeasured(result.scene)(base ?? scene))
    return true
  }

  /** A recorded path is shown on the measured surface on screen. */
  const showPath = (name: string, path: NonNullable<SceneLandscape['path']>): void => {
    if (document.getState().scene.landscape.blob === undefined) {
      notices.problem(`${name} holds a path and no surface`, 'open the surface that it was recorded on first')
      return
    }
    document.edit((scene) => ({ ...scene, landscape: { ...scene.landscape, path } }))
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
        const file = await host.files.open(openFilters)
        if (file !== undefined) await openFile(file)
      }),
    openFile: (file: OpenedFile): Promise<void> => guarded(() => openFile(file)),
    /** As if nothing had been on screen before: what an example shows does not hang on that. */
    openExample: (file: OpenedFile): Promise<void> => guarded(() => openFile(file, defaultScene)),
    opened,
    measurements,
    /** Reads a measured surface in another way, or another surface of its file, which is the one opened last. */
    readAgain: ({ file, surface }: Measurement, reading: SurfaceReading, other = surface): Promise<void> =>
      guarded(async () => {
        await read({ ...file, surface: other, reading })
      }),
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
        const job = engine.run('scene', { text }, { priority: 'interactive' })
        const result = taken('the recovered scene', await job.end)
        if (result === undefined || !('scene' in result)) return
        document.recover(result.scene)
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
