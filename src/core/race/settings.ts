import { z } from 'zod'
import { findIn } from '../catalogue/gather'
import { readSampler } from '../catalogue/samplers'
import { findSchedule, schedules } from '../catalogue/schedules'
import { checkHyperparameters, type HyperparameterValues } from '../definitions/hyperparameters'
import type { HyperparameterValue, OptimizerDefinition } from '../definitions/optimizer'
import { differing, inOrder, otherThanDefault } from '../differing'
import { type Checked, invalid, type Problem, valid } from '../problem'
import { type MeasureId, measureIds, type SumFacts } from '../objectives/measures'
import type { TypeOf } from '../schema-type'
import { covarianceProblems } from './covariance'
import { forkProblems } from './fork'
import type { StopRules } from './trace'

// Without this zod compiles its checks with `new Function`, which the content security policy forbids.
z.config({ jitless: true })

/** What may come before a schedule or a fork at most, and how long a race may be. */
export const mostSteps = 10_000_000

const nonNegative = z.number().min(0)
const count = z.int().min(1)
const steps = z.int().min(0).max(mostSteps)
/** Values that their definition checks. */
const hyper = z.record(
  z.string(),
  z.custom<HyperparameterValue>(() => true),
)

/** A racer, as far as its settings are checked by it; what is itself wrong is absent. */
export interface SettingContext {
  readonly optimizer: OptimizerDefinition | undefined
  readonly hyper: HyperparameterValues | undefined
  /** The number of coordinates. */
  readonly dimension: number | undefined
}

/** Which examples the gradient of a step sees, where the objective is a mean over examples. */
export const batchSchema = z.strictObject({
  /** A sampler's id. */
  sampler: z.string(),
  /** Examples of a batch, 1 to N; needed but for all examples and for batches that are listed. */
  size: count.optional(),
  /** Of the draws; the race's where absent. */
  seed: z.int().min(0).optional(),
  /** Whether an epoch ends before a last batch that would be short. */
  dropLast: z.boolean().optional(),
  /** Those of `listed`: the indices of its examples, batch by batch, from 0. */
  batches: z
    .array(z.array(z.int().min(0)).min(1).readonly())
    .min(1)
    .readonly()
    .optional(),
})
export type BatchSetting = TypeOf<typeof batchSchema>

const batch = defineSetting({
  file: batchSchema,
  whole: batchSchema,
  complete: (given) => given,
  check(given, _racer, where) {
    const problems = batchKeyProblems(given, where)
    return problems.length === 0 ? valid(given) : invalid(...problems)
  },
  write: (setting) => inOrder(setting, { sampler: 0, size: 0, seed: 0, dropLast: 0, batches: 0 }),
})

/** A sampler that there is not, and keys that it needs or knows nothing of. */
function batchKeyProblems(setting: BatchSetting, where: string): readonly Problem[] {
  const { value: sampler, problems } = readSampler(setting.sampler, `${where}.sampler`)
  if (sampler === undefined) return problems
  const { id, takes } = sampler
  const missing = (key: string, remedy: string): Problem => ({
    message: `${key} of sampler ${id} is missing`,
    remedy,
    where: `${where}.${key}`,
  })
  const useless = (key: keyof BatchSetting): readonly Problem[] =>
    setting[key] === undefined
      ? []
      : [{ message: `${key} is nothing that sampler ${id} knows`, remedy: 'remove it', where: `${where}.${key}` }]
  switch (takes) {
    case 'all':
      return [...useless('batches'), ...useless('dropLast')]
    case 'some':
    case 'new': {
      const ofSize = setting.size === undefined ? [missing('size', 'give the number of examples of a batch')] : []
      return [...ofSize, ...useless('batches'), ...(takes === 'new' ? useless('dropLast') : [])]
    }
    case 'listed':
      if (setting.batches === undefined) return [missing('batches', 'list them: [[0, 1], [2, 3]]')]
      return [...useless('size'), ...useless('dropLast')]
  }
}

/** Why batches cannot be had of a landscape; `sum` is absent where it is no mean over examples. */
export function batchProblems(setting: BatchSetting, sum: SumFacts | undefined, where: string): readonly Problem[] {
  const found = readSampler(setting.sampler, `${where}.sampler`)
  const ofKeys = batchKeyProblems(setting, where)
  if (found.value === undefined || ofKeys.length > 0) return ofKeys
  if (sum === undefined)
    return [
      { message: 'batch of a landscape that is not a sum over examples', remedy: 'remove it, or give examples', where },
    ]
  const { examples, isDrawn } = sum
  const { size = 0, batches = [] } = setting
  if (size > examples) {
    const message = `batch of ${size}, the landscape has ${examples} examples`
    return [{ message, remedy: `take a size from 1 to ${examples}`, where: `${where}.size` }]
  }
  const [outside] = batches.flatMap((batch, k) => {
    const at = batch.findIndex((index) => index >= examples)
    return at === -1 ? [] : [{ index: batch[at]!, where: `${where}.batches[${k}][${at}]` }]
  })
  if (outside !== undefined) {
    const message = `example ${outside.index} is listed, the landscape has ${examples} examples`
    return [{ message, remedy: `take indices from 0 to ${examples - 1}`, where: outside.where }]
  }
  const tooSmall = smallBatchProblems(setting, sum, where)
  if (tooSmall.length > 0 || found.value.takes !== 'new' || isDrawn) return tooSmall
  const message = `sampler ${setting.sampler} draws new examples, and these were given and not drawn`
  return [{ message, remedy: 'take another sampler, or draw every column', where: `${where}.sampler` }]
}

/** Batches of fewer examples than a landscape takes, such as those of one example with batch normalisation. */
function smallBatchProblems(setting: BatchSetting, { examples, leastBatch = 1 }: SumFacts, where: string) {
  const { sampler, size = examples, batches = [], dropLast = false } = setting
  const reason = `of which batch normalisation takes ${leastBatch} at least, since one differs from its mean by nothing`
  const short = batches.findIndex((batch) => batch.length < leastBatch)
  if (short >= 0) {
    const message = `batch of ${batches[short]!.length} example, ${reason}`
    return [{ message, remedy: 'list more examples', where: `${where}.batches[${short}]` }]
  }
  if (batches.length > 0) return []
  if (size < leastBatch)
    return [{ message: `batch of ${size} example, ${reason}`, remedy: 'take a larger size', where: `${where}.size` }]
  const last = examples % size
  const isShort = readSampler(sampler, where).value?.takes === 'some' && !dropLast && last > 0 && last < leastBatch
  if (!isShort || sampler === 'with-replacement') return []
  const message = `last batch of an epoch of ${last} example, ${reason}`
  return [{ message, remedy: 'set dropLast, or take another size', where: `${where}.size` }]
}

/**
 * What is measured at a measuring point, over all examples: one evaluation gives loss and gradient norm, which are
 * always measured; the others are those that the landscape has.
 */
export const measures = ['loss', 'gradient-norm', ...measureIds] as const

/**
 * When and what is measured over all examples, besides the start and the end: at every so many steps, of an epoch where
 * absent; loss and gradient norm whatever `what` names, and where it is absent all but the risk, which takes long.
 */
export const measureSchema = z.strictObject({
  every: count.optional(),
  what: z.array(z.enum(measures)).readonly().optional(),
  /** The validation measure that `stop.patience` waits for: the loss where absent. */
  best: z.enum(['validation', 'accuracy', 'r2']).optional(),
})
export type MeasureSetting = TypeOf<typeof measureSchema>

/** Why what is asked for cannot be measured of a landscape; `sum` is absent where it is no mean over examples. */
export function measureProblems(
  measure: MeasureSetting | undefined,
  { patience }: StopRules,
  sum: SumFacts | undefined,
): readonly Problem[] {
  if (sum === undefined) {
    const message = 'of a landscape that is not a sum over examples'
    const remedy = 'remove it, or give examples'
    return [
      ...(measure === undefined ? [] : [{ message: `measure ${message}`, remedy, where: 'measure' }]),
      ...(patience === undefined ? [] : [{ message: `patience ${message}`, remedy, where: 'stop.patience' }]),
    ]
  }
  const { measures = {} } = sum
  const there: readonly string[] = ['loss', 'gradient-norm', ...measureIds.filter((id) => measures[id] !== undefined)]
  const problems = (measure?.what ?? []).flatMap((name, k): readonly Problem[] =>
    there.includes(name)
      ? []
      : [
          {
            message: `${name} is nothing that can be measured here`,
            remedy: `take ${there.join(', ')}`,
            where: `measure.what[${k}]`,
          },
        ],
  )
  if (patience === undefined) return problems
  const best = measure?.best ?? 'validation'
  const remedy = 'give the data a validation split, such as "split": [0.7, 0.15, 0.15]'
  if (measures.validation === undefined)
    return [...problems, { message: 'patience without validation examples', remedy, where: 'stop.patience' }]
  if (measures[best] !== undefined) return problems
  const message = `${best} is no measure of these data`
  const others = (['validation', 'accuracy', 'r2'] as const).filter((id) => measures[id] !== undefined)
  return [...problems, { message, remedy: `take ${others.join(' or ')}`, where: 'measure.best' }]
}

/** Those of a setting that a landscape may have or not; undefined where nothing is said. */
export function measuresAsked({ what }: MeasureSetting = {}): readonly MeasureId[] | undefined {
  return what?.flatMap((name) => measureIds.filter((id) => id === name))
}

/**
 * What a racer may have of its own beside its hyperparameters: how files spell it, what it is, and whether it can be.
 */
export interface Setting<Given, Value> {
  /** The form of files, which is short. */
  readonly file: z.ZodType<Given>
  /** The form of scenes and jobs, in which nothing is left out. */
  readonly whole: z.ZodType<Value>
  /** A file's form made whole; what it names is not looked at. */
  complete(given: Given): Value
  /** Looks at what the shape does not tell, and fills in defaults. */
  check(value: Value, racer: SettingContext, where: string): Checked<Value>
  /** The file's form again, as short as it may be. */
  write(value: Value, optimizer: OptimizerDefinition | undefined): unknown
}

function defineSetting<Given, Value>(setting: Setting<Given, Value>): Setting<Given, Value> {
  return setting
}

export const clipSchema = z.strictObject({ kind: z.enum(['norm', 'value']), value: z.number().gt(0) })
export type ClipSetting = TypeOf<typeof clipSchema>

const clip = defineSetting({
  file: clipSchema,
  whole: clipSchema,
  complete: (given) => given,
  check: valid,
  write: ({ kind, value }) => ({ kind, value }),
})

/** A learning-rate schedule with every hyperparameter. */
export const scheduleSchema = z.strictObject({
  id: z.string(),
  /** Steps over which the rate rises linearly to the schedule's first, before the schedule begins; 0 is none. */
  warmup: steps,
  hyper,
})
export type ScheduleSetting = TypeOf<typeof scheduleSchema>

const schedule = defineSetting({
  // Beside its own keys stand its hyperparameters.
  file: z.looseObject({ id: z.string(), warmup: steps.optional() }),
  whole: scheduleSchema,
  complete: ({ id, warmup = 0, ...given }) => ({ id, warmup, hyper: given as HyperparameterValues }),
  check: (given, _racer, where) => checkSchedule(given, where),
  write({ id, warmup, hyper: values }) {
    const given = otherThanDefault(values, findSchedule(id)?.hyperparameters ?? {})
    return { id, ...differing({ warmup }, { warmup: 0 }), ...given }
  },
})

/** A schedule with its hyperparameters' defaults filled in. */
export function checkSchedule(given: ScheduleSetting, where: string): Checked<ScheduleSetting> {
  const found = findIn(schedules, 'schedule', given.id, `${where}.id`)
  if (found.value === undefined) return found
  const checked = checkHyperparameters(found.value, given.hyper, where)
  return checked.value === undefined ? checked : valid({ ...given, hyper: checked.value })
}

/**
 * Noise added to every gradient: a pure function of seed, step and coordinate, so that racers of one race see the same.
 * Gaussian, the same standard deviation in every coordinate, each on its own; Gaussian with a covariance matrix,
 * symmetric and positive semidefinite; or Student's t, each coordinate on its own: heavy tails, without a variance at 2
 * degrees of freedom or fewer.
 */
export const noiseSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('gaussian'), scale: nonNegative }),
  z.strictObject({ kind: z.literal('covariance'), covariance: z.array(z.array(z.number())) }),
  z.strictObject({ kind: z.literal('student-t'), scale: nonNegative, degrees: z.number().gt(0) }),
])
export type NoiseSetting = TypeOf<typeof noiseSchema>

/** In the order of files. */
const noiseKeys = { kind: 0, covariance: 0, scale: 0, degrees: 0 }

const noise = defineSetting({
  // A number is the scale of Gaussian noise.
  file: z.union([nonNegative, noiseSchema]),
  whole: noiseSchema,
  complete: (given): NoiseSetting => (typeof given === 'number' ? { kind: 'gaussian', scale: given } : given),
  check(given, { dimension }, where) {
    const problems = dimension === undefined ? [] : noiseProblems(given, dimension, where)
    return problems.length === 0 ? valid(given) : invalid(...problems)
  },
  write: (setting) => (setting.kind === 'gaussian' ? setting.scale : inOrder(setting, noiseKeys)),
})

/**
 * Why noise of the right shape cannot be added to gradients of n coordinates; `where` is its place, such as
 * `racers[0].noise`.
 */
export function noiseProblems(setting: NoiseSetting, dimension: number, where: string): readonly Problem[] {
  return setting.kind === 'covariance' ? covarianceProblems(setting.covariance, dimension, `${where}.covariance`) : []
}

/** From step `at` on the racer goes on with other hyperparameters; its history up to there and its noise stay. */
const forkSchema = z.strictObject({
  at: steps,
  /** The hyperparameters that change there; the others stay. */
  hyper,
})
export type ForkSetting = TypeOf<typeof forkSchema>

const fork = defineSetting({
  // Beside the step stand the hyperparameters that change.
  file: z.looseObject({ at: steps }),
  whole: forkSchema,
  complete: ({ at, ...changed }) => ({ at, hyper: changed as HyperparameterValues }),
  check(given, { optimizer, hyper: before }, where) {
    if (optimizer === undefined || before === undefined) return valid(given)
    const checked = checkHyperparameters(optimizer, { ...before, ...given.hyper }, where)
    if (checked.value === undefined) return checked
    const problems = forkProblems(optimizer, before, checked.value, where)
    // Those that are given are in order now.
    return problems.length === 0 ? valid(given) : invalid(...problems)
  },
  write: ({ at, hyper: changed }, optimizer) => ({ at, ...inOrder(changed, optimizer?.hyperparameters ?? {}) }),
})

/** What a racer may have of its own beside its hyperparameters, in the order of files. */
export const racerSettings = { schedule, clip, noise, batch, fork }

type Settings = typeof racerSettings
export type RacerSettings = { readonly [K in keyof Settings]?: TypeOf<Settings[K]['whole']> }

/** The schemas of all settings, in one of their forms. */
export function settingSchemas<F extends 'file' | 'whole'>(form: F) {
  const schemas = Object.entries(racerSettings).map(([name, setting]) => [name, setting[form].optional()])
  return Object.fromEntries(schemas) as { [K in keyof Settings]: z.ZodOptional<Settings[K][F]> }
}

/** Those settings that `given` has, each turned into something else, or left out. */
export function mapSettings(
  given: object,
  map: (setting: Setting<unknown, unknown>, value: unknown, name: string) => unknown,
): object {
  const pairs = Object.entries(racerSettings).map(([name, setting]) => {
    const value = (given as Readonly<Record<string, unknown>>)[name]
    return [name, value === undefined ? undefined : map(setting as Setting<unknown, unknown>, value, name)]
  })
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined)) as object
}

/** The rules that stop a racer. */
export const stopSchema = z.strictObject({
  gradientNorm: nonNegative.optional(),
  loss: z.number().optional(),
  evaluations: count.optional(),
  stalledFor: count.optional(),
  patience: count.optional(),
  escape: z.number().gt(0).optional(),
}) satisfies z.ZodType<StopRules>
