import { findIn } from '../catalogue/gather'
import { optimizers } from '../catalogue/optimizers'
import { checkHyperparameters, type HyperparameterValues } from '../definitions/hyperparameters'
import type { OptimizerDefinition } from '../definitions/optimizer'
import { type Checked, invalid, type Problem, valid } from '../problem'
import { forkProblems } from '../race/fork'
import { noiseProblems, noNoise } from '../race/noise'
import { schedules } from '../catalogue/schedules'
import { racerIds } from './defaults'
import { paletteColor } from './palette'
import type { ForkSetting, NoiseSetting, ScheduleSetting } from '../race/settings'
import type { SceneRacer } from './scene'
import type { NoiseDocument, RacerDocument } from './schema'
import { ownRacerKeys } from './schema'

/**
 * Racers with their defaults filled in, those in order, and every problem of the others. Entry i of `documents` is absent where its
 * shape was wrong already; the landscape's dimension is unknown where the landscape is wrong.
 */
export function checkRacers(
  documents: readonly (RacerDocument | undefined)[],
  dimension: number | undefined,
): {
  readonly racers: readonly SceneRacer[]
  readonly problems: readonly Problem[]
} {
  const problems: Problem[] = []
  const ids = racerIds(documents.map((document) => ({ id: document?.id, optimizer: document?.optimizer ?? '' })))
  const racers = documents.flatMap((document, i): readonly SceneRacer[] => {
    if (document === undefined) return []
    if (document.id !== undefined && ids.indexOf(document.id) < i) {
      problems.push({
        message: `racer id "${document.id}" is taken by racers[${ids.indexOf(document.id)}]`,
        remedy: 'give each racer an id of its own, or leave it out',
        where: `racers[${i}].id`,
      })
    }
    const checked = checkRule(document, dimension, `racers[${i}]`)
    problems.push(...checked.problems)
    if (checked.value === undefined) return []
    const { optimizer, color, visible, start, clip } = document
    return [
      {
        id: ids[i]!,
        optimizer,
        color: color ?? paletteColor(i),
        visible: visible ?? true,
        ...(start === undefined ? {} : { start }),
        ...(clip === undefined ? {} : { clip }),
        ...checked.value,
      },
    ]
  })
  return { racers, problems }
}

type Rule = Pick<SceneRacer, 'hyper' | 'schedule' | 'noise' | 'fork'>

/** What makes a racer's steps: its hyperparameters, schedule, noise and fork. */
function checkRule(document: RacerDocument, dimension: number | undefined, where: string): Checked<Rule> {
  const problems: Problem[] = []
  const own: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(document)) if (!ownRacerKeys.includes(key)) own[key] = value
  /** The value of what is in order; the problems of what is not. */
  const taken = <T>(checked: Checked<T> | undefined): T | undefined => {
    problems.push(...(checked?.problems ?? []))
    return checked?.value
  }
  const found = taken(findIn(optimizers, 'optimizer', document.optimizer, `${where}.optimizer`))
  const hyper = found && taken(checkHyperparameters(found, own, where))

  const { id, warmup = 0, ...scheduleHyper } = document.schedule ?? { id: '' }
  const schedule = document.schedule && taken(checkSchedule({ id, warmup, hyper: scheduleHyper }, `${where}.schedule`))

  const { at, ...changed } = document.fork ?? { at: 0 }
  const fork =
    document.fork && found && hyper && taken(checkFork(found, hyper, { at, hyper: changed }, `${where}.fork`))

  const noise = document.noise === undefined ? undefined : noiseOf(document.noise)
  if (noise !== undefined && dimension !== undefined)
    problems.push(...noiseProblems(noise, dimension, `${where}.noise`))

  if (problems.length > 0 || hyper === undefined) return invalid(...problems)
  return valid({ hyper, ...(schedule && { schedule }), ...(noise && { noise }), ...(fork && { fork }) })
}

interface Given {
  readonly hyper: Readonly<Record<string, unknown>>
}

/** A schedule with its hyperparameters' defaults filled in. */
export function checkSchedule(
  { id, warmup, hyper }: Given & Omit<ScheduleSetting, 'hyper'>,
  where: string,
): Checked<ScheduleSetting> {
  const found = findIn(schedules, 'schedule', id, `${where}.id`)
  if (found.value === undefined) return found
  const checked = checkHyperparameters(found.value, hyper, where)
  return checked.value === undefined ? checked : valid({ id, warmup, hyper: checked.value })
}

/** A fork from the hyperparameters `before`, which it changes some of. */
export function checkFork(
  definition: OptimizerDefinition,
  before: HyperparameterValues,
  { at, hyper }: Given & Omit<ForkSetting, 'hyper'>,
  where: string,
): Checked<ForkSetting> {
  const checked = checkHyperparameters(definition, { ...before, ...hyper }, where)
  if (checked.value === undefined) return checked
  const problems = forkProblems(definition, before, checked.value, where)
  // Those that are given are in order now.
  return problems.length === 0 ? valid({ at, hyper: hyper as HyperparameterValues }) : invalid(...problems)
}

/** Noise as a document has it: nothing is none, and a number the scale of Gaussian noise. */
export function noiseOf(document: NoiseDocument | undefined): NoiseSetting {
  if (document === undefined) return noNoise
  return typeof document === 'number' ? { kind: 'gaussian', scale: document } : document
}
