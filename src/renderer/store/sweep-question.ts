import type { NumberHyperparameter, OptimizerCard } from '../../core/definitions/optimizer'
import { exampleCount } from '../../core/scene/landscape'
import type { SceneRacer } from '../../core/scene/racer'
import type { Scene } from '../../core/scene/scene'
import type { SweptSetting } from '../../core/scene/sweep-setting'
import type { StableRatesSpec, SweepAxis, SweepSpec } from '../../engine'
import { raceSpec } from '../../engine/scene-specs'
import type { Spacing } from '../charts/sweep-scale'
import { spacedValues } from '../charts/sweep-scale'
import { sameQuestion } from './answer'

type Cards = readonly OptimizerCard[]

/** One axis of a sweep as it stands: its hyperparameter, what of its range is swept, and what may be. */
export interface AxisSetting {
  readonly hyperparameter: string
  readonly ends: readonly [from: number, to: number]
  readonly spacing: Spacing
  readonly limits: Limits
}

type Limits = Pick<NumberHyperparameter, 'min' | 'max'> & {
  readonly exclusiveMin: boolean
  readonly exclusiveMax: boolean
}

/** What a scene's setting of the sweep comes to. */
export interface SweepQuestion {
  /** Of those that differ in nothing but what is swept the first one alone: they would be swept alike. */
  readonly racers: readonly SceneRacer[]
  /** The others. */
  readonly alike: readonly SceneRacer[]
  /** Racers that do not have the hyperparameter along x. */
  readonly leftOut: readonly SceneRacer[]
  readonly x: AxisSetting
  readonly y: AxisSetting | undefined
  /** What may be chosen along each axis. */
  readonly names: readonly string[]
  readonly otherNames: readonly string[]
  readonly spec: SweepSpec
}

/** How far a sweep goes to either side of what is set, as a factor. */
const reach = 1000

/** Nothing where no racer has a number to sweep. */
export function sweepQuestion(scene: Scene, cards: Cards): SweepQuestion | undefined {
  const choice = scene.view.sweep
  const chosen = scene.racers.find(({ id }) => id === choice.of)
  const candidates = chosen === undefined ? scene.racers : [chosen]
  const names = numbersOf(candidates, cards)
  const name = names.includes(choice.x.hyperparameter) ? choice.x.hyperparameter : names[0]
  if (name === undefined) return undefined
  const having = candidates.filter((racer) => definitionOf(racer, name, cards) !== undefined)
  const otherNames = numbersOf(having, cards).filter((other) => other !== name)
  const x = axisSetting({ ...(name === choice.x.hyperparameter && choice.x), hyperparameter: name }, having, cards)
  const y = choice.y && otherNames.includes(choice.y.hyperparameter) ? axisSetting(choice.y, having, cards) : undefined
  const axes = [axisValues(x, choice.values), y && axisValues(y, choice.values)] as const
  const whole = sweepSpec(scene, having, ...axes, undefined, cards).race.racers.map((racer) => ({ ...racer, id: '' }))
  const racers = having.filter((_, k) => whole.findIndex((racer) => sameQuestion(racer, whole[k])) === k)
  return {
    racers,
    alike: having.filter((racer) => !racers.includes(racer)),
    leftOut: candidates.filter((racer) => !having.includes(racer)),
    x,
    y,
    names,
    otherNames,
    spec: sweepSpec(scene, racers, ...axes, choice.after, cards),
  }
}

/**
 * The sweep of these racers; what is swept of them has the first values, so that what they are set to makes no
 * difference.
 */
function sweepSpec(
  scene: Scene,
  racers: readonly SceneRacer[],
  x: SweepAxis,
  y: SweepAxis | undefined,
  after: number | undefined,
  cards: Cards,
): SweepSpec {
  const axes = y === undefined ? [x] : [x, y]
  const swept = racers.map((racer) => {
    const own = axes.filter(({ hyperparameter }) => definitionOf(racer, hyperparameter, cards) !== undefined)
    const first = Object.fromEntries(own.map(({ hyperparameter, values }) => [hyperparameter, values[0]!]))
    return { ...racer, hyper: { ...racer.hyper, ...first } }
  })
  return { race: { ...raceSpec({ ...scene, racers: swept }), record: 1 }, x, ...(y && { y }), ...(after && { after }) }
}

/** The same sweep as the scene now has it; undefined where a racer of it is gone. */
export function sweepAgain(scene: Scene, { race, x, y, after }: SweepSpec, cards: Cards): SweepSpec | undefined {
  const racers = race.racers.flatMap(({ id }) => scene.racers.filter((racer) => racer.id === id))
  return racers.length === race.racers.length ? sweepSpec(scene, racers, x, y, after, cards) : undefined
}

/**
 * Parameters in all steps of all runs, of every example, of a sweep that is made unasked: about a second of two cores
 * for a quick rule on a formula.
 */
const mostUnasked = 1e7

/** Whether a sweep is made as soon as it is opened. */
export function isQuickSweep({ landscape }: Scene, { race, x, y }: SweepSpec): boolean {
  const runs = race.racers.length * x.values.length * (y?.values.length ?? 1)
  return runs * race.steps * (landscape.dimension ?? 2) * (exampleCount(landscape) ?? 1) <= mostUnasked
}

/** Dimensions in which critical points are found. */
const mostSearched = 2

/** What tells up to which rate racers are stable; undefined where nothing is known, or no rates are swept alone. */
export function stableRatesSpec({ landscape }: Scene, { race, x, y }: SweepSpec): StableRatesSpec | undefined {
  const { dimension = 2, slice } = landscape
  const isSearched = dimension <= mostSearched && slice === undefined && exampleCount(landscape) === undefined
  return isSearched && x.hyperparameter === 'lr' && y === undefined ? { race } : undefined
}

/** The values of one run's hyperparameters. */
export function sweptValues(
  { x, y }: SweepSpec,
  [nx, ny]: readonly [number, number],
  cell: number,
): Record<string, number> {
  const along = ny > 1 && y !== undefined ? { [y.hyperparameter]: y.values[Math.floor(cell / nx)]! } : {}
  return { [x.hyperparameter]: x.values[cell % nx]!, ...along }
}

function numbersOf(racers: readonly SceneRacer[], cards: Cards): readonly string[] {
  const names = racers.flatMap(({ optimizer }) =>
    Object.entries(cards.find(({ id }) => id === optimizer)?.hyperparameters ?? {})
      .filter(([, { kind }]) => kind === 'number')
      .map(([name]) => name),
  )
  return [...new Set(names)].sort((a, b) => Number(b === 'lr') - Number(a === 'lr'))
}

function definitionOf({ optimizer }: SceneRacer, name: string, cards: Cards): NumberHyperparameter | undefined {
  const definition = cards.find(({ id }) => id === optimizer)?.hyperparameters[name]
  return definition?.kind === 'number' ? definition : undefined
}

/** What all of the racers accept, and of that what is usual or around what they are set to. */
function axisSetting({ hyperparameter, ends }: SweptSetting, racers: readonly SceneRacer[], cards: Cards): AxisSetting {
  const definitions = racers.flatMap((racer) => definitionOf(racer, hyperparameter, cards) ?? [])
  const min = Math.max(...definitions.map((each) => each.min))
  const max = Math.min(...definitions.map((each) => each.max))
  const limits = {
    min,
    max,
    exclusiveMin: definitions.some((each) => each.min === min && each.exclusiveMin === true),
    exclusiveMax: definitions.some((each) => each.max === max && each.exclusiveMax === true),
  }
  const usual = [
    Math.max(...definitions.map((each) => each.usual[0])),
    Math.min(...definitions.map((each) => each.usual[1])),
  ] as const
  const isRatio = definitions.every(({ scale }) => scale === 'log')
  const set = racers.map(({ hyper }) => hyper[hyperparameter]).filter((value) => typeof value === 'number')
  const around = [Math.min(...set) / reach, Math.max(...set) * reach] as const
  const [from, to] = ends ?? (isRatio && around[0] > 0 ? within(around, limits, usual) : usual)
  return {
    hyperparameter,
    ends: [from, to],
    spacing: { isLog: isRatio && from > 0, isWhole: definitions.every(({ integer }) => integer === true) },
    limits,
  }
}

/** The ends that lie inside the limits; an end that may not be reached gives way to the usual one. */
function within(
  [from, to]: readonly [number, number],
  { min, max, exclusiveMin, exclusiveMax }: Limits,
  usual: readonly [number, number],
): readonly [number, number] {
  return [
    from > min ? round(from) : exclusiveMin ? usual[0] : min,
    to < max ? round(to) : exclusiveMax ? usual[1] : max,
  ]
}

/** Two digits are enough for an end that nobody typed. */
function round(value: number): number {
  return Number(value.toPrecision(2))
}

function axisValues({ hyperparameter, ends, spacing }: AxisSetting, count: number): SweepAxis {
  return { hyperparameter, values: spacedValues(ends, count, spacing) }
}
