import { z } from 'zod'
import { findOptimizer } from '../../core/catalogue/optimizers'
import { findSchedule } from '../../core/catalogue/schedules'
import type { Pieces } from '../../core/pieces'
import { type Checked, invalid, type Problem, valid } from '../../core/problem'
import { createRacerInPieces } from '../../core/race/create-racer'
import type { RaceOptions, RacerSpec } from '../../core/race/racer'
import {
  type BatchSetting,
  batchProblems,
  batchSchema,
  measureProblems,
  measureSchema,
  noiseProblems,
  noiseSchema,
  stopSchema,
} from '../../core/race/settings'
import { domainSchema } from '../../core/scene/check-domain'
import type { LandscapeSpec } from '../../core/scene/landscape'
import { landscapeSpecSchema } from '../../core/scene/landscape-kinds'
import { checkRacer, type RaceRacerSpec, racerSpecSchema } from '../../core/scene/racer'
import { racersOf, recipeProblems } from '../../core/scene/recipe-order'
import { isLine } from '../../core/scene/slice-setting'
import { initialisationProblems, resolveStart, startLengthProblems } from '../../core/scene/start-setting'
import type { TypeOf } from '../../core/schema-type'
import { landscapeOf } from './landscapes'
import { checkPlacedSpec, checkShape } from './specs'

const raceSchema = z.strictObject({
  landscape: landscapeSpecSchema,
  /** The centre and half-widths that `stop.escape` measures by. */
  domain: domainSchema,
  racers: z.array(racerSpecSchema),
  steps: z.int().min(0),
  record: z.int().min(1),
  stop: stopSchema,
  seed: z.int().min(0),
  noise: noiseSchema,
  batch: batchSchema.optional(),
  measure: measureSchema.optional(),
  /** Whether traces have the companions of rules that have one: see `Companion`. */
  companions: z.boolean().optional(),
  /** Of a racer by itself: what is kept of it as one of a larger race; see `keptOf`. */
  keep: z.strictObject({ theta: z.boolean(), checkpoints: z.int().min(1).optional() }).optional(),
})

export type RaceSpec = TypeOf<typeof raceSchema>

/** Checks a racer of a job in n dimensions: what its shape does not tell, and whether its rule takes so many. */
export function checkRacerSpec(racer: RaceRacerSpec, n: number, where: string): Checked<RaceRacerSpec> {
  const checked = checkRacer(racer, n, where)
  const problems = [...checked.problems, ...dimensionProblems(racer.optimizer, n, where)]
  return problems.length === 0 ? checked : invalid(...problems)
}

function dimensionProblems(optimizer: string, n: number, where: string): readonly Problem[] {
  const { maxDimension = Infinity } = findOptimizer(optimizer) ?? {}
  if (n <= maxDimension) return []
  const message = `dimension is ${n}, ${optimizer} accepts at most ${maxDimension}`
  return [{ message, remedy: 'take another optimizer, or fewer dimensions', where: `${where}.optimizer` }]
}

/** The number of coordinates of a landscape that has been checked. */
export function dimensionOf(landscape: LandscapeSpec): number {
  return landscapeOf(landscape).dimension
}

/** Checks a race: its shape, its landscape and every racer. */
export function checkRace(given: unknown): Checked<RaceSpec> {
  const shape = checkPlacedSpec(raceSchema, given)
  if (shape.value === undefined) return invalid(...shape.problems)
  const { landscape, racers: starters } = shape.value
  const { dimension: n, planeDimension, sum, network } = landscapeOf(landscape)
  const problems: Problem[] = [
    ...noiseProblems(shape.value.noise, n, 'noise'),
    ...measureProblems(shape.value.measure, shape.value.stop, sum),
    ...batchProblemsOf(landscape, [
      { batch: shape.value.batch, where: 'batch' },
      ...starters.map(({ batch }, i) => ({ batch, where: `racers[${i}].batch` })),
    ]),
    ...starters.flatMap(({ start }, i) => [
      ...startLengthProblems(start, n, planeDimension, `racers[${i}].start`),
      ...initialisationProblems(start, network !== undefined, `racers[${i}].start`),
    ]),
    ...recipeProblems(landscape.slice, isLine(landscape.slice), starters),
  ]
  if (shape.value.racers.length === 0) {
    problems.push({ message: 'race without racers, expected at least one', remedy: 'add a racer', where: 'racers' })
  }
  const racers = shape.value.racers.flatMap((racer, index): readonly RaceRacerSpec[] => {
    const checked = checkRacerSpec(racer, n, `racers[${index}]`)
    problems.push(...checked.problems)
    return checked.value === undefined ? [] : [checked.value]
  })
  return problems.length === 0 ? valid({ ...shape.value, racers }) : invalid(...problems)
}

/** Checks the race that the spec of another job holds; its problems lie at `race.`. */
export function checkRaceWithin(given: unknown): Checked<RaceSpec> {
  const race = checkRace(given)
  if (race.value !== undefined) return race
  return invalid(...race.problems.map((problem) => ({ ...problem, where: `race.${problem.where ?? ''}` })))
}

/** Checks the spec of another job that holds a race and names one of its racers by index. */
export function checkRacerWithin<S extends z.ZodType<{ readonly race: unknown; readonly racer: number }>>(
  schema: S,
  given: unknown,
): Checked<Omit<z.infer<S>, 'race'> & { readonly race: RaceSpec }> {
  const shape = checkShape(schema, given)
  if (shape.value === undefined) return invalid(...shape.problems)
  const race = checkRaceWithin(shape.value.race)
  if (race.value === undefined) return invalid(...race.problems)
  const { racer } = shape.value
  const { length } = race.value.racers
  if (racer < length) return valid({ ...shape.value, race: race.value })
  const message = `racer is ${racer}, expected the index of one of ${length} racers`
  return invalid({ message, remedy: `take a number from 0 to ${length - 1}`, where: 'racer' })
}

interface PlacedBatch {
  readonly batch: BatchSetting | undefined
  readonly where: string
}

/** Batches that a landscape does not have; what is absent is in order. */
export function batchProblemsOf(landscape: LandscapeSpec, settings: readonly PlacedBatch[]): readonly Problem[] {
  if (settings.every(({ batch }) => batch === undefined)) return []
  const { sum } = landscapeOf(landscape)
  return settings.flatMap(({ batch, where }) => (batch === undefined ? [] : batchProblems(batch, sum, where)))
}

interface Rule {
  readonly spec: RacerSpec
  readonly options: RaceOptions
}

/** One racer of a race that has been checked, as the race's loop takes it, on its start in all dimensions. */
export function racerOf(
  { landscape, domain, ...options }: Omit<RaceSpec, 'racers'>,
  { id: _id, start: _start, steps = options.steps, optimizer, schedule, fork, ...racer }: RaceRacerSpec,
  start: Float64Array,
): Rule {
  return {
    spec: {
      ...racer,
      optimizer: findOptimizer(optimizer)!,
      start,
      ...(schedule && { schedule: { ...schedule, definition: findSchedule(schedule.id)! } }),
      ...(fork && { fork: { at: fork.at, hyper: { ...racer.hyper, ...fork.hyper } } }),
    },
    options: { ...options, steps, box: landscapeOf(landscape).box(domain) },
  }
}

/**
 * A start of a race that has been checked, in all dimensions, by where the racers end that it rests on. Where it is the
 * point at which the parameters of a network begin, it is that of the race's seed: the landscape's own is that of its
 * data and plane.
 */
export function placedStart(
  { landscape, seed }: RaceSpec,
  start: RaceRacerSpec['start'],
  endOf: (id: string) => Float64Array,
): Float64Array {
  const { dimension, place, network } = landscapeOf(landscape)
  if ('kind' in start)
    return resolveStart(start, { dimension, seed, endOf, initialisation: (by, init) => network!.initialBy(by, init) })
  const theta = place(start)
  const isBeginning = network !== undefined && theta.every((entry, i) => entry === network.initial[i])
  return isBeginning ? network.initialBy(seed) : theta
}

/**
 * The start of a racer of a race that has been checked; where it is the end of others, these race first, here: for an
 * ensemble, which has more seeds than a job may need jobs. Other kinds need the others' paths, see `starts.ts`.
 */
export function* racedStart(race: RaceSpec, { start }: RaceRacerSpec): Pieces<Float64Array> {
  const { objective } = landscapeOf(race.landscape)
  const ends = new Map<string, Float64Array>()
  for (const id of racersOf(start)) {
    const before = race.racers.find((racer) => racer.id === id)!
    const { spec, options } = racerOf(race, before, yield* racedStart(race, before))
    const racer = yield* createRacerInPieces(spec, objective(), { ...options, record: Number.MAX_SAFE_INTEGER })
    yield* racer.run(Infinity)
    ends.set(id, racer.snapshot().theta)
  }
  return placedStart(race, start, (id) => ends.get(id)!)
}

/** How many races a racer takes: its own, and those that its start waits for. */
export function racesOf({ racers }: Pick<RaceSpec, 'racers'>, { start }: RaceRacerSpec): number {
  const before = racersOf(start).map((id) => racers.find((racer) => racer.id === id)!)
  return before.reduce((sum, racer) => sum + racesOf({ racers }, racer), 1)
}
