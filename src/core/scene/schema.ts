import { z } from 'zod'
import { regionThresholds } from '../analysis/region/region-class'
import { optimizers } from '../catalogue/optimizers'
import { schedules } from '../catalogue/schedules'
import type { Hyperparameter } from '../definitions/optimizer'
import { overlays } from './overlays'

// Without this zod compiles its checks with `new Function`, which the content security policy forbids.
z.config({ jitless: true })

/** What a scene may ask for at most; beyond it a race would not end or not fit into memory. */
export const sceneLimits = {
  steps: 10_000_000,
  racers: 64,
  /** Bytes of all recorded columns of a race: 48 a row (step, x, y, loss, gradient norm, evaluations). */
  recordedBytes: 536_870_912,
} as const

const place = z.tuple([z.number(), z.number()])
const interval = z.tuple([z.number(), z.number()])
const domain = z.strictObject({ x: interval, y: interval })
const nonNegative = z.number().min(0)
const count = z.int().min(1)

/** A plane through a space of any number of coordinates. */
export const sliceSchema = z.strictObject({
  origin: z.array(z.number()),
  u: z.array(z.number()),
  v: z.array(z.number()),
})

const catalogLandscape = z.strictObject({
  kind: z.literal('catalog'),
  id: z.string(),
  parameters: z.record(z.string(), z.number()).optional(),
  dimension: z.int().optional(),
  slice: sliceSchema.optional(),
  domain: domain.optional(),
})

const parameterSetting = z.union([z.number(), z.strictObject({ value: z.number(), min: z.number(), max: z.number() })])

const expressionLandscape = z.strictObject({
  kind: z.literal('expression'),
  expression: z.string(),
  parameters: z.record(z.string(), parameterSetting).optional(),
  dimension: z.int().optional(),
  slice: sliceSchema.optional(),
  domain: domain.optional(),
})

const sampledLandscape = z.strictObject({
  kind: z.literal('sampled'),
  surface: z.string().min(1).max(200).optional(),
  file: z.string().optional(),
  x: z.array(z.number()).optional(),
  y: z.array(z.number()).optional(),
  // Up to a million entries, checked at once where they are read.
  values: z
    .array(z.unknown())
    .meta({ items: { type: 'array', items: { type: ['number', 'null'] } } })
    .optional(),
  path: z.array(place).optional(),
  domain: domain.optional(),
})

const clip = z.strictObject({ kind: z.enum(['norm', 'value']), value: z.number().gt(0) })

const gaussian = z.strictObject({ kind: z.literal('gaussian'), scale: nonNegative })
const covariance = z.strictObject({ kind: z.literal('covariance'), covariance: z.array(z.array(z.number())) })
const studentT = z.strictObject({ kind: z.literal('student-t'), scale: nonNegative, degrees: z.number().gt(0) })

/** Noise, spelled out. */
export const noiseSetting = z.discriminatedUnion('kind', [gaussian, covariance, studentT])

/** A number is the scale of Gaussian noise. */
const noise = z.union([nonNegative, noiseSetting])

/** What may come before a schedule, or a fork, at most. */
const atMostAllSteps = z.int().min(0).max(sceneLimits.steps)

/** Beside a schedule's own keys stand its hyperparameters, beside a fork's those of the racer that change. */
const schedule = z.looseObject({ id: z.string(), warmup: atMostAllSteps.optional() })
const fork = z.looseObject({ at: atMostAllSteps })

/** A racer's own keys; every other key is a hyperparameter, checked against its optimizer. */
const racerKeys = {
  id: z.string().min(1).max(64).optional(),
  optimizer: z.string(),
  color: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/)
    .optional(),
  visible: z.boolean().optional(),
  start: place.optional(),
  schedule: schedule.optional(),
  clip: clip.optional(),
  noise: noise.optional(),
  fork: fork.optional(),
}

export const ownRacerKeys: readonly string[] = Object.keys(racerKeys)

/** Keys that the format reserves and this version does not read. */
export const reservedSceneKeys: readonly string[] = ['batch', 'slice', 'camera', 'overlays']

const stop = z.strictObject({
  gradientNorm: nonNegative.optional(),
  loss: z.number().optional(),
  evaluations: count.optional(),
  stalledFor: count.optional(),
  escape: z.number().gt(0).optional(),
})

const height = z.strictObject({
  scale: z.enum(['linear', 'log']).optional(),
  exaggeration: z.number().gt(0).max(100).optional(),
})

const thresholds = z.strictObject(mapValues(regionThresholds, () => z.number().gt(0).optional()))

const view = z.strictObject({
  domain: domain.optional(),
  azimuth: z.number().optional(),
  elevation: z.number().min(0).max(90).optional(),
  height: height.optional(),
  colorMap: z.enum(['viridis', 'cividis', 'magma']).optional(),
  contours: z.boolean().optional(),
  overlay: z.enum(overlays).optional(),
  criticalPoints: z.boolean().optional(),
  separatrices: z.boolean().optional(),
  model: z.boolean().optional(),
  thresholds: thresholds.optional(),
})

/** The file format, before its catalogue names and numbers are looked at. */
export const sceneSchema = z.strictObject({
  $schema: z.string().optional(),
  basin: z.literal(1),
  title: z.string().max(200).optional(),
  landscape: z.discriminatedUnion('kind', [catalogLandscape, expressionLandscape, sampledLandscape]),
  start: place.optional(),
  seed: z.int().min(0).optional(),
  steps: z.int().min(0).max(sceneLimits.steps).optional(),
  record: count.optional(),
  stop: stop.optional(),
  compareBy: z.enum(['step', 'evaluation']).optional(),
  noise: noise.optional(),
  racers: z.array(z.looseObject(racerKeys)).max(sceneLimits.racers).optional(),
  view: view.optional(),
})

export type SceneDocument = z.infer<typeof sceneSchema>
export type LandscapeDocument = SceneDocument['landscape']
export type NoiseDocument = z.infer<typeof noise>
export type ScheduleDocument = z.infer<typeof schedule>
export type ForkDocument = z.infer<typeof fork>
export type RacerDocument = NonNullable<SceneDocument['racers']>[number]

/** The keys each object of the format knows, by the key it stands under; a landscape's depend on its kind. */
export const knownKeys: Readonly<Record<string, readonly string[]>> = {
  scene: Object.keys(sceneSchema.shape),
  catalog: Object.keys(catalogLandscape.shape),
  expression: Object.keys(expressionLandscape.shape),
  sampled: Object.keys(sampledLandscape.shape),
  domain: Object.keys(domain.shape),
  slice: Object.keys(sliceSchema.shape),
  stop: Object.keys(stop.shape),
  clip: Object.keys(clip.shape),
  gaussian: Object.keys(gaussian.shape),
  covariance: Object.keys(covariance.shape),
  'student-t': Object.keys(studentT.shape),
  view: Object.keys(view.shape),
  height: Object.keys(height.shape),
  thresholds: Object.keys(thresholds.shape),
}

type JsonSchema = Record<string, unknown>
type ObjectSchema = JsonSchema & { readonly properties: JsonSchema }

/** The JSON Schema (draft 2020-12) of a scene file, with one variant of a racer for each optimizer. */
export function sceneJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(sceneSchema, { io: 'input' }) as { properties: Record<string, JsonSchema> }
  const own = z.toJSONSchema(z.strictObject(racerKeys), { io: 'input' }) as ObjectSchema
  const { schedule: ownSchedule, fork: ownFork } = own.properties as Record<string, ObjectSchema>
  const items = optimizers.map((optimizer) => {
    const hyper = mapValues(optimizer.hyperparameters, hyperparameterSchema)
    // What a fork leaves out stays as it is.
    const changed = mapValues(hyper, ({ default: _default, ...rest }) => rest)
    return variant(optimizer, ['optimizer'], {
      ...own.properties,
      optimizer: { const: optimizer.id },
      schedule: { $ref: '#/$defs/schedule' },
      fork: { ...ownFork, properties: { ...ownFork!.properties, ...changed }, additionalProperties: false },
      ...hyper,
    })
  })
  const oneOf = schedules.map((definition) =>
    variant(definition, ['id'], {
      ...ownSchedule!.properties,
      id: { const: definition.id },
      ...mapValues(definition.hyperparameters, hyperparameterSchema),
    }),
  )
  return {
    ...schema,
    title: 'Basin scene',
    properties: { ...schema.properties, racers: { ...schema.properties['racers'], items: { oneOf: items } } },
    $defs: { schedule: { oneOf } },
  }
}

interface Described {
  readonly title: string
  readonly description: string
}

/** An object with these properties and no others. */
function variant({ title, description }: Described, required: readonly string[], properties: JsonSchema): JsonSchema {
  return { type: 'object', title, description, properties, required, additionalProperties: false }
}

function hyperparameterSchema(parameter: Hyperparameter): JsonSchema {
  const common = { description: parameter.description, default: parameter.default }
  if (parameter.kind === 'boolean') return { type: 'boolean', ...common }
  if (parameter.kind === 'choice') return { enum: parameter.options, ...common }
  const range = {
    type: parameter.kind === 'number' && parameter.integer === true ? 'integer' : 'number',
    [parameter.exclusiveMin === true ? 'exclusiveMinimum' : 'minimum']: parameter.min,
    [parameter.exclusiveMax === true ? 'exclusiveMaximum' : 'maximum']: parameter.max,
  }
  if (parameter.kind === 'number') return { ...range, ...common }
  return { type: 'array', prefixItems: [range, range], minItems: 2, maxItems: 2, ...common }
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))
}
