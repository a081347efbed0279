import { createStore } from 'zustand/vanilla'
import type { ClaimResult, ClaimSpec } from '../../engine'
import { type Answer, noAnswer } from './answer'
import type { SmallStorage } from './lenient-storage'

/** Where in the tour a person is. */
export type TourPlace =
  /** Its first page, or its contents. */
  { readonly at: 'first-page' | 'contents' } | { readonly at: 'step'; readonly scenario: string; readonly step: number }

export type ClaimAnswer = Answer<ClaimSpec, ClaimResult>

/** Over how many seeds a claim that rests on chance is tried in the window. */
export const seedChoices = [1, 5, 'all'] as const
export type SeedChoice = (typeof seedChoices)[number]

export interface TourState {
  /** Undefined where the person's own document is on screen. */
  readonly place: TourPlace | undefined
  /** The scenario whose card is chosen on the first page, and alive. */
  readonly chosen: string | undefined
  /** Of the step's question: what the person has answered, and what is right. */
  readonly choice: number | undefined
  readonly answer: ClaimAnswer
  /** By the claim's id, of the step on screen. */
  readonly claims: Readonly<Record<string, ClaimAnswer>>
  readonly seeds: SeedChoice
  /** By the scenario's id: the steps that have been raced. */
  readonly done: Readonly<Record<string, readonly number[]>>
  /** Whether Basin opens on the tour's first page. */
  readonly opensHere: boolean
}

export const untouchedStep = { choice: undefined, answer: noAnswer, claims: {} } as const

const key = 'basin.tour'

/** Of the state what is kept over restarts: how far a person has come, and where Basin opens. */
type Kept = Pick<TourState, 'done' | 'opensHere'>

export function createTourStore(storage: SmallStorage | undefined) {
  const store = createStore<TourState>(() => ({
    place: undefined,
    chosen: undefined,
    ...untouchedStep,
    seeds: 1,
    ...read(storage),
  }))
  store.subscribe(({ done, opensHere }, before) => {
    if (done === before.done && opensHere === before.opensHere) return
    // Another window may have kept something since.
    const kept = read(storage)
    const next: Kept = {
      done: joined(kept.done, done),
      opensHere: opensHere === before.opensHere ? kept.opensHere : opensHere,
    }
    storage?.setItem(key, JSON.stringify(next))
  })
  return store
}

export type TourStore = ReturnType<typeof createTourStore>

function joined(a: Kept['done'], b: Kept['done']): Kept['done'] {
  const ids = Object.keys({ ...a, ...b })
  return Object.fromEntries(ids.map((id) => [id, [...new Set([...(a[id] ?? []), ...(b[id] ?? [])])]]))
}

/** What was kept, as far as it is in order. */
function read(storage: Pick<Storage, 'getItem'> | undefined): Kept {
  try {
    const kept = JSON.parse(storage?.getItem(key) ?? '{}') as Partial<Record<keyof Kept, unknown>>
    const entries = Object.entries(typeof kept.done === 'object' ? (kept.done ?? {}) : {})
    const isSteps = (steps: unknown): steps is number[] => Array.isArray(steps) && steps.every(Number.isInteger)
    return {
      done: Object.fromEntries(entries.filter((entry): entry is [string, number[]] => isSteps(entry[1]))),
      opensHere: kept.opensHere !== false,
    }
  } catch {
    return { done: {}, opensHere: true }
  }
}
