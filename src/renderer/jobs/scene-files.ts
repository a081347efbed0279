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
import { isEdited, originOf } from '../store/document'
import { showMeasured } from '../store/edits'
import type { Frame } from '../store/frame'
import { sameDomain } from '../store/frame'
import type { Notices } from '../store/notices'
import type { Question, Questions } from '../store/questions'
import type { DataFiles, NamedBytes } from './data-files'
import type { NetworkFiles, TakenAs } from './network-files'

interface SceneFilesInputs {
  readonly engine: Engine
  readonly host: Host
  readonly document: DocumentStore
  readonly notices: Notices
  readonly questions: Questions
  readonly data: DataFiles
  readonly networkFiles: NetworkFiles
  readonly frame: Frame
  readonly defaultScene: Scene
  /** Another document is about to be shown, on which that on screen must not count. */
  readonly beforeShow: () => void
}

const sceneFilter: FileFilter = { name: 'Basin scene', extensions: ['basin', 'json'] }
const openFilters: readonly FileFilter[] = [
  {
    name: 'Scene, surface or file of a network',
    extensions: [...sceneFilter.extensions, ...surfaceExtensions, 'safetensors'],
  },
  sceneFilter,
  { name: 'Measured surface', extensions: [...surfaceExtensions, 'json'] },
  { name: 'Parameters, path or plane of a network', extensions: ['npz', 'npy', 'safetensors', 'json', 'h5'] },
]
const dataFilter: FileFilter = { name: 'Data for a network', extensions: ['csv', 'tsv', 'txt', 'npz'] }
const dataEnding = /\.(csv|tsv|txt|npz)$/i
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

/** Opens and saves scenes. The formats themselves are the engine's business. */
export function createSceneFiles(inputs: SceneFilesInputs) {
  const { engine, host, document, notices, questions, data, networkFiles, frame, defaultScene, beforeShow } = inputs
  /** Saving is done one after the other: the newest stays. */
  let saving = Promise.resolve()
  const opened = createStore<OpenedSurfaces | undefined>(() => undefined)
  /** By the grid that it came to: what an undo brings back is still told as it was read. */
  const measurements = createStore<ReadonlyMap<string, Measurement>>(() => new Map())

  /** The scene as it is on screen, with the camera and the visible part of the plane. */
  const current = (): Scene => {
    const { scene } = document.getState()
    const { domain: _domain, ...view } = scene.view
    const isWhole = sameDomain(frame.domain, scene.landscape.domain)
    const { azimuth, elevation } = frame.camera
    return { ...scene, view: { ...view, azimuth, elevation, ...(isWhole ? {} : { domain: frame.domain }) } }
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

  /** Another document; work that it takes the place of is one step back. */
  const show = (scene: Scene, file: FileHandle | undefined): void => {
    beforeShow()
    const before = document.getState()
    document.open(scene, file)
    if (!isEdited(before)) return
    notices.news(`“${scene.title}” has taken the place of unsaved work, which Undo brings back`, {
      label: 'Bring it back',
      run: () => {
        while (document.getState().opening !== before.opening && document.getState().past.length > 0) document.undo()
      },
    })
  }

  const openFile = async ({ bytes, name, handle }: OpenedFile, base?: Scene): Promise<void> => {
    const file = await engine.putBlob(bytes)
    if (file.status !== 'done') {
      taken(name, file)
      return
    }
    const blob = file.result
    const end = await engine.run('open-file', { name, blob }, { priority: 'interactive' }).end
    const meant = base === undefined ? await takenByNetwork({ name, blob }, end) : undefined
    if (meant !== undefined && meant !== 'surface') {
      engine.dropBlob(blob)
      if (meant !== 'taken') reportProblems(name, meant)
      return
    }
    if (base === undefined && meant === undefined && (await isOfferedAsData({ name, blob }, end))) return
    if (!(await read({ name, blob }, end, handle, base))) {
      engine.dropBlob(blob)
      return
    }
    const before = opened.getState()
    if (before !== undefined && before.blob !== blob) engine.dropBlob(before.blob)
    opened.setState({ name, blob }, true)
  }

  /** What a file comes to beside the network on screen, unless it is a scene or a path in the plane. */
  const takenByNetwork = async (file: NamedBytes, end: JobEnd<OpenFileResult>): Promise<TakenAs> => {
    if (end.status !== 'done' || 'path' in end.result) return undefined
    const { result } = end
    if ('scene' in result && !('measured' in result)) return undefined
    return networkFiles.take(file, 'scene' in result)
  }

  /** Whether a file of examples for a network is taken as such; where it may be a surface too, a person says. */
  const isOfferedAsData = async (file: NamedBytes, end: JobEnd<OpenFileResult>): Promise<boolean> => {
    if (!dataEnding.test(file.name) || end.status !== 'done') return false
    const { result } = end
    if ('scene' in result && !('measured' in result && result.measured.choices.axes === 'none')) return false
    if ('path' in result) return false
    const preview = await data.previewOf(file)
    if (!('columns' in preview) || preview.hasAxes) return false
    if ('scene' in result) {
      if (preview.count < 2 * preview.columns.length) return false
      if ((await questions.ask(meaningQuestion(file.name, preview))) !== 'data') return false
    }
    data.offer(file, preview)
    return true
  }

  /** Opens a file of examples, whatever else it might be. */
  const openData = async ({ bytes, name }: OpenedFile): Promise<void> => {
    const sent = await engine.putBlob(bytes)
    if (sent.status !== 'done') return
    const file = { name, blob: sent.result }
    const preview = await data.previewOf(file)
    if ('columns' in preview) return data.offer(file, preview)
    engine.dropBlob(file.blob)
    reportProblems(name, preview)
  }

  /**
   * Opens what a file holds; answers whether it holds surfaces. A measurement is no document: it takes the landscape's
   * place in the one on screen; with `base` it becomes one, the rest of which that gives.
   */
  const read = async (
    spec: OpenFileSpec,
    end: JobEnd<OpenFileResult>,
    handle?: FileHandle,
    base?: Scene,
  ): Promise<boolean> => {
    const result = taken(spec.name, end)
    if (result === undefined || 'problems' in result) return false
    if ('path' in result) {
      showPath(spec.name, result.path)
      return false
    }
    if (!('measured' in result)) {
      show(result.scene, handle)
      return false
    }
    const { landscape } = result.scene
    const { name, blob, reading = {} } = spec
    const surface = landscape.surface ?? ''
    const measurement: Measurement = { ...result.measured, file: { name, blob }, surface, reading }
    const grid = landscape.blob
    if (grid !== undefined) measurements.setState((before) => new Map(before).set(grid, measurement), true)
    if (base === undefined) document.edit(showMeasured(result.scene))
    else show(showMeasured(result.scene)(base), undefined)
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

  /** What is to be written now, and of which document it is. */
  const snapshot = async () => {
    const { scene, opening } = document.getState()
    const text = await textOf(current())
    return { version: { scene, opening }, bytes: new TextEncoder().encode(text) }
  }

  const saveAs = async (): Promise<void> => {
    const { version, bytes } = await snapshot()
    const handle = await host.files.saveAs(`${fileStem(version.scene.title)}.basin`, sceneFilter, bytes)
    if (handle === undefined) return
    document.markSaved(version, handle)
    notices.news(`saved as ${handle.name}`)
  }

  const save = async (): Promise<void> => {
    const { file } = originOf(document.getState())
    if (file === undefined || file.token === '') return saveAs()
    const { version, bytes } = await snapshot()
    if ((await host.files.save(file, bytes)) === 'changed') {
      const answer = await questions.ask(changedQuestion(file.name))
      if (answer === 'elsewhere') return saveAs()
      if (answer !== 'overwrite') return
      await host.files.save(file, bytes, true)
    }
    document.markSaved(version, file)
    notices.news(`saved ${file.name}`)
  }

  const inTurn = (work: () => Promise<void>): Promise<void> => {
    saving = saving.then(() => guarded(work))
    return saving
  }

  return {
    current,
    open: (): Promise<void> =>
      guarded(async () => {
        const file = await host.files.open(openFilters)
        if (file !== undefined) await openFile(file)
      }),
    openFile: (file: OpenedFile): Promise<void> => guarded(() => openFile(file)),
    openData: (): Promise<void> =>
      guarded(async () => {
        const file = await host.files.open([dataFilter])
        if (file !== undefined) await openData(file)
      }),
    /** As if nothing had been on screen before: what an example shows does not hang on that. */
    openExample: (file: OpenedFile): Promise<void> => guarded(() => openFile(file, defaultScene)),
    opened,
    measurements,
    /** Reads a measured surface in another way, or another surface of its file, which is the one opened last. */
    readAgain: ({ file, surface }: Measurement, reading: SurfaceReading, other = surface): Promise<void> =>
      guarded(async () => {
        // What was read is compared with what is: the camera stays where it is.
        frame.camera.isDefault = false
        const spec = { ...file, surface: other, reading }
        await read(spec, await engine.run('open-file', spec, { priority: 'interactive' }).end)
      }),
    new: (): void => show(defaultScene, undefined),
    save: (): Promise<void> => inTurn(save),
    saveAs: (): Promise<void> => inTurn(saveAs),
  }
}

function meaningQuestion(name: string, { count, columns }: { count: number; columns: readonly string[] }): Question {
  return {
    title: 'A surface, or data?',
    text: `${name} has ${count} rows of ${columns.length} numbers, without axes: they may be a surface on the unit square, or examples for a network to learn from.`,
    choices: [
      { answer: 'surface', label: 'Measured surface' },
      { answer: 'data', label: 'Data for a network' },
    ],
  }
}

function changedQuestion(name: string): Question {
  return {
    title: 'The file has changed',
    text: `${name} was changed by another program since it was opened or saved here. Overwriting it takes those changes away.`,
    choices: [
      { answer: 'elsewhere', label: 'Save as another file' },
      { answer: 'overwrite', label: 'Overwrite' },
      { answer: 'cancel', label: 'Cancel' },
    ],
  }
}

function lineOf({ where, message, remedy }: Problem): string {
  return `${where === undefined ? '' : `${where}: `}${message}; ${remedy}`
}

/** Names that Windows keeps for devices, whatever their ending. */
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)$/
const longestStem = 60

/** A file's name from a title: letters, digits and hyphens, as many as any file system takes. */
export function fileStem(title: string): string {
  const words = title.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-')
  const stem = Array.from(words).slice(0, longestStem).join('').replaceAll(/^-|-$/g, '')
  return stem === '' || deviceName.test(stem) ? `scene${stem && `-${stem}`}` : stem
}
