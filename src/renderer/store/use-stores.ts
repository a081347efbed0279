import { useStore } from 'zustand'
import type { Scene } from '../../core/scene/scene'
import type { NetworkView } from '../jobs/network-follower'
import type { PlaybackState } from '../playback/playback'
import type { RaceProgress } from '../playback/race-progress'
import { useApp } from './app'
import type { DerivedState } from './derived'
import type { DocumentState } from './document'
import type { SessionState } from './session'
import type { TourState } from './tour'

/** Selections from the app's stores: a component draws again only when its selection changes. */
export function useScene<T>(select: (scene: Scene) => T): T {
  return useStore(useApp().document, (state) => select(state.scene))
}

export function useDocument<T>(select: (state: DocumentState) => T): T {
  return useStore(useApp().document, select)
}

export function useSession<T>(select: (state: SessionState) => T): T {
  return useStore(useApp().session, select)
}

export function useDerived<T>(select: (state: DerivedState) => T): T {
  return useStore(useApp().derived, select)
}

export function usePlayback<T>(select: (state: PlaybackState) => T): T {
  return useStore(useApp().playback, select)
}

export function useNetwork<T>(select: (state: NetworkView) => T): T {
  return useStore(useApp().network.view, select)
}

export function useTour<T>(select: (state: TourState) => T): T {
  return useStore(useApp().tour.store, select)
}

/** How far the race is that is being computed; undefined while none has been for long. */
export function useRaceProgress(): RaceProgress | undefined {
  return useStore(useApp().race.progress, ({ now }) => now)
}
