import type { ChapterId } from './chapters'
import type { Scene } from '../scene/scene'
import type { Asks, Measured } from './measurement'

/** A scene as its file has it, as short as it may be; `basin: 1` goes without saying. */
export type SceneText = Readonly<Record<string, unknown>>

/**
 * A change of a scene's file: a JSON merge patch (RFC 7386). Keys of objects are replaced one by one, lists whole, and
 * null takes a key away.
 */
export type ScenePatch = Readonly<Record<string, unknown>>

/** Parts of the window that a step may be about. */
export const controls = [
  'landscape',
  'parameters',
  'network',
  'data',
  'start',
  'steps',
  'seed',
  'racers',
  'learning-rate',
  'momentum',
  'schedule',
  'clip',
  'noise',
  'batch',
  'race',
  'chart',
  'view',
  'analysis',
] as const
export type Control = (typeof controls)[number]

/** Controls that a step may hold still: single settings, of which an edit of a scene says whether it changes them. */
export const holdables = [
  'parameters',
  'start',
  'steps',
  'seed',
  'learning-rate',
  'momentum',
] as const satisfies readonly Control[]
export type Holdable = (typeof holdables)[number]

export type Numbers<N extends string = string> = Readonly<Record<N, number>>

/** What must be true of a claim's numbers. A bound is a number, or the name of another of the claim's numbers. */
export interface Condition<N extends string = string> {
  readonly number: N
  readonly is: 'below' | 'above' | 'at most' | 'at least' | 'within'
  readonly bound: number | N
  /** Of `within`: how far from the bound it may lie. */
  readonly tolerance?: number
}

/**
 * A sentence whose numbers are measured and whose truth is decided by them. `measure`, `next` and `numbers` are pure:
 * the first two name jobs, the third looks at what came back.
 */
export interface ClaimDefinition<A extends Asks = Asks, B extends Asks = Asks, N extends string = string> {
  /** Unique in its scenario: `1`, so that the claim is S7.1. */
  readonly id: string
  /** A sentence for a person, its measured numbers named: `After 300 steps it is {distance} from the minimum.` */
  readonly text: string
  /** What is to be measured of the scene, which has the seed that is asked about. */
  measure(scene: Scene): A
  /** What more, once that is there. */
  next?(scene: Scene, measured: Measured<A>): B
  numbers(measured: Measured<A> & Measured<B>, scene: Scene): Numbers<N>
  /** True where all of these are. */
  readonly holds: readonly Condition<NoInfer<N>>[]
  /** The scene changed so that the claim is false, which the tests prove. */
  readonly counter: ScenePatch
  /**
   * Of a claim that rests on chance: over how many seeds it is tried, at most 64, and what share of them must hold, all
   * where absent. It is told as "9 of 10", never as always.
   */
  readonly seeds?: { readonly count: number; readonly share?: number }
  /** Of a claim about all seeds together, as their median: the numbers that are judged, of those of each seed. */
  together?(ofSeeds: readonly Numbers<N>[]): Numbers<NoInfer<N>>
  /** Takes more than some seconds a seed: not among the tests that every commit runs. */
  readonly slow?: boolean
}

/** A question to be answered before the race, its answer computed from the run. */
export interface QuestionDefinition<A extends Asks = Asks, N extends string = string> {
  readonly ask: string
  /** Two to five. */
  readonly choices: readonly string[]
  measure(scene: Scene): A
  numbers(measured: Measured<A>, scene: Scene): Numbers<N>
  /** Index of the right choice. */
  answer(numbers: Numbers<NoInfer<N>>): number
  /** What is said with the answer, its numbers named as those of a claim. */
  readonly tell: string
}

export interface StepDefinition {
  readonly title: string
  /** Two to five sentences of Markdown with TeX between dollar signs. What is measured is no part of it. */
  readonly story: string
  /** The whole scene, or what changes in that of the step before. */
  readonly scene: SceneText | { readonly change: ScenePatch }
  /** Controls that the step is about: they glow. */
  readonly highlight: readonly Control[]
  /** Controls that are held still while it is open. */
  readonly locked?: readonly Holdable[]
  readonly question?: QuestionDefinition
  readonly claims: readonly ClaimDefinition[]
  /** What is often said, and what is right: Markdown. */
  readonly note?: string
}

/**
 * A scenario of the guided tour. One file, `export default defineScenario({...})`, in `core/scenarios`; gallery,
 * command line, documentation and tests follow from it.
 */
export interface ScenarioDefinition {
  /** Equal to the file's name. */
  readonly id: string
  /** How it is cited: `S7`, `X3`. Claims are `S7.1`. */
  readonly label: string
  readonly chapter: ChapterId
  /** Of the book: `8.2.1`. */
  readonly section: string
  readonly title: string
  /** One sentence for its card. */
  readonly summary: string
  readonly steps: readonly StepDefinition[]
  /** Ids of scenarios that go on from here. */
  readonly links: readonly string[]
  /** Where it comes from, besides the book. */
  readonly sources?: readonly string[]
}

/** Declares a scenario; the identity function. */
export function defineScenario(definition: ScenarioDefinition): ScenarioDefinition {
  return definition
}

/** Declares a claim, so that the compiler ties `numbers` to what is measured and `holds` to the numbers. */
export function claim<
  const A extends Asks,
  const N extends string,
  const B extends Asks = Readonly<Record<never, never>>,
>(definition: ClaimDefinition<A, B, N>): ClaimDefinition {
  return definition as unknown as ClaimDefinition
}

/** Declares a question, likewise. */
export function question<const A extends Asks, const N extends string>(
  definition: QuestionDefinition<A, N>,
): QuestionDefinition {
  return definition as unknown as QuestionDefinition
}
