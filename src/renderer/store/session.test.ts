import { describe, expect, it } from 'vitest'
import { createSessionStore, emphasisedRacer, isAnalysing } from './session'

/** Where a window keeps its arrangement, as text. */
function storageOf(text: string | null) {
  let kept = text
  return { getItem: () => kept, setItem: (_key: string, value: string) => void (kept = value), text: () => kept }
}

describe('the session', () => {
  it('finds the window as it was left, and what was not arranged as at first', () => {
    const storage = storageOf(null)
    createSessionStore(storage).setState({ rightTab: 'analyse', analysisTab: 'sweep', sliceRacer: 'adam' })
    const { rightTab, analysisTab, sliceRacer } = createSessionStore(storage).getState()
    expect([rightTab, analysisTab, sliceRacer]).toEqual(['analyse', 'sweep', undefined])
  })

  it('takes nothing that it does not know', () => {
    const { getState } = createSessionStore(storageOf('{"rightTab":"elsewhere","analysisTab":7,"theme":"pink","x":1}'))
    expect(getState()).toMatchObject({ rightTab: 'race', analysisTab: 'points', theme: 'auto' })
    expect(getState()).not.toHaveProperty('x')
    expect(createSessionStore(storageOf('{')).getState().rightTab).toBe('race')
  })

  it('remembers what the last film was to be, if that is still a film', () => {
    const storage = storageOf(null)
    const film = { ...createSessionStore(storage).getState().film, format: 'gif', seconds: 3, camera: 'still' } as const
    createSessionStore(storage).setState({ film })
    expect(createSessionStore(storage).getState().film).toEqual(film)
    for (const change of [{ format: 'avi' }, { seconds: -1 }, { legend: 'yes' }, { camera: 7 }]) {
      const kept = storageOf(JSON.stringify({ film: { ...film, ...change } }))
      expect(createSessionStore(kept).getState().film.format).toBe('mp4')
    }
  })

  it('emphasises the racer under the pointer before the chosen one', () => {
    const { getState, setState } = createSessionStore(undefined)
    setState({ chosenRacer: 'adam' })
    expect(emphasisedRacer(getState())).toBe('adam')
    setState({ hoveredRacer: 'sgd' })
    expect(emphasisedRacer(getState())).toBe('sgd')
  })

  it('tells which part of the analysis is on screen', () => {
    const { getState, setState } = createSessionStore(undefined)
    expect(isAnalysing(getState(), 'points')).toBe(false)
    setState({ rightTab: 'analyse' })
    expect([isAnalysing(getState(), 'points'), isAnalysing(getState(), 'step')]).toEqual([true, false])
    setState({ rightOpen: false })
    expect(isAnalysing(getState(), 'points')).toBe(false)
  })
})
