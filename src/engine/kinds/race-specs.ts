import { z } from 'zod'
import { findIn } from '../../core/catalogue'
import { optimizers } from '../../core/optimizers/catalogue'
import { checkHyperparameters } from '../../core/optimizers/hyperparameters'
import { type Checked, invalid, type Problem, valid } from '../../core/problem'
import type { RaceOptions, RacerSpec } from '../../core/race/racer'
import type { RaceRacerSpec, RaceSpec } from '../job-table'
import { landscapeOf } from './landscapes'
import { checkPlacedSpec, domainSchema, landscapeSchema } from './specs'

const count = z.int().min(0)

export const racerSchema = z.strictObject({
  id: z.string(),
  optimizer: z.string(),
  hyper: z.record(z.string(), z.unknown()),
  start: z.tuple([z.number(), z.number()]),
  clip: z.strictObject({ kind: z.enum(['norm', 'value']), value: z.number().gt(0) }).optional(),
})

export const stopSchema = z.strictObject({
  gradientNorm: z.number().min(0).optional(),
  loss: z.number().optional(),
  evaluations: count.optional(),
  stalledFor: z.int().min(1).optional(),
  escape: z.number().gt(0).optional(),
})

export const noiseSchema = z.number().min(0)

const raceSchema = z.strictObject({
  landscape: landscapeSchema,
  domain: domainSchema,
  racers: z.array(racerSchema),
  steps: count,
  record: z.int().min(1),
  stop: stopSchema,
  seed: count,
  noise: noiseSchema,
})

/** Checks what a racer's shape does not tell: its optimizer and hyperparameters, whose defaults it fills in. */
export function checkRacer(racer: z.infer<typeof racerSchema>, where: string): Checked<RaceRacerSpec> {
  const found = findIn(optimizers, 'optimizer', racer.optimizer, `${where}.optimizer`)
  if (found.value === undefined) return found
  const hyper = checkHyperparameters(found.value, racer.hyper, where)
  return hyper.value === undefined ? hyper : valid({ ...racer, hyper: hyper.value } as RaceRacerSpec)
}

/** Checks a race: its shape, its landscape and every racer. */
export function checkRace(given: unknown): Checked<RaceSpec> {
  const shape = checkPlacedSpec(raceSchema, given)
  if (shape.value === undefined) return invalid(...shape.problems)
  const problems: Problem[] = []
  if (shape.value.racers.length === 0) {
    problems.push({ message: 'race without racers, expected at least one', remedy: 'add a racer', where: 'racers' })
  }
  const racers = shape.value.racers.flatMap((racer, index): readonly RaceRacerSpec[] => {
    const checked = checkRacer(racer, `racers[${index}]`)
    problems.push(...checked.problems)
    return checked.value === undefined ? [] : [checked.value]
  })
  return problems.length === 0 ? valid({ ...shape.value, racers }) : invalid(...problems)
}

/** One racer of a race that has been checked, as the race's loop takes it; its start lies where the plane lies in space. */
export function racerOf(
  { landscape, domain, steps, record, stop, seed, noise }: Omit<RaceSpec, 'racers'>,
  { optimizer: id, hyper, start, clip }: RaceRacerSpec,
): { readonly spec: RacerSpec; readonly options: RaceOptions } {
  const optimizer = optimizers.find((candidate) => candidate.id === id)!
  return {
    spec: { optimizer, hyper, start: landscapeOf(landscape).place(start), ...(clip && { clip }) },
    options: { steps, record, stop, seed, noise, box: [domain.x, domain.y] },
  }
}
