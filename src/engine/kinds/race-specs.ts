import { z } from 'zod'
import { findIn } from '../../core/catalogue/gather'
import { optimizers } from '../../core/catalogue/optimizers'
import { checkHyperparameters } from '../../core/definitions/hyperparameters'
import type { Domain } from '../../core/domain'
import type { HyperparameterValue, OptimizerDefinition } from '../../core/definitions/optimizer'
import { type Checked, invalid, type Problem, valid } from '../../core/problem'
import { noiseProblems } from '../../core/race/noise'
import type { RaceOptions, RacerSpec } from '../../core/race/racer'
import type { ClipSetting, ForkSetting, NoiseSetting, ScheduleSetting } from '../../core/race/settings'
import type { StopRules } from '../../core/race/trace'
import { checkFork, checkSchedule } from '../../core/scene/check-racers'
import { noiseSetting } from '../../core/scene/schema'
import { findSchedule } from '../../core/catalogue/schedules'
import { landscapeOf, type LandscapeSpec } from './landscapes'
import { checkPlacedSpec, domainSchema, landscapeSchema } from './specs'

export interface RaceRacerSpec {
  readonly id: string
  readonly optimizer: string
  readonly hyper: Readonly<Record<string, HyperparameterValue>>
  /** In the coordinates of the plane. */
  readonly start: readonly number[]
  readonly clip?: ClipSetting
  readonly schedule?: ScheduleSetting
  readonly noise?: NoiseSetting
  readonly fork?: ForkSetting
}

export interface RaceSpec {
  readonly landscape: LandscapeSpec
  /** The centre and half-widths that `stop.escape` measures by. */
  readonly domain: Domain
  readonly racers: readonly RaceRacerSpec[]
  readonly steps: number
  readonly record: number
  readonly stop: StopRules
  readonly seed: number
  readonly noise: NoiseSetting
}

const count = z.int().min(0)
const hyper = z.record(z.string(), z.unknown())

export const scheduleSchema = z.strictObject({ id: z.string(), warmup: count, hyper })

export const racerSchema = z.strictObject({
  id: z.string(),
  optimizer: z.string(),
  hyper,
  start: z.tuple([z.number(), z.number()]),
  clip: z.strictObject({ kind: z.enum(['norm', 'value']), value: z.number().gt(0) }).optional(),
  schedule: scheduleSchema.optional(),
  noise: noiseSetting.optional(),
  fork: z.strictObject({ at: count, hyper }).optional(),
})

export const stopSchema = z.strictObject({
  gradientNorm: z.number().min(0).optional(),
  loss: z.number().optional(),
  evaluations: count.optional(),
  stalledFor: z.int().min(1).optional(),
  escape: z.number().gt(0).optional(),
})

const raceSchema = z.strictObject({
  landscape: landscapeSchema,
  domain: domainSchema,
  racers: z.array(racerSchema),
  steps: count,
  record: z.int().min(1),
  stop: stopSchema,
  seed: count,
  noise: noiseSetting,
})

/**
 * Checks what a racer's shape does not tell, in n dimensions: its optimizer, schedule, noise and fork, with the defaults of their
 * hyperparameters filled in.
 */
export function checkRacer(racer: z.infer<typeof racerSchema>, n: number, where: string): Checked<RaceRacerSpec> {
  const found = findIn(optimizers, 'optimizer', racer.optimizer, `${where}.optimizer`)
  if (found.value === undefined) return found
  const own = checkHyperparameters(found.value, racer.hyper, where)
  const schedule = racer.schedule && checkSchedule(racer.schedule, `${where}.schedule`)
  const fork = racer.fork && own.value && checkFork(found.value, own.value, racer.fork, `${where}.fork`)
  const problems = [
    ...dimensionProblems(found.value, n, where),
    ...[own, schedule, fork].flatMap((checked): readonly Problem[] => checked?.problems ?? []),
    ...(racer.noise ? noiseProblems(racer.noise, n, `${where}.noise`) : []),
  ]
  if (problems.length > 0 || own.value === undefined) return invalid(...problems)
  const { id, optimizer, start, clip, noise } = racer
  return valid({
    id,
    optimizer,
    hyper: own.value,
    start,
    ...(clip && { clip }),
    ...(schedule?.value && { schedule: schedule.value }),
    ...(noise && { noise }),
    ...(fork?.value && { fork: fork.value }),
  })
}

function dimensionProblems(
  { id, maxDimension = Infinity }: OptimizerDefinition,
  n: number,
  where: string,
): readonly Problem[] {
  if (n <= maxDimension) return []
  const message = `dimension is ${n}, ${id} accepts at most ${maxDimension}`
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
  const n = dimensionOf(shape.value.landscape)
  const problems: Problem[] = [...noiseProblems(shape.value.noise, n, 'noise')]
  if (shape.value.racers.length === 0) {
    problems.push({ message: 'race without racers, expected at least one', remedy: 'add a racer', where: 'racers' })
  }
  const racers = shape.value.racers.flatMap((racer, index): readonly RaceRacerSpec[] => {
    const checked = checkRacer(racer, n, `racers[${index}]`)
    problems.push(...checked.problems)
    return checked.value === undefined ? [] : [checked.value]
  })
  return problems.length === 0 ? valid({ ...shape.value, racers }) : invalid(...problems)
}

/** One racer of a race that has been checked, as the race's loop takes it; its start lies where the plane lies in space. */
export function racerOf(
  { landscape, domain, steps, record, stop, seed, noise }: Omit<RaceSpec, 'racers'>,
  { optimizer: id, hyper, start, clip, schedule, noise: own, fork }: RaceRacerSpec,
): { readonly spec: RacerSpec; readonly options: RaceOptions } {
  const optimizer = optimizers.find((candidate) => candidate.id === id)!
  return {
    spec: {
      optimizer,
      hyper,
      start: landscapeOf(landscape).place(start),
      ...(clip && { clip }),
      ...(schedule && { schedule: { ...schedule, definition: findSchedule(schedule.id)! } }),
      ...(own && { noise: own }),
      ...(fork && { fork: { at: fork.at, hyper: { ...hyper, ...fork.hyper } } }),
    },
    options: { steps, record, stop, seed, noise, box: landscapeOf(landscape).box(domain) },
  }
}
