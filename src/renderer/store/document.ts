import { createStore } from 'zustand/vanilla'
import type { Scene } from '../../core/scene/scene'
import type { FileHandle } from '../../host/host'

/** A scene of the history, and of which document it is. */
export interface Version {
  readonly scene: Scene
  readonly opening: number
}

/** Where a document is kept: its file, if it has one, and the scene as it was last opened or saved. */
export interface Origin {
  readonly file: FileHandle | undefined
  readonly saved: Scene
}

/**
 * The document and what undo walks through. Scenes are immutable; entries are whole scenes. Opening another document is
 * an entry too, so that it takes no work away.
 */
export interface DocumentHistory extends Version {
  readonly past: readonly Version[]
  readonly future: readonly Version[]
  /** Of every document that the history has, by its `opening`, which counts the documents that have been opened. */
  readonly origins: Readonly<Record<number, Origin>>
}

export interface DocumentState extends DocumentHistory {
  /** The gesture whose edits are being gathered into one undo entry. */
  readonly gesture: string | undefined
}

const mostEntries = 200

export function createDocumentStore(first: Scene) {
  const store = createStore<DocumentState>(() => ({
    scene: first,
    opening: 0,
    past: [],
    future: [],
    origins: { 0: { file: undefined, saved: first } },
    gesture: undefined,
  }))
  const { getState, setState } = store
  const here = ({ scene, opening }: Version): Version => ({ scene, opening })

  return {
    ...store,
    /**
     * Replaces the scene by what `change` makes of it. Edits that name the same gesture make one undo entry until
     * `endGesture`, so a slider's drag is undone at once.
     */
    edit(change: (scene: Scene) => Scene, gesture?: string): void {
      const state = getState()
      const scene = change(state.scene)
      if (scene === state.scene) return
      const continues = gesture !== undefined && gesture === state.gesture
      const past = continues ? state.past : [...state.past, here(state)].slice(-mostEntries)
      setState({ scene, past, future: [], gesture })
    },
    endGesture(): void {
      if (getState().gesture !== undefined) setState({ gesture: undefined })
    },
    undo(): void {
      const state = getState()
      const { past, future } = state
      const previous = past.at(-1)
      if (previous === undefined) return
      setState({ ...previous, past: past.slice(0, -1), future: [here(state), ...future], gesture: undefined })
    },
    redo(): void {
      const state = getState()
      const { past, future } = state
      const next = future[0]
      if (next === undefined) return
      setState({ ...next, past: [...past, here(state)], future: future.slice(1), gesture: undefined })
    },
    /** Another document takes this one's place, until that is undone. */
    open(scene: Scene, file: FileHandle | undefined): void {
      const state = getState()
      const opening = nextOpening(state)
      const past = [...state.past, here(state)].slice(-mostEntries)
      const left = new Set(past.map((version) => version.opening))
      const kept = Object.entries(state.origins).filter(([key]) => left.has(Number(key)))
      const origins = { ...Object.fromEntries(kept), [opening]: { file, saved: scene } }
      setState({ scene, opening, past, future: [], origins, gesture: undefined })
    },
    /** A document that has no past: undo stops at it. The history on screen is the caller's to keep: see `resume`. */
    begin(scene: Scene): void {
      const opening = nextOpening(getState())
      const origins = { [opening]: { file: undefined, saved: scene } }
      setState({ scene, opening, past: [], future: [], origins, gesture: undefined })
    },
    /** Takes up a history that `begin` has set aside. */
    resume({ scene, opening, past, future, origins }: DocumentHistory): void {
      setState({ scene, opening, past, future, origins, gesture: undefined })
    },
    /**
     * Takes up a history where another window has left it; what has been done here before that goes on from there.
     */
    restore(left: DocumentHistory): void {
      const state = getState()
      const from = nextOpening(state)
      const moved = <V extends Version>(version: V): V => ({ ...version, opening: version.opening + from })
      const origins = Object.entries(left.origins).map(([key, origin]) => [Number(key) + from, origin])
      const history = {
        ...here(moved(left)),
        past: left.past.map(moved),
        future: left.future.map(moved),
        origins: { ...state.origins, ...Object.fromEntries(origins) } as DocumentHistory['origins'],
      }
      const isUntouched = state.scene === first && state.past.length + state.future.length === 0
      if (isUntouched) setState({ ...history, gesture: undefined })
      else setState({ past: [...history.past, here(history), ...state.past], origins: history.origins })
    },
    /** Puts into the scene what follows from it: no edit, and nothing to undo. */
    amend(change: (scene: Scene) => Scene): void {
      setState((state) => {
        const { scene, opening, origins } = state
        const amended = change(scene)
        if (amended === scene) return {}
        const origin = originOf(state)
        if (scene !== origin.saved) return { scene: amended }
        return { scene: amended, origins: { ...origins, [opening]: { ...origin, saved: amended } } }
      })
    },
    /** A file now holds a scene of a document, which may have been edited or replaced since it was written. */
    markSaved({ scene, opening }: Version, file: FileHandle): void {
      setState(({ origins }) =>
        origins[opening] === undefined ? {} : { origins: { ...origins, [opening]: { file, saved: scene } } },
      )
    },
  }
}

export type DocumentStore = ReturnType<typeof createDocumentStore>

export function originOf({ origins, opening }: DocumentHistory): Origin {
  return origins[opening]!
}

/** Whether the document on screen is not as its file has it. */
export function isEdited(state: DocumentHistory): boolean {
  return isUnsaved(state, state)
}

/** Whether something would be lost with the history: the document on screen, or one that it took the place of. */
export function hasUnsavedWork(history: DocumentHistory): boolean {
  const { past, opening } = history
  return (
    isEdited(history) ||
    past.some((version, i) => version.opening !== (past[i + 1]?.opening ?? opening) && isUnsaved(version, history))
  )
}

function nextOpening({ origins }: DocumentHistory): number {
  return Math.max(...Object.keys(origins).map(Number)) + 1
}

function isUnsaved({ scene, opening }: Version, { origins }: DocumentHistory): boolean {
  return scene !== origins[opening]!.saved
}
