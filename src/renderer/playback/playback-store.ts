import { createStore } from 'zustand/vanilla'
import type { PlaybackCommand, PlaybackState } from './playback'
import { hasFinished, initialPlayback, playheadAfter, reducePlayback } from './playback'

/** The playback state with its clock: `now()` is where the playhead is at this instant. */
export function createPlaybackStore(clock: () => number) {
  const store = createStore<PlaybackState>(() => initialPlayback)
  let since = clock()
  const elapsed = (): number => (clock() - since) / 1000

  const dispatch = (command: PlaybackCommand): void => {
    const next = reducePlayback(store.getState(), command, elapsed())
    since = clock()
    store.setState(next, true)
  }
  return {
    getState: store.getState,
    subscribe: store.subscribe,
    getInitialState: store.getInitialState,
    setState: store.setState,
    dispatch,
    now: (): number => playheadAfter(store.getState(), elapsed()),
    /** Pauses once the end has been reached; called by the frame loop. */
    settle: (): void => {
      if (hasFinished(store.getState(), elapsed())) dispatch({ type: 'pause' })
    },
  }
}

export type PlaybackStore = ReturnType<typeof createPlaybackStore>
