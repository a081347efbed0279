import type { DerivedStore } from '../store/derived'
import type { SessionStore } from '../store/session'
import type { Analyst } from './analyst'

interface SeedsFollowerInputs {
  readonly session: SessionStore
  readonly derived: DerivedStore
  readonly analyst: Pick<Analyst, 'askEnsemble' | 'ensemble'>
}

/** Keeps the losses over many seeds those of the race on screen: asked for when it has ended, and forgotten with it. */
export function followSeeds({ session, derived, analyst }: SeedsFollowerInputs): void {
  const follow = (): void => {
    const { seeds } = session.getState()
    const { race, analysis } = derived.getState()
    const isWanted = seeds > 1 && race.traces.length > 0
    if (isWanted && race.status.kind === 'idle') analyst.askEnsemble(seeds)
    if (!isWanted && analysis.ensemble.status.kind !== 'none') analyst.ensemble.clear()
  }
  session.subscribe((state, before) => {
    if (state.seeds !== before.seeds) follow()
  })
  derived.subscribe((state, before) => {
    if (state.race !== before.race) follow()
  })
}
