import type { Scene } from '../../core/scene/scene'
import type { Engine, JobEnd } from '../../engine/client'
import type { Host } from '../../host/host'
import type { DocumentHistory, DocumentStore, Version } from '../store/document'
import { hasUnsavedWork } from '../store/document'
import type { Frame } from '../store/frame'
import type { Notices } from '../store/notices'
import type { OwnWork } from './tour'

interface RecoveryInputs {
  readonly engine: Engine
  readonly host: Host
  readonly document: DocumentStore
  /** What is the person's own, where what is on screen is not. */
  readonly ownWork: () => OwnWork | undefined
  readonly notices: Notices
  readonly frame: Frame
  readonly newScene: () => void
  /** Whether a race is on screen, and how one is run. */
  readonly isRaced: () => boolean
  readonly race: () => void
  readonly look: (view: Pick<Frame, 'camera' | 'domain'>) => void
  /** What is not the person's own makes room for it. */
  readonly beforeShow: () => void
}

/** How long an edit may be unkept. */
const keepMilliseconds = 800

/** Raised when what a scene is in memory changes, so that no window takes up what it does not understand. */
const format = 2

/** The piece that says how the others belong together. */
const headName = 'history'

/** A version of the history by its piece. */
interface KeptVersion {
  readonly piece: string
  readonly opening: number
}

interface Head extends Pick<Frame, 'camera' | 'domain'> {
  readonly format: typeof format
  readonly now: KeptVersion
  readonly past: readonly KeptVersion[]
  readonly future: readonly KeptVersion[]
  /** By opening, the piece of the scene that was saved last; null where the history no longer has it. */
  readonly saved: Readonly<Record<number, string | null>>
  /** The pieces that hold measured surfaces, by their names in the scenes. */
  readonly surfaces: Readonly<Record<string, string>>
  readonly isRaced: boolean
}

/**
 * Keeps unsaved work against a crash, with all of its history: each scene of it is a piece, written once, each measured
 * surface another, and one more says how they belong together.
 */
export function createRecovery(inputs: RecoveryInputs) {
  const { engine, host, document, ownWork, notices, frame, newScene, isRaced, race, look, beforeShow } = inputs
  /** Scenes are immutable, so what is kept of one stays true. */
  const names = new WeakMap<Scene, string>()
  let lastNumber = 0
  let kept: ReadonlySet<string> = new Set()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isFailing = false
  /** What is read and written is so in turn, and nothing is written before what was left has been read. */
  let turn: Promise<void> = Promise.resolve()

  const nameOf = (scene: Scene): string => {
    const name = names.get(scene) ?? `scene-${++lastNumber}`
    names.set(scene, name)
    return name
  }

  const keep = async (): Promise<void> => {
    const state = ownWork()?.history ?? document.getState()
    const pieces = hasUnsavedWork(state) ? await piecesOf(state) : new Map<string, () => string>()
    const put: Record<string, string> = {}
    for (const [name, text] of pieces) if (name === headName || !kept.has(name)) put[name] = text()
    const remove = [...kept].filter((name) => !pieces.has(name))
    if (Object.keys(put).length + remove.length === 0) return
    await host.recovery.write({ put, remove })
    kept = new Set(pieces.keys())
  }

  /** Every piece of a history, by name; texts are made of those that are not kept yet. */
  const piecesOf = async (state: DocumentHistory): Promise<ReadonlyMap<string, () => string>> => {
    const pieces = new Map<string, () => string>()
    const keptVersion = ({ scene, opening }: Version): KeptVersion => {
      const piece = nameOf(scene)
      pieces.set(piece, () => JSON.stringify(scene, withNegativeZero))
      return { piece, opening }
    }
    const [now, past, future] = [keptVersion(state), state.past.map(keptVersion), state.future.map(keptVersion)]
    const saved = Object.entries(state.origins).map(([opening, origin]) => {
      const name = names.get(origin.saved)
      return [opening, name !== undefined && pieces.has(name) ? name : null]
    })
    const surfaces: Record<string, string> = {}
    for (const { scene } of [state, ...state.past, ...state.future]) {
      const { blob } = scene.landscape
      if (blob === undefined || surfaces[blob] !== undefined) continue
      const name = (surfaces[blob] = `surface-${blob}`)
      const text = kept.has(name) ? '' : resultOf(await engine.run('write-scene', { scene }).end).text
      pieces.set(name, () => text)
    }
    const own = ownWork()
    const { camera, domain } = own?.view ?? frame
    const head: Head = {
      format,
      now,
      past,
      future,
      saved: Object.fromEntries(saved) as Head['saved'],
      surfaces,
      isRaced: own?.isRaced ?? isRaced(),
      camera,
      domain,
    }
    return pieces.set(headName, () => JSON.stringify(head, withNegativeZero))
  }

  const take = async (): Promise<void> => {
    const work = await host.recovery.take()
    if (work === undefined) return
    const { pieces, waiting } = work
    kept = new Set(Object.keys(pieces))
    const numbers = [...kept].map((name) => Number(/^scene-(\d+)$/.exec(name)?.[1] ?? 0))
    lastNumber = Math.max(lastNumber, ...numbers)
    if (kept.size === 0) return
    const head = parsed<Head>(pieces, headName)
    if (head.format !== format) throw new Error('it was kept by another version of Basin')
    const surfaces = new Map<string, string>()
    for (const [blob, piece] of Object.entries(head.surfaces)) {
      const { blob: name } = (await checked(pieces[piece] ?? '')).landscape
      if (name !== undefined) surfaces.set(blob, name)
    }
    const scenes = new Map<string, Scene>()
    const sceneOf = (piece: string): Scene => {
      const scene = scenes.get(piece) ?? withSurface(parsed<Scene>(pieces, piece), surfaces)
      scenes.set(piece, scene)
      names.set(scene, piece)
      return scene
    }
    const version = ({ piece, opening }: KeptVersion): Version => ({ scene: sceneOf(piece), opening })
    const now = version(head.now)
    // What is on screen is read as a file would be; the history is what led to it.
    const { text } = resultOf(await engine.run('write-scene', { scene: now.scene }).end)
    await checked(text)
    const origins = Object.entries(head.saved).map(([opening, piece]) => [
      opening,
      // A scene that is none of the history: what is there was not saved.
      { file: undefined, saved: piece === null ? { ...now.scene } : sceneOf(piece) },
    ])
    beforeShow()
    document.restore({
      ...now,
      past: head.past.map(version),
      future: head.future.map(version),
      origins: Object.fromEntries(origins) as DocumentHistory['origins'],
    })
    if (document.getState().scene === now.scene) {
      look(head)
      if (head.isRaced) race()
    }
    const others = waiting === 0 ? '' : `; that of ${waiting} more waits for other windows of Basin`
    notices.news(`unsaved work of the last session was recovered${others}`, { label: 'Start anew', run: newScene })
  }

  const checked = async (text: string): Promise<Scene> => {
    const result = resultOf(await engine.run('scene', { text }, { priority: 'interactive' }).end)
    if ('scene' in result) return result.scene
    const [problem] = result.problems
    throw new Error(`${problem?.where ?? 'scene'}: ${problem?.message ?? 'not in order'}`)
  }

  /** Said once, until keeping works again. */
  const guardedKeep = async (): Promise<void> => {
    try {
      await keep()
      isFailing = false
    } catch (error) {
      if (isFailing) return
      isFailing = true
      notices.problem(`unsaved work cannot be kept against a crash: ${reasonOf(error)}`, 'save the scene to a file')
    }
  }

  return {
    /** Keeps what is there a moment after it has changed. */
    request(): void {
      timer ??= setTimeout(() => {
        timer = undefined
        turn = turn.then(guardedKeep)
      }, keepMilliseconds)
    },
    /** Takes up the work of a window that was lost. */
    recover(): Promise<void> {
      turn = turn.then(() =>
        take().catch((error: unknown) => {
          notices.problem(`unsaved work of the last session cannot be recovered: ${reasonOf(error)}`)
        }),
      )
      return turn
    },
  }
}

function resultOf<R>(end: JobEnd<R>): R {
  if (end.status === 'done') return end.result
  throw new Error(end.status === 'failed' ? end.error.message : 'it was cancelled')
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** What JSON has no number for. */
const negativeZero = '\u0000-0'

function withNegativeZero(_key: string, value: unknown): unknown {
  return Object.is(value, -0) ? negativeZero : value
}

function parsed<T>(pieces: Readonly<Record<string, string>>, name: string): T {
  const text = pieces[name]
  if (text === undefined) throw new Error('a part of it is missing')
  return JSON.parse(text, (_key, value: unknown) => (value === negativeZero ? -0 : value)) as T
}

/** A surface that was read again may have another name: a -0 in it has become 0. */
function withSurface(scene: Scene, surfaces: ReadonlyMap<string, string>): Scene {
  const name = scene.landscape.blob === undefined ? undefined : surfaces.get(scene.landscape.blob)
  if (name === undefined || name === scene.landscape.blob) return scene
  return { ...scene, landscape: { ...scene.landscape, blob: name } }
}
