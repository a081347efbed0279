import { z } from 'zod'
import { findOptimizer } from '../../core/catalogue/optimizers'
import { findSchedule } from '../../core/catalogue/schedules'
import { type Checked, invalid, type Problem, valid } from '../../core/problem'
import type { RaceOptions, Racer, RacerSpec } from '../../core/race/racer'
import { mostSteps, noiseProblems, noiseSchema, stopSchema } from '../../core/race/settings'
import { domainSchema } from '../../core/scene/check-domain'
import type { LandscapeSpec } from '../../core/scene/landscape'
import { landscapeSpecSchema } from '../../core/scene/landscape-kinds'
import { checkRacer, type RaceRacerSpec, racerSpecSchema } from '../../core/scene/racer'
import type { TypeOf } from '../../core/schema-type'
import { landscapeOf } from './landscapes'
import { checkPlacedSpec } from './specs'

const raceSchema = z.strictObject({
  landscape: landscapeSpecSchema,
  /** The centre and half-widths that `stop.escape` measures by. */
  domain: domainSchema,
  racers: z.array(racerSpecSchema),
  steps: z.int().min(0).max(mostSteps),
  record: z.int().min(1),
  stop: stopSchema,
  seed: z.int().min(0),
  noise: noiseSchema,
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
  const n = dimensionOf(shape.value.landscape)
  const problems: Problem[] = [...noiseProblems(shape.value.noise, n, 'noise')]
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

/** One racer of a race that has been checked, as the race's loop takes it; its start lies where the plane lies in space. */
export function racerOf(
  { landscape, domain, ...options }: Omit<RaceSpec, 'racers'>,
  { id: _id, optimizer, start, schedule, fork, ...racer }: RaceRacerSpec,
): { readonly spec: RacerSpec; readonly options: RaceOptions } {
  return {
    spec: {
      ...racer,
      optimizer: findOptimizer(optimizer)!,
      start: landscapeOf(landscape).place(start),
      ...(schedule && { schedule: { ...schedule, definition: findSchedule(schedule.id)! } }),
      ...(fork && { fork: { at: fork.at, hyper: { ...racer.hyper, ...fork.hyper } } }),
    },
    options: { ...options, box: landscapeOf(landscape).box(domain) },
  }
}

/** Coordinates of gradients evaluated between two yields: some tenths of a millisecond for a formula. */
const yieldCoordinates = 1024

/** How many steps a racer in n dimensions may take at once: fewer where it has evaluated much at each step until now. */
export function stepsAtOnce({ step, evaluations }: Racer, n: number): number {
  const perStep = step === 0 ? 1 : evaluations / step
  return Math.max(1, Math.floor(yieldCoordinates / (n * perStep)))
}
