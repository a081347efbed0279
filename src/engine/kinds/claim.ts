import { z } from 'zod'
import { findIn } from '../../core/catalogue/gather'
import { allHold, type Check, judge } from '../../core/claims/judge'
import type { Ask, Asks, Measured } from '../../core/claims/measurement'
import { median } from '../../core/claims/median'
import { changedText, sceneOf, stepText } from '../../core/claims/scenes'
import type { ClaimDefinition, Numbers, QuestionDefinition } from '../../core/claims/scenario'
import { wilsonInterval } from '../../core/claims/wilson'
import { type Checked, invalid, valid } from '../../core/problem'
import type { Scene } from '../../core/scene/scene'
import { seeded } from '../../core/scene/seeded'
import { shown } from '../../core/shown'
import { findScenario, scenarios } from '../../core/tour/scenarios'
import { atOnce, defineJobKind, Infeasible } from '../job-kind'
import { jobOf, measuredOf } from '../measurements'
import { type Need, type NeededResults, needLimits } from '../needs'
import { checkShape } from './specs'

const schema = z.strictObject({
  /** Id of a scenario. */
  scenario: z.string(),
  /** Id of a claim of it; or the number of the step, from 0, whose question it is. */
  of: z.union([z.string(), z.int().min(0)]),
  /**
   * In place of the step's own scene: as a person has changed it, the racers of the step among its own; or as the
   * claim's counter changes it.
   */
  scene: z
    .union([z.custom<Scene>((scene) => typeof scene === 'object' && scene !== null), z.literal('counter')])
    .optional(),
  /** Of one seed alone; with `seeds`, the first of them. */
  seed: z.int().min(0).optional(),
  /** Of so many seeds, 0 and on or from `seed`, where the claim rests on chance; as many as it says where absent. */
  seeds: z.int().min(1).max(needLimits.jobs).optional(),
})
export type ClaimSpec = z.infer<typeof schema>

/** What one seed gave. */
export interface SeedVerdict {
  readonly seed: number
  readonly numbers: Numbers
  readonly checks: readonly Check[]
  readonly holds: boolean
}

/** What a claim's measurement came to. */
export interface ClaimVerdict {
  /** What is told and judged: of several seeds those of all together, else the median of each number. */
  readonly numbers: Numbers
  /** Of each condition that of the seed with the least margin. */
  readonly checks: readonly Check[]
  readonly holds: boolean
  /** Of a claim over seeds. */
  readonly seeds?: {
    readonly count: number
    /** How many hold; all or none, where all are judged together. */
    readonly held: number
    /** The share in which the claim holds, with 95 % confidence; absent where seeds are judged together. */
    readonly interval?: readonly [low: number, high: number]
    readonly each: readonly SeedVerdict[]
  }
}

/** The right choice of a question. */
export interface Answer {
  readonly answer: number
  readonly numbers: Numbers
}

export type ClaimResult = ClaimVerdict | Answer

/** A claim, or a question, with its step and scene. */
interface Resolved {
  readonly measured: ClaimDefinition | QuestionDefinition
  readonly scene: Scene
}

/** Measures what a scenario says: by jobs that it needs, whose results its pure functions look at. */
export const claimKind = defineJobKind({
  id: 'claim',
  version: 3,

  validate(given): Checked<ClaimSpec> {
    const shape = checkShape(schema, given)
    if (shape.value === undefined) return shape
    const { scenario: id, of, scene } = shape.value
    const scenario = findIn(scenarios, 'scenario', id, 'scenario')
    if (scenario.value === undefined) return invalid(...scenario.problems)
    const { steps } = scenario.value
    if (typeof of === 'number') {
      if (steps[of]?.question !== undefined && scene !== 'counter') return checkedRacers(shape.value)
      const message =
        steps[of] === undefined ? `step ${of} of ${steps.length}, counted from 0` : `step ${of} asks nothing`
      return invalid({ message, remedy: 'take a step with a question', where: 'of' })
    }
    const claim = findIn(
      steps.flatMap((step) => step.claims),
      'claim',
      of,
      'of',
    )
    return claim.value === undefined ? invalid(...claim.problems) : checkedRacers(shape.value)
  },

  cost: () => ({ work: 1, bytes: 0, smaller: '' }),

  needs(spec, results) {
    const { measured, scene } = resolved(spec)
    const seeds = seedsOf(spec, measured)
    if (seeds !== undefined) return seeds.map((seed) => seedNeed(spec, seed))
    return aboutScene(spec, () => {
      const first = jobsOf(measured.measure(scene))
      if (first.some((need) => results.of(need) === undefined) || !('next' in measured)) return first
      return [...first, ...jobsOf(measured.next!(scene, measurementsOf(measured.measure(scene), results)))]
    })
  },

  plan: () => [0],

  run: (spec, _tile, needed) =>
    atOnce(() =>
      aboutScene(spec, (): ClaimResult => {
        const { measured, scene } = resolved(spec)
        const seeds = seedsOf(spec, measured)
        if ('answer' in measured) {
          const numbers = measured.numbers(measurementsOf(measured.measure(scene), needed), scene)
          return { answer: measured.answer(numbers), numbers }
        }
        return seeds === undefined
          ? verdictOf(measured, scene, needed)
          : overSeeds(
              measured,
              seeds.map((seed) => needed.of(seedNeed(spec, seed)) as ClaimVerdict),
              seeds,
            )
      }),
    ),

  merge: (_spec, [result]): ClaimResult => result!,
})

/** A claim's functions know the racers of its step by their places: all of them have to be there. */
function checkedRacers(spec: ClaimSpec): Checked<ClaimSpec> {
  const { scene } = spec
  if (typeof scene !== 'object') return valid(spec)
  const gone = sceneAt(spec.scenario, stepOf(spec)).racers.filter(({ id }) => !scene.racers.some((r) => r.id === id))
  if (gone.length === 0) return valid(spec)
  const message = `no racer ${gone.map(({ id }) => shown(id)).join(', ')}, which this is about`
  return invalid({ message, remedy: 'name one so, or begin the step again', where: 'scene.racers' })
}

/** A person's scene with the racers of the step in the step's order, before those that have been added to them. */
function inOrder(scene: Scene, own: Scene): Scene {
  const places = new Map(own.racers.map(({ id }, i) => [id, i]))
  const placeOf = ({ id }: Scene['racers'][number]): number => places.get(id) ?? own.racers.length
  return { ...scene, racers: scene.racers.toSorted((a, b) => placeOf(a) - placeOf(b)) }
}

/**
 * What a claim's functions make of a scene. They are written for that of the step; where a person has put something
 * else in its place, such as another kind of landscape, they need not find what they look for.
 */
function aboutScene<T>({ scene }: ClaimSpec, make: () => T): T {
  if (typeof scene !== 'object') return make()
  try {
    return make()
  } catch (error) {
    if (error instanceof Infeasible) throw error
    throw new Infeasible({
      message: 'scene has become another one than this is about',
      remedy: 'begin the step again',
      where: 'scene',
    })
  }
}

function stepOf({ scenario, of }: ClaimSpec): number {
  if (typeof of === 'number') return of
  return findScenario(scenario)!.steps.findIndex(({ claims }) => claims.some(({ id }) => id === of))
}

function resolved(spec: ClaimSpec): Resolved {
  const { scenario: id, of, scene: given, seed } = spec
  const step = stepOf(spec)
  const { question, claims } = findScenario(id)!.steps[step]!
  const claim = claims.find((each) => each.id === of)
  const measured = claim ?? question!
  const own = sceneAt(id, step, given === 'counter' ? claim : undefined)
  const scene = typeof given === 'object' ? inOrder(given, own) : own
  return { measured, scene: seed === undefined ? scene : seeded(scene, seed) }
}

/** By scenario, step and counter: a claim is asked for its needs several times, and then run. */
const scenes = new Map<string, Scene>()

function sceneAt(id: string, step: number, counter?: ClaimDefinition): Scene {
  const key = `${id} ${step} ${counter?.id ?? ''}`
  const known = scenes.get(key)
  if (known !== undefined) return known
  const text = stepText(findScenario(id)!, step)
  const scene = sceneOf(counter === undefined ? text : changedText(text, counter.counter))
  scenes.set(key, scene)
  return scene
}

/** The seeds whose verdicts a job joins; undefined where it measures itself. */
function seedsOf({ seed, seeds }: ClaimSpec, measured: Resolved['measured']): readonly number[] | undefined {
  if (!('holds' in measured) || measured.seeds === undefined) return undefined
  if (seed !== undefined && seeds === undefined) return undefined
  return Array.from({ length: seeds ?? measured.seeds.count }, (_, k) => (seed ?? 0) + k)
}

function seedNeed({ seeds: _seeds, ...spec }: ClaimSpec, seed: number): Need {
  return { kind: 'claim', spec: { ...spec, seed } }
}

function jobsOf(asks: Asks): readonly Need[] {
  return Object.values(asks).flatMap(listOf).map(jobOf)
}

function listOf(asked: Ask | readonly Ask[]): readonly Ask[] {
  return 'measure' in asked ? [asked] : asked
}

function measurementsOf(asks: Asks, results: NeededResults): Measured<Asks> {
  const read = (ask: Ask) => measuredOf(ask, results.of(jobOf(ask)))
  return Object.fromEntries(
    Object.entries(asks).map(([name, asked]) => [name, 'measure' in asked ? read(asked) : asked.map(read)]),
  ) as Measured<Asks>
}

function verdictOf(claim: ClaimDefinition, scene: Scene, needed: NeededResults): ClaimVerdict {
  const first = measurementsOf(claim.measure(scene), needed)
  const measured = { ...first, ...(claim.next && measurementsOf(claim.next(scene, first), needed)) }
  const numbers = claim.numbers(measured, scene)
  const checks = judge(claim.holds, numbers)
  return { numbers, checks, holds: allHold(checks) }
}

function overSeeds(claim: ClaimDefinition, verdicts: readonly ClaimVerdict[], seeds: readonly number[]): ClaimVerdict {
  const each = verdicts.map((verdict, i) => ({ ...verdict, seed: seeds[i]! }))
  const ofSeeds = verdicts.map(({ numbers }) => numbers)
  const count = seeds.length
  if (claim.together !== undefined) {
    const numbers = claim.together(ofSeeds)
    const checks = judge(claim.holds, numbers)
    const holds = allHold(checks)
    return { numbers, checks, holds, seeds: { count, held: holds ? count : 0, each } }
  }
  const held = verdicts.filter(({ holds }) => holds).length
  const names = Object.keys(ofSeeds[0]!)
  return {
    numbers: Object.fromEntries(names.map((name) => [name, median(ofSeeds.map((numbers) => numbers[name]!))])),
    checks: claim.holds.map((_, i) => leastMargin(verdicts.map(({ checks }) => checks[i]!))),
    holds: held >= (claim.seeds?.share ?? 1) * count,
    seeds: { count, held, interval: wilsonInterval(held, count), each },
  }
}

function leastMargin(checks: readonly Check[]): Check {
  return checks.reduce((least, check) => (check.margin < least.margin ? check : least))
}
