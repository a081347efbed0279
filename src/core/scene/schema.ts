import { z } from 'zod'
import { leavingSchema } from '../analysis/ensemble/leaving-schema'
import { regionThresholds } from '../analysis/region/region-class'
import { optimizers } from '../catalogue/optimizers'
import { schedules } from '../catalogue/schedules'
import type { Hyperparameter } from '../definitions/optimizer'
import {
  batchSchema,
  clipSchema,
  measureSchema,
  mostSteps,
  noiseSchema,
  racerSettings,
  stopSchema,
} from '../race/settings'
import { chartQuantities, chartScales } from './chart'
import { domainFileSchema, domainKeys } from './check-domain'
import { clockAxes } from './clock-axis'
import { instruments } from './instruments'
import { documentLimits } from './document-limits'
import { planeSchema, sliceRecipes } from './slice-setting'
import { landscapeFileSchema, landscapeKinds } from './landscape-kinds'
import { networkKeys } from './network-spec'
import { mostSeeds } from '../analysis/ensemble/most-seeds'
import { sectionDirections } from './local-instruments'
import { mostBatchSurfaces, overlayIds, seenSpans } from './overlays'
import { surrogateAxes } from '../networks/surrogates'
import { racerKeys, racerSchema } from './racer'
import { startRecipes, startSchema } from './start-setting'
import { dataFileSchema, givenDataSchema } from '../tables/data-spec'
import { vectors } from '../vector-schema'
import { leastThreshold } from './surrogates'
import { mostSweptValues, sweepMeasures } from './sweep-setting'
import { symmetrySchema } from '../symmetry/symmetry'
import { throwSteps } from './throw-setting'
import { mostTwins } from './twins'
import { vectorJsonSchema } from './vector-document'

// Without this zod compiles its checks with `new Function`, which the content security policy forbids.
z.config({ jitless: true })

/** What a scene may ask for at most; beyond it a race would not end or not fit into memory. */
export const sceneLimits = {
  steps: mostSteps,
  racers: documentLimits.racers,
  /** Bytes of all recorded columns of a race: 48 a row (step, x, y, loss, gradient norm, evaluations). */
  recordedBytes: 536_870_912,
} as const

const count = z.int().min(1)

/** Keys that the format reserves and this version does not read. */
export const reservedSceneKeys: readonly string[] = ['camera', 'overlays']

const height = z.strictObject({
  scale: z.enum(['linear', 'log']).optional(),
  exaggeration: z.number().gt(0).max(100).optional(),
})

const thresholds = z.strictObject(mapValues(regionThresholds, () => z.number().gt(0).optional()))

const best = z.strictObject({
  value: z.number().optional(),
  at: z.tuple([z.number(), z.number()]).readonly().optional(),
})

const stops = z.strictObject({
  patience: count.optional(),
  gradientNorm: z.number().min(0).optional(),
})

const chart = z.strictObject({
  quantity: z.enum(chartQuantities).optional(),
  second: z.enum(chartQuantities).optional(),
  against: z.enum(clockAxes).optional(),
  scale: z.enum(chartScales).optional(),
  secondScale: z.enum(chartScales).optional(),
  mean: count.max(mostSteps).optional(),
  againstScale: z.enum(chartScales).optional(),
  best: best.optional(),
  fit: z
    .tuple([z.number().min(0), z.number().gt(0)])
    .readonly()
    .optional(),
  stops: stops.optional(),
})

const coefficient = z.number().min(0).max(1e9)

const drag = z.strictObject({
  viscous: coefficient.optional(),
  quadratic: coefficient.optional(),
  dry: coefficient.optional(),
  time: z.number().gt(0).max(1e9).optional(),
})

const surrogates = z.strictObject({
  over: z.enum(surrogateAxes).optional(),
  target: z.literal([0, 1]).optional(),
  threshold: z
    .number()
    .min(leastThreshold)
    .max(1 - leastThreshold)
    .optional(),
  margin: z.string().optional(),
})

const ensemble = z.strictObject({
  seeds: z.int().min(1).max(mostSeeds).optional(),
  leaving: leavingSchema.optional(),
})

const lookAt = z.union([z.tuple([z.number(), z.number()]), z.strictObject({ of: z.string() })])

const crossSection = z.strictObject({
  at: lookAt.optional(),
  along: z.union([z.number(), z.enum(sectionDirections)]),
  reach: z.number().gt(0).optional(),
})

const taylor = z.strictObject({ at: lookAt.optional(), lr: z.number().gt(0).optional() })

const swept = z.strictObject({
  hyperparameter: z.string(),
  ends: z.tuple([z.number(), z.number()]).readonly().optional(),
})

const sweep = z.strictObject({
  of: z.string().optional(),
  x: swept.optional(),
  y: swept.optional(),
  values: z.int().min(2).max(mostSweptValues).optional(),
  measure: z.enum(sweepMeasures).optional(),
  after: count.max(mostSteps).optional(),
})

const thrown = z.strictObject({
  of: z.string().optional(),
  at: z.enum(throwSteps).optional(),
  clip: z.number().gt(0).optional(),
  ratio: z.number().gt(1).optional(),
})

const view = z.strictObject({
  domain: domainFileSchema.optional(),
  azimuth: z.number().optional(),
  elevation: z.number().min(0).max(90).optional(),
  height: height.optional(),
  colorMap: z.enum(['viridis', 'cividis', 'magma']).optional(),
  contours: z.boolean().optional(),
  overlay: z.enum(overlayIds).optional(),
  criticalPoints: z.boolean().optional(),
  separatrices: z.boolean().optional(),
  stems: z.boolean().optional(),
  model: z.boolean().optional(),
  companions: z.boolean().optional(),
  forces: z.boolean().optional(),
  trail: z.number().gt(0).optional(),
  batchSurfaces: z.int().min(0).max(mostBatchSurfaces).optional(),
  surfaceExamples: count.optional(),
  follow: z.strictObject({ of: z.string(), every: count.max(mostSteps) }).optional(),
  curve: z.boolean().optional(),
  thresholds: thresholds.optional(),
  ensemble: ensemble.optional(),
  scheduleScale: z.enum(chartScales).optional(),
  examplesSeen: z.enum(seenSpans).optional(),
  chart: chart.optional(),
  drag: drag.optional(),
  surrogates: surrogates.optional(),
  sweep: sweep.optional(),
  throw: thrown.optional(),
  twins: z.array(symmetrySchema).max(mostTwins).optional(),
  instrument: z.enum(instruments).optional(),
  crossSection: crossSection.optional(),
  taylor: taylor.optional(),
})

/** The file format, before its catalogue names and numbers are looked at. */
export const sceneSchema = z.strictObject({
  $schema: z.string().optional(),
  basin: z.literal(1),
  title: z.string().max(200).optional(),
  landscape: landscapeFileSchema,
  start: startSchema.optional(),
  seed: z.int().min(0).optional(),
  steps: z.int().min(0).max(sceneLimits.steps).optional(),
  record: count.optional(),
  stop: stopSchema.optional(),
  compareBy: z.enum(clockAxes).optional(),
  noise: racerSettings.noise.file.optional(),
  batch: batchSchema.optional(),
  measure: measureSchema.optional(),
  racers: z.array(racerSchema).max(sceneLimits.racers).optional(),
  view: view.optional(),
})

export type SceneDocument = z.infer<typeof sceneSchema>

/** The keys each object of the format knows, by the key it stands under; a landscape's depend on its kind. */
export const knownKeys: Readonly<Record<string, readonly string[]>> = {
  scene: Object.keys(sceneSchema.shape),
  ...Object.fromEntries(landscapeKinds.map(({ id, file }) => [id, Object.keys(file.shape)])),
  ...Object.fromEntries(noiseSchema.options.map(({ shape }) => [shape.kind.value, Object.keys(shape)])),
  ...Object.fromEntries([...sliceRecipes, ...startRecipes].map(({ id, schema }) => [id, Object.keys(schema.shape)])),
  domain: Object.keys(domainKeys),
  slice: Object.keys(planeSchema.shape),
  stop: Object.keys(stopSchema.shape),
  clip: Object.keys(clipSchema.shape),
  batch: Object.keys(batchSchema.shape),
  measure: Object.keys(measureSchema.shape),
  tied: Object.keys(networkKeys.tied.unwrap().shape),
  // Those of a set depend on the set.
  data: Object.keys(givenDataSchema.shape),
  'data file': Object.keys(dataFileSchema.shape),
  view: Object.keys(view.shape),
  height: Object.keys(height.shape),
  thresholds: Object.keys(thresholds.shape),
  chart: Object.keys(chart.shape),
  drag: Object.keys(drag.shape),
  best: Object.keys(best.shape),
  stops: Object.keys(stops.shape),
  ensemble: Object.keys(ensemble.shape),
  surrogates: Object.keys(surrogates.shape),
  sweep: Object.keys(sweep.shape),
  x: Object.keys(swept.shape),
  y: Object.keys(swept.shape),
  crossSection: Object.keys(crossSection.shape),
  taylor: Object.keys(taylor.shape),
  throw: Object.keys(thrown.shape),
}

type JsonSchema = Record<string, unknown>
type ObjectSchema = JsonSchema & { readonly properties: JsonSchema }

/** The JSON Schema (draft 2020-12) of a scene file, with one variant of a racer for each optimizer. */
export function sceneJsonSchema(): JsonSchema {
  const schema = jsonSchemaOf(sceneSchema) as { properties: Record<string, JsonSchema> }
  const own = jsonSchemaOf(z.strictObject(racerKeys)) as ObjectSchema
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
    $defs: { schedule: { oneOf }, vector: vectorJsonSchema },
  }
}

/** Of what a file may have: in place of a list of numbers the other forms of a vector too. */
function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, {
    io: 'input',
    override({ zodSchema, jsonSchema }) {
      if (!vectors.has(zodSchema)) return
      delete jsonSchema.type
      delete jsonSchema.items
      delete jsonSchema.minItems
      jsonSchema.$ref = '#/$defs/vector'
    },
  })
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
