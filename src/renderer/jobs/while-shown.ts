import type { Instrument } from '../../core/scene/instruments'
import type { PlaybackStore } from '../playback/playback-store'
import type { DerivedState, DerivedStore } from '../store/derived'
import type { DocumentStore } from '../store/document'
import { isAnalysing, type SessionStore } from '../store/session'

export interface ShownInputs {
  readonly document: DocumentStore
  readonly session: SessionStore
  readonly playback: PlaybackStore
  readonly derived: DerivedStore
}

/** A hand that moves something is given this long to rest. */
const restMilliseconds = 60

/** Asks for what an instrument shows while it is on screen: see `whileWanted`. */
export function whileShown(
  shown: ShownInputs,
  instrument: Instrument,
  restsOn: readonly (keyof DerivedState)[],
  ask: () => void,
): () => void {
  return whileWanted(shown, () => isAnalysing(shown.session.getState(), instrument), restsOn, ask)
}

/**
 * Asks for something while it is wanted and nothing plays: again, some time after, whenever document, window, playhead
 * or those answers change that it rests on. Returns what tells it of other news.
 */
export function whileWanted(
  { document, session, playback, derived }: ShownInputs,
  isWanted: () => boolean,
  restsOn: readonly (keyof DerivedState)[],
  ask: () => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const run = (): void => {
    timer = undefined
    if (isWanted() && !playback.getState().playing) ask()
  }
  const follow = (): void => {
    if (isWanted()) timer ??= setTimeout(run, restMilliseconds)
  }
  document.subscribe(follow)
  session.subscribe(follow)
  playback.subscribe(follow)
  derived.subscribe((state, before) => {
    if (restsOn.some((key) => state[key] !== before[key])) follow()
  })
  follow()
  return follow
}
