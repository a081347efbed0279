import { firstAlive } from '../../core/claims/chapters'
import { overlayOf } from '../../core/scene/overlays'
import type { ClaimCard, ScenarioCard, StepCard } from '../../core/tour/scenario-cards'
import type { Scene } from '../../core/scene/scene'
import type { ClaimSpec } from '../../engine'
import type { Engine } from '../../engine/client'
import { raceSpec, withSliceVectors } from '../../engine/scene-specs'
import { noAnswer, sameQuestion } from '../store/answer'
import type { Cards } from '../store/cards'
import type { DerivedStore } from '../store/derived'
import type { DocumentHistory, DocumentStore } from '../store/document'
import type { Frame } from '../store/frame'
import type { SmallStorage } from '../store/lenient-storage'
import type { SessionState, SessionStore } from '../store/session'
import type { Notices } from '../store/notices'
import { createInquiry } from './inquiry'
import { type ClaimAnswer, createTourStore, type TourPlace, untouchedStep } from '../store/tour'

interface TourInputs {
  readonly engine: Engine
  readonly cards: Cards
  readonly document: DocumentStore
  readonly session: SessionStore
  readonly derived: DerivedStore
  readonly notices: Notices
  readonly storage: SmallStorage | undefined
  readonly frame: Frame
  /** Turns the view to where it was. */
  readonly look: (view: View) => void
  readonly clock: () => number
  /** Races the scene on screen. */
  readonly race: () => void
  /** Sweeps as the scene on screen says, where that is quick. */
  readonly sweep: () => void
  /** Maps the basins of the scene on screen, as the session’s settings say. */
  readonly mapBasins: () => void
}

type View = Pick<Frame, 'camera' | 'domain'>

/**
 * A person's own document while a scene of the tour is on screen: whether a race was beside it, how it was looked at,
 * and how the window was arranged.
 */
export interface OwnWork {
  readonly history: DocumentHistory
  readonly isRaced: boolean
  readonly view: View
  readonly arrangement: Partial<SessionState>
}

/** How long a scene rests before its claims are measured again. */
const restMilliseconds = 400

/** The guided tour: which step is on screen, in a document beside the person's own, and what its claims come to. */
export function createTour(inputs: TourInputs) {
  const { engine, cards, document, session, derived, notices, storage, frame, look, clock, race, mapBasins, sweep } =
    inputs
  const store = createTourStore(storage)
  const { scenarioCards } = cards
  let own: OwnWork | undefined
  /** The step's scene as it was opened; undefined until it is. */
  let opened: Scene | undefined
  /** Counts what is opened: an answer that comes late is not shown. */
  let generation = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Of the step on screen: by claim, and of its question. */
  const inquiries = new Map<string, Inquiry>()

  const scenarioOf = (id: string): ScenarioCard => scenarioCards.find((card) => card.id === id)!
  const here = (): { readonly scenario: ScenarioCard; readonly step: StepCard; readonly index: number } | undefined => {
    const { place } = store.getState()
    if (place?.at !== 'step') return undefined
    const scenario = scenarioOf(place.scenario)
    return { scenario, step: scenario.steps[place.step]!, index: place.step }
  }

  const cancelAll = (): void => {
    clearTimeout(timer)
    for (const inquiry of inquiries.values()) inquiry.cancel()
    inquiries.clear()
  }

  /** Puts a step's scene on screen, in a history of its own. */
  const show = async (place: TourPlace, scenario: string, step: number, isRaced: boolean): Promise<void> => {
    const mine = ++generation
    cancelAll()
    opened = undefined
    store.setState({ place, chosen: scenario, ...untouchedStep })
    const text = JSON.stringify(scenarioOf(scenario).steps[step]!.text)
    const end = await engine.run('scene', { text }, { priority: 'interactive' }).end
    if (mine !== generation || end.status === 'cancelled') return
    if (end.status === 'failed' || 'problems' in end.result)
      return notices.problem(`${scenario} could not be opened`, end.status === 'failed' ? end.error.message : undefined)
    own ??= {
      history: document.getState(),
      isRaced: derived.getState().race.traces.length > 0,
      view: { camera: { ...frame.camera }, domain: frame.domain },
      arrangement: arrangementOf(session.getState()),
    }
    opened = end.result.scene
    document.begin(opened)
    if (overlayOf(opened.view.overlay).source === 'basins') mapBasins()
    if (opened.view.instrument === 'sweep') sweep()
    if (isRaced) race()
  }

  /** The scene that a claim is measured in: absent where it is the step's own. */
  const changedScene = (): Pick<ClaimSpec, 'scene'> => {
    const { scene } = document.getState()
    return opened === undefined || isSameRun(scene, opened) ? {} : { scene }
  }

  /** Asks for a claim, or the answer of the question, in the place of what was asked of it before. */
  const ask = (name: string, spec: ClaimSpec, get: () => ClaimAnswer, set: (answer: ClaimAnswer) => void): void => {
    const inquiry =
      inquiries.get(name) ?? createInquiry({ engine, kind: 'claim', priority: 'visible', clock, get, set })
    inquiries.set(name, inquiry)
    inquiry.ask(spec)
  }

  /** A claim that rests on chance is tried with seeds from that of the scene on. */
  const specOf = (scenario: string, { id, seeds }: ClaimCard): ClaimSpec => {
    const { seeds: choice } = store.getState()
    const { seed } = document.getState().scene
    const chance = seeds && { seed, seeds: choice === 'all' ? seeds.count : Math.min(choice, seeds.count) }
    return { scenario, of: id, ...chance, ...changedScene() }
  }

  const measure = (id: string): void => {
    const now = here()
    const claim = now?.step.claims.find((each) => each.id === id)
    if (now === undefined || claim === undefined) return
    const spec = specOf(now.scenario.id, claim)
    const get = (): ClaimAnswer => store.getState().claims[id] ?? noAnswer
    const set = (answer: ClaimAnswer): void => store.setState(({ claims }) => ({ claims: { ...claims, [id]: answer } }))
    ask(`claim ${id}`, spec, get, set)
  }

  /** What takes long is measured when a person asks for it; until then nothing is said of what is there now. */
  const measureQuick = (): void => {
    const now = here()
    for (const claim of now?.step.claims ?? []) {
      if (claim.slow !== true) measure(claim.id)
      else if (!isAbout(store.getState().claims[claim.id], specOf(now!.scenario.id, claim)))
        inquiries.get(`claim ${claim.id}`)?.clear()
    }
  }

  /** Once claims have been measured they follow the scene. */
  const follow = (): void => {
    if (Object.keys(store.getState().claims).length === 0) return
    clearTimeout(timer)
    timer = setTimeout(measureQuick, restMilliseconds)
  }

  const reveal = (): void => {
    const now = here()
    if (now?.step.question === undefined) return
    const { scenario, index } = now
    const get = (): ClaimAnswer => store.getState().answer
    const set = (answer: ClaimAnswer): void => store.setState({ answer })
    ask('question', { scenario: scenario.id, of: index }, get, set)
  }

  /** A race has been run: the answer is shown, the claims are measured, and the step counts as done. */
  const raced = (): void => {
    const now = here()
    if (now === undefined) return
    const { scenario, index } = now
    const { done } = store.getState()
    const steps = done[scenario.id] ?? []
    if (!steps.includes(index)) store.setState({ done: { ...done, [scenario.id]: [...steps, index] } })
    reveal()
    if (Object.keys(store.getState().claims).length === 0) measureQuick()
    else follow()
  }

  document.subscribe((now, before) => {
    if (here() !== undefined && now.opening === before.opening && !isSameRun(now.scene, before.scene)) follow()
  })
  derived.subscribe(({ race: now }, { race: before }) => {
    const hasEnded = now.status.kind === 'idle' && before.status.kind === 'busy'
    if (now.traces.length > 0 && (hasEnded || before.traces.length === 0)) raced()
  })

  const openStep = (scenario: string, step: number): void =>
    void show({ at: 'step', scenario, step }, scenario, step, false)

  /** The step before or after, over the ends of scenarios; undefined at the ends of the tour. */
  const neighbour = (by: 1 | -1): { readonly scenario: string; readonly step: number } | undefined => {
    const now = here()
    if (now === undefined) return undefined
    const { scenario, index } = now
    if (scenario.steps[index + by] !== undefined) return { scenario: scenario.id, step: index + by }
    const other = scenarioCards[scenarioCards.indexOf(scenario) + by]
    return other && { scenario: other.id, step: by === 1 ? 0 : other.steps.length - 1 }
  }

  const leave = (keeping?: Scene): void => {
    generation++
    cancelAll()
    store.setState({ place: undefined, ...untouchedStep })
    const before = own
    own = undefined
    if (before === undefined) return
    session.setState(before.arrangement)
    document.resume(before.history)
    if (keeping !== undefined) return document.open(keeping, undefined)
    look(before.view)
    if (before.isRaced) race()
  }

  return {
    store,
    here,
    neighbour,
    /** What is a person's own, where the document on screen is of the tour. */
    own: (): OwnWork | undefined => own,
    /** Shows the first page, a scenario of it alive. */
    openFirstPage(chosen = scenarioCards.find(({ label }) => label === firstAlive)?.id): void {
      if (chosen !== undefined) void show({ at: 'first-page' }, chosen, 0, true)
    },
    openContents: (): void => store.setState({ place: { at: 'contents' } }),
    openStep,
    go(by: 1 | -1): void {
      const next = neighbour(by)
      if (next !== undefined) openStep(next.scenario, next.step)
    },
    /** Begins the step again, as it was. */
    reset(): void {
      const now = here()
      if (now !== undefined) openStep(now.scenario.id, now.index)
    },
    choose(choice: number): void {
      store.setState({ choice })
    },
    measure,
    measureAll: (): void => here()?.step.claims.forEach(({ id }) => measure(id)),
    cancel(id: string): void {
      inquiries.get(`claim ${id}`)?.cancel()
    },
    setSeeds(seeds: 1 | 5 | 'all'): void {
      store.setState({ seeds })
      follow()
    },
    /** The person's own document comes back. */
    leave: (): void => leave(),
    /** The same, and the scene on screen becomes a document of the person's own. */
    keep: (): void => leave(document.getState().scene),
    startEmpty(): void {
      store.setState({ opensHere: false })
      leave()
    },
  }
}

type Inquiry = ReturnType<typeof createInquiry<'claim'>>

export type Tour = ReturnType<typeof createTour>

/** Whether an answer, or what is being found out, is of this very question. */
function isAbout(answer: ClaimAnswer | undefined, spec: ClaimSpec): boolean {
  const { status } = answer ?? noAnswer
  return sameQuestion(status.kind === 'busy' || status.kind === 'failed' ? status.spec : answer?.spec, spec)
}

/** Which panels are on screen: scenes of the tour open others. */
function arrangementOf({ rightTab, analysisTab, leftOpen, rightOpen }: SessionState): Partial<SessionState> {
  return { rightTab, analysisTab, leftOpen, rightOpen }
}

/** Whether two scenes are raced alike: they differ in what is only drawn, or in what a recipe is resolved to. */
function isSameRun(a: Scene, b: Scene): boolean {
  return a === b || sameQuestion(runOf(a), runOf(b))
}

function runOf(scene: Scene): unknown {
  return raceSpec(withSliceVectors(scene, undefined))
}
