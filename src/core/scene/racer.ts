import { z } from 'zod'
import { findIn } from '../catalogue/gather'
import { findOptimizer, optimizers } from '../catalogue/optimizers'
import { checkHyperparameters, type HyperparameterValues } from '../definitions/hyperparameters'
import type { HyperparameterValue, OptimizerDefinition } from '../definitions/optimizer'
import { differing, otherThanDefault, same } from '../differing'
import { type Checked, invalid, type Problem, valid } from '../problem'
import { mapSettings, type RacerSettings, type SettingContext, settingSchemas } from '../race/settings'
import type { TypeOf } from '../schema-type'
import { lineStyles, markerShapes, racerLook, type RacerLook } from './palette'
import type { StartSetting } from './start'
import { startSchema } from './start-setting'

/** The keys of a racer in a file; every other one is a hyperparameter, checked against its optimizer. */
export const racerKeys = {
  id: z.string().min(1).max(64).optional(),
  optimizer: z.string(),
  color: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/)
    .optional(),
  marker: z.enum(markerShapes).optional(),
  line: z.enum(lineStyles).optional(),
  visible: z.boolean().optional(),
  start: startSchema.optional(),
  ...settingSchemas('file'),
}

/** A racer in a file, before its catalogue names and numbers are looked at. */
export const racerSchema = z.looseObject(racerKeys)
export type RacerDocument = z.infer<typeof racerSchema>

/** A racer as jobs take it: a scene's, with its start and without what only the picture needs. */
export const racerSpecSchema = z.strictObject({
  id: z.string(),
  optimizer: z.string(),
  /** Values that the optimizer checks. */
  hyper: z.record(
    z.string(),
    z.custom<HyperparameterValue>(() => true),
  ),
  start: startSchema,
  /** At most, and what its schedule measures by; the race's where absent. */
  steps: z.int().min(0).optional(),
  ...settingSchemas('whole'),
})
export type RaceRacerSpec = TypeOf<typeof racerSpecSchema>

/** A racer of a scene, with every hyperparameter of its optimizer. */
export interface SceneRacer extends Omit<RaceRacerSpec, 'start' | 'steps'>, RacerLook {
  /** The racer's own start; the scene's where absent. */
  readonly start?: StartSetting
  readonly visible: boolean
}

refuseClashes(optimizers)

/**
 * Throws where a hyperparameter has the name of a racer's own key, beside which it stands in a file: our own mistake.
 */
export function refuseClashes(definitions: readonly OptimizerDefinition[]): void {
  for (const { id, hyperparameters } of definitions)
    for (const key of Object.keys(racerKeys))
      if (Object.hasOwn(hyperparameters, key))
        throw new Error(`optimizer "${id}" has a hyperparameter "${key}", which is a racer's own key; rename it`)
}

/**
 * Racers with their defaults filled in, those in order, and every problem of the others. Entry i of `documents` is
 * absent where its shape was wrong already; the landscape's dimension is unknown where the landscape is wrong.
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
    const checked = checkRacer(wholeRacer(document, ids[i]!, i), dimension, `racers[${i}]`)
    problems.push(...checked.problems)
    return checked.value === undefined ? [] : [checked.value]
  })
  return { racers, problems }
}

/** A file's racer number `index` with all that it does not say, but for its hyperparameters. */
function wholeRacer(document: RacerDocument, id: string, index: number): SceneRacer {
  const { optimizer, visible, start } = document
  const look = racerLook(index)
  const hyper = Object.fromEntries(Object.entries(document).filter(([key]) => !Object.hasOwn(racerKeys, key)))
  return {
    id,
    optimizer,
    color: document.color ?? look.color,
    marker: document.marker ?? look.marker,
    line: document.line ?? look.line,
    visible: visible ?? true,
    ...(start && { start }),
    ...mapSettings(document, (setting, given) => setting.complete(given)),
    hyper: hyper as HyperparameterValues,
  }
}

/**
 * Checks what a racer's shape does not tell, be it a file's or a job's: its optimizer, its hyperparameters, whose
 * defaults are filled in, and its settings.
 */
export function checkRacer<R extends RacerSettings & Pick<SceneRacer, 'optimizer' | 'hyper'>>(
  racer: R,
  dimension: number | undefined,
  where: string,
): Checked<R> {
  const problems: Problem[] = []
  /** The value of what is in order; the problems of what is not. */
  const taken = <T>(checked: Checked<T>): T | undefined => {
    problems.push(...checked.problems)
    return checked.value
  }
  const optimizer = taken(findIn(optimizers, 'optimizer', racer.optimizer, `${where}.optimizer`))
  const hyper = optimizer && taken(checkHyperparameters(optimizer, racer.hyper, where))
  const context: SettingContext = { optimizer, hyper, dimension }
  const settings = mapSettings(racer, (setting, value, name) =>
    taken(setting.check(value, context, `${where}.${name}`)),
  )
  return problems.length > 0 ? invalid(...problems) : valid({ ...racer, hyper, ...settings })
}

/** Racers as a file has them. */
export function racerDocuments(racers: readonly SceneRacer[]): readonly Readonly<Record<string, unknown>>[] {
  // All ids or none: which one is a default depends on the others that are written.
  const implied = same(
    racers.map(({ id }) => id),
    racerIds(racers.map(({ optimizer }) => ({ optimizer }))),
  )
  return racers.map((racer, i) => {
    const { id, optimizer, color, marker, line, visible, start, hyper } = racer
    const definition = findOptimizer(optimizer)
    return {
      ...(implied ? {} : { id }),
      optimizer,
      ...differing({ color, marker, line, visible, start }, { ...racerLook(i), visible: true }),
      ...otherThanDefault(hyper, definition?.hyperparameters ?? {}),
      ...mapSettings(racer, (setting, value) => setting.write(value, definition)),
    }
  })
}

/** The racers of a scene that names none: the rules that everything else is measured by. */
export function defaultRacers(): readonly SceneRacer[] {
  return ['sgd', 'momentum', 'nesterov', 'adagrad', 'rmsprop', 'adam'].map(presetRacer)
}

/**
 * A racer of this optimizer with its preset hyperparameters, as number `index` of a scene. Throws for an optimizer that
 * does not exist.
 */
export function presetRacer(optimizer: string, index: number): SceneRacer {
  const definition = findOptimizer(optimizer)
  if (definition === undefined) throw new Error(`preset for an unknown optimizer: "${optimizer}"`)
  const { value } = checkHyperparameters(definition, { ...definition.presets }, optimizer)
  if (value === undefined) throw new Error(`preset of ${optimizer} does not fit its hyperparameters`)
  return { id: optimizer, optimizer, ...racerLook(index), visible: true, hyper: value }
}

/**
 * The ids of racers, the given ones kept and the others named after their optimizer: `adam`, then `adam-2`, skipping
 * ids that are taken.
 */
export function racerIds(
  racers: readonly { readonly id?: string | undefined; readonly optimizer: string }[],
): readonly string[] {
  const taken = new Set(racers.flatMap(({ id }) => (id === undefined ? [] : [id])))
  return racers.map(({ id, optimizer }) => {
    if (id !== undefined) return id
    let name = optimizer
    for (let n = 2; taken.has(name); n++) name = `${optimizer}-${n}`
    taken.add(name)
    return name
  })
}
