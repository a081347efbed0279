import { createStore } from 'zustand/vanilla'
import type { Scene } from '../../core/scene/scene'
import type { FileHandle } from '../../host/host'

/** The document: what is saved and what undo walks through. Scenes are immutable; entries are whole scenes. */
export interface DocumentState {
  readonly scene: Scene
  readonly past: readonly Scene[]
  readonly future: readonly Scene[]
  /** The scene as it was last opened or saved. */
  readonly saved: Scene
  readonly file: FileHandle | undefined
  /** Counts the documents that have been opened. */
  readonly opening: number
  /** The gesture whose edits are being gathered into one undo entry. */
  readonly gesture: string | undefined
}

const mostEntries = 200

export function createDocumentStore(first: Scene) {
  const store = createStore<DocumentState>(() => opened(first, undefined, 0))
  const { getState, setState } = store

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
      const past = continues ? state.past : [...state.past, state.scene].slice(-mostEntries)
      setState({ scene, past, future: [], gesture })
    },
    endGesture(): void {
      if (getState().gesture !== undefined) setState({ gesture: undefined })
    },
    undo(): void {
      const { past, scene, future } = getState()
      const previous = past.at(-1)
      if (previous === undefined) return
      setState({ scene: previous, past: past.slice(0, -1), future: [scene, ...future], gesture: undefined })
    },
    redo(): void {
      const { past, scene, future } = getState()
      const next = future[0]
      if (next === undefined) return
      setState({ scene: next, past: [...past, scene], future: future.slice(1), gesture: undefined })
    },
    /** Another document takes this one's place; there is nothing to undo. */
    open(scene: Scene, file: FileHandle | undefined): void {
      setState(opened(scene, file, getState().opening + 1), true)
    },
    /** As `open`, with work that no file holds yet. */
    recover(scene: Scene): void {
      setState({ ...opened(scene, undefined, getState().opening + 1), saved: { ...scene } }, true)
    },
    /** Puts into the scene what follows from it: no edit, and nothing to undo. */
    amend(change: (scene: Scene) => Scene): void {
      setState(({ scene, saved }) => {
        const amended = change(scene)
        if (amended === scene) return {}
        return { scene: amended, saved: scene === saved ? amended : saved }
      })
    },
    /** The scene on disk is now the one on screen. */
    markSaved(file: FileHandle | undefined): void {
      setState((state) => ({ saved: state.scene, file: file ?? state.file }))
    },
  }
}

export type DocumentStore = ReturnType<typeof createDocumentStore>

export function isEdited(state: DocumentState): boolean {
  return state.scene !== state.saved
}

function opened(scene: Scene, file: FileHandle | undefined, opening: number): DocumentState {
  return { scene, past: [], future: [], saved: scene, file, opening, gesture: undefined }
}
