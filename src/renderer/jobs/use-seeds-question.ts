import { useMemo } from 'react'
import type { EnsembleSpec } from '../../engine'
import { useApp } from '../store/app'
import { useDerived, useScene } from '../store/use-stores'
import { seedsQuestion } from './seeds-question'

/** What is asked of many seeds of the race on screen; undefined where nothing is. */
export function useSeedsQuestion(): EnsembleSpec | undefined {
  const { landscapeCards } = useApp().cards
  const scene = useScene((current) => current)
  const traces = useDerived((state) => state.race.traces)
  const version = useDerived((state) => state.race.version)
  // Rows come into the traces where they are: their version tells.
  return useMemo(
    () => (version < 0 ? undefined : seedsQuestion(scene, traces, landscapeCards)),
    [landscapeCards, scene, traces, version],
  )
}
