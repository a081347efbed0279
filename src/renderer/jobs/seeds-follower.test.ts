import { beforeEach, describe, expect, test } from 'vitest'
import { createDerivedStore, noRace, type RaceState } from '../store/derived'
import { createSessionStore } from '../store/session'
import { followSeeds } from './seeds-follower'

let asked: (number | 'forgotten')[]
let session: ReturnType<typeof createSessionStore>
let derived: ReturnType<typeof createDerivedStore>

beforeEach(() => {
  asked = []
  session = createSessionStore(undefined)
  derived = createDerivedStore()
  const setStatus = (kind: 'done' | 'none'): void =>
    derived.setState(({ analysis }) => ({ analysis: { ...analysis, ensemble: { status: { kind } } } }))
  const askEnsemble = (seeds: number): void => {
    asked.push(seeds)
    setStatus('done')
  }
  const clear = (): void => {
    asked.push('forgotten')
    setStatus('none')
  }
  followSeeds({ session, derived, analyst: { askEnsemble, ensemble: { ask: () => undefined, cancel: clear, clear } } })
})

function race(kind: 'busy' | 'idle'): void {
  const traces = [{ id: 'adam' }] as unknown as RaceState['traces']
  derived.setState(({ race }) => ({ race: { traces, status: { kind }, version: race.version + 1 } }))
}

describe('losses over many seeds', () => {
  test('are not asked for while there is one seed', () => {
    race('idle')
    expect(asked).toEqual([])
  })

  test('are asked for after the race, not during it', () => {
    session.setState({ seeds: 20 })
    race('busy')
    expect(asked).toEqual([])
    race('idle')
    expect(asked).toEqual([20])
  })

  test('are asked for again with other seeds, and forgotten with the seeds or with the race', () => {
    race('idle')
    session.setState({ seeds: 5 })
    session.setState({ seeds: 1 })
    expect(asked).toEqual([5, 'forgotten'])
    session.setState({ seeds: 7 })
    derived.setState({ race: noRace })
    expect(asked).toEqual([5, 'forgotten', 7, 'forgotten'])
  })
})
