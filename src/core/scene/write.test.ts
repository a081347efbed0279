import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { regionThresholds } from '../analysis/region/region-class'
import { example, minimal, scene } from '../../../test/support/scenes'
import { planeLandscapes } from '../catalogue/landscapes'
import type { Domain } from '../domain'
import { optimizers } from '../catalogue/optimizers'
import { type HyperparameterValues, isValueOf } from '../definitions/hyperparameters'
import type { Hyperparameter, Hyperparameters, HyperparameterValue } from '../definitions/optimizer'
import { noNoise } from '../race/noise'
import { forkProblems } from '../race/fork'
import { samplers } from '../catalogue/samplers'
import { schedules } from '../catalogue/schedules'
import { racerIds } from './racer'
import { chartQuantities, chartScales } from './chart'
import { clockAxes } from './clock-axis'
import { defaultDrag } from './drag-setting'
import { instruments } from './instruments'
import { mostBatchSurfaces, overlayIds } from './overlays'
import { type LookAt, sectionDirections } from './local-instruments'
import { lineStyles, markerShapes, palette } from './palette'
import { parseScene } from './parse'
import type { SamplerDefinition } from '../definitions/sampler'
import type { BatchSetting, NoiseSetting } from '../race/settings'
import type { SceneLandscape } from './landscape'
import { surrogateAxes } from '../networks/surrogates'
import type { SceneRacer } from './racer'
import type { Scene } from './scene'
import { leastThreshold } from './surrogates'
import { mostSweptValues, sweepMeasures } from './sweep-setting'
import { throwSteps } from './throw-setting'
import { writeScene } from './write'

const finite = (min: number, max: number): fc.Arbitrary<number> =>
  // JSON has no -0.
  fc.double({ min, max, noNaN: true }).map((x) => (x === 0 ? 0 : x))

const lookAts: fc.Arbitrary<LookAt> = fc.oneof(
  fc.tuple(finite(-9, 9), finite(-9, 9)),
  fc.record({ of: fc.constantFrom('adam', 'gone') }),
)

const interval = fc
  .tuple(finite(-100, 100), finite(0.5, 100))
  .map(([min, width]): readonly [number, number] => [min, min + width])
const domains: fc.Arbitrary<Domain> = fc.record({ x: interval, y: interval })

const expressionLandscapes = fc
  .tuple(domains, finite(-5, 5), fc.boolean())
  .map(([domain, value, wide]): SceneLandscape => {
    const range = value === 0 ? [-1, 1] : value > 0 ? [0, 2 * value] : [2 * value, 0]
    const a = { value, min: range[0]! - (wide ? 1 : 0), max: range[1]! }
    return { kind: 'expression', expression: 'a*x^2 + y', parameters: { a }, domain }
  })
/** Of a formula that is a mean over examples, a column of them given and one drawn. */
const exampleCount = 20
const sumLandscapes = fc
  .tuple(
    domains,
    fc.array(finite(-5, 5), { minLength: exampleCount, maxLength: exampleCount }),
    fc.option(fc.nat({ max: 99 })),
  )
  .map(([domain, a, seed]): SceneLandscape => {
    const drawn = {
      kind: 'normal' as const,
      mean: 1,
      deviation: 2,
      count: exampleCount,
      ...(seed !== null && { seed }),
    }
    return { kind: 'expression', expression: '(x-a)^2 + (y-b)^2', parameters: {}, examples: { a, b: drawn }, domain }
  })
const samplersThatTake = (what: SamplerDefinition['takes']) =>
  fc.constantFrom(...samplers.filter(({ takes }) => takes === what).map(({ id }) => id))
const size = fc.integer({ min: 1, max: exampleCount })
const batchSeed = fc.nat({ max: 99 })
const listed = fc.array(fc.array(fc.nat({ max: exampleCount - 1 }), { minLength: 1 }), { minLength: 1 })
const batches: fc.Arbitrary<BatchSetting> = fc.oneof(
  fc.record({ sampler: samplersThatTake('all'), size, seed: batchSeed }, { requiredKeys: ['sampler'] }),
  fc.record(
    { sampler: samplersThatTake('some'), size, seed: batchSeed, dropLast: fc.boolean() },
    { requiredKeys: ['sampler', 'size'] },
  ),
  fc.record({ sampler: samplersThatTake('listed'), batches: listed }),
)
const catalogLandscapes = fc.constantFrom(...planeLandscapes).chain((definition) =>
  fc.record({
    kind: fc.constant('catalog' as const),
    id: fc.constant(definition.id),
    parameters: fc.record(
      Object.fromEntries(
        Object.entries(definition.parameters).map(([name, parameter]) => [
          name,
          parameter.integer === true
            ? fc.integer({ min: parameter.min, max: parameter.max })
            : fc.oneof(fc.constant(parameter.default), finite(parameter.min, parameter.max)),
        ]),
      ),
    ),
    domain: fc.oneof(fc.constant(definition.domain), domains),
  }),
)
function hyperparameter(parameter: Hyperparameter): fc.Arbitrary<HyperparameterValue> {
  if (parameter.kind === 'boolean') return fc.boolean()
  if (parameter.kind === 'choice') return fc.constantFrom(...parameter.options)
  const [min, max] = [parameter.min, parameter.max]
  const real = finite(min, Math.min(max, 1e6))
  const number = parameter.kind === 'number' && parameter.integer === true ? real.map(Math.round) : real
  const given: fc.Arbitrary<HyperparameterValue> = parameter.kind === 'pair' ? fc.tuple(number, number) : number
  return fc.oneof(
    fc.constant(parameter.default),
    given.filter((value) => isValueOf(parameter, value)),
  )
}

function hyperparameters(
  definition: { hyperparameters: Hyperparameters },
  options: { requiredKeys?: [] } = {},
): fc.Arbitrary<HyperparameterValues> {
  const values = Object.entries(definition.hyperparameters).map(([key, value]) => [key, hyperparameter(value)])
  const model = Object.fromEntries(values) as Record<string, fc.Arbitrary<HyperparameterValue>>
  return fc.record(model, options) as fc.Arbitrary<HyperparameterValues>
}

const scheduleSettings = fc
  .constantFrom(...schedules)
  .chain(({ id, ...definition }) =>
    fc.record({ id: fc.constant(id), warmup: fc.nat({ max: 50 }), hyper: hyperparameters(definition) }),
  )

const noises = (n: number): fc.Arbitrary<NoiseSetting> =>
  fc.oneof(
    fc.record({ kind: fc.constant('gaussian' as const), scale: finite(0, 2) }),
    fc.record({ kind: fc.constant('student-t' as const), scale: finite(0, 2), degrees: finite(0.1, 9) }),
    // r r' is positive semidefinite, and symmetric in its last bit.
    fc.array(finite(-2, 2), { minLength: n, maxLength: n }).map((r) => {
      const covariance = r.map((x) => r.map((y) => (x * y === 0 ? 0 : x * y)))
      return { kind: 'covariance' as const, covariance }
    }),
  )

const withPlaces = <T>(domain: Domain, build: (place: fc.Arbitrary<[number, number]>) => T): T =>
  build(fc.tuple(finite(...domain.x), finite(...domain.y)))

const color = fc.oneof(fc.constantFrom(...palette), fc.constant('#12aB9f'))

function racers(domain: Domain, n: number): fc.Arbitrary<readonly SceneRacer[]> {
  const racer = fc
    .constantFrom(...optimizers)
    .chain((definition) =>
      fc.record(
        {
          id: fc.string({ minLength: 1, maxLength: 8 }),
          optimizer: fc.constant(definition.id),
          color,
          marker: fc.constantFrom(...markerShapes),
          line: fc.constantFrom(...lineStyles),
          visible: fc.boolean(),
          start: withPlaces(domain, (place) => place),
          clip: fc.record({ kind: fc.constantFrom('norm' as const, 'value' as const), value: finite(0.1, 10) }),
          schedule: scheduleSettings,
          noise: noises(n),
          fork: fc.record({ at: fc.nat({ max: 300 }), hyper: hyperparameters(definition, { requiredKeys: [] }) }),
          hyper: hyperparameters(definition),
        },
        { requiredKeys: ['id', 'optimizer', 'color', 'marker', 'line', 'visible', 'hyper'] },
      ),
    )
    .filter(({ optimizer, hyper, fork }) => {
      const definition = optimizers.find(({ id }) => id === optimizer)!
      return fork === undefined || forkProblems(definition, hyper, { ...hyper, ...fork.hyper }, '').length === 0
    })
  const many = fc.uniqueArray(racer, { selector: ({ id }) => id, maxLength: 5 })
  return fc.tuple(many, fc.boolean()).map(([list, named]) => {
    const ids = racerIds(list.map(({ optimizer }) => ({ optimizer })))
    return named ? list : list.map((one, i) => ({ ...one, id: ids[i]! }))
  })
}

const scenes: fc.Arbitrary<Scene> = fc
  .oneof(expressionLandscapes, catalogLandscapes)
  .chain((landscape: SceneLandscape) =>
    fc.record({
      title: fc.string({ maxLength: 20 }),
      landscape: fc.constant(landscape),
      start: withPlaces(landscape.domain, (place) => place),
      seed: fc.oneof(fc.constant(0), fc.maxSafeNat()),
      steps: fc.oneof(fc.constant(200), fc.nat({ max: 1e5 })),
      record: fc.integer({ min: 1, max: 10 }),
      stop: fc.record(
        {
          gradientNorm: finite(0, 1),
          loss: finite(-1, 1),
          evaluations: fc.integer({ min: 1, max: 99 }),
          escape: finite(1, 99),
        },
        { requiredKeys: [] },
      ),
      compareBy: fc.constantFrom('step' as const, 'evaluation' as const),
      noise: noises(landscape.dimension ?? 2),
      racers: racers(landscape.domain, landscape.dimension ?? 2),
      view: fc.record(
        {
          domain: domains,
          azimuth: finite(-180, 180),
          elevation: finite(0, 90),
          height: fc.record({
            scale: fc.constantFrom('linear' as const, 'log' as const),
            exaggeration: finite(0.1, 9),
          }),
          colorMap: fc.constantFrom('viridis' as const, 'cividis' as const, 'magma' as const),
          contours: fc.boolean(),
          overlay: fc.constantFrom(...overlayIds),
          criticalPoints: fc.boolean(),
          separatrices: fc.boolean(),
          stems: fc.boolean(),
          model: fc.boolean(),
          companions: fc.boolean(),
          forces: fc.boolean(),
          batchSurfaces: fc.integer({ min: 0, max: mostBatchSurfaces }),
          thresholds: fc.oneof(
            fc.constant(regionThresholds),
            finite(0.001, 99).map((flat) => ({ ...regionThresholds, flat })),
          ),
          chart: fc.record(
            {
              quantity: fc.constantFrom(...chartQuantities),
              second: fc.constantFrom(...chartQuantities),
              against: fc.constantFrom(...clockAxes),
              scale: fc.constantFrom(...chartScales),
              secondScale: fc.constantFrom(...chartScales),
              mean: fc.integer({ min: 1, max: 1000 }),
              againstScale: fc.constantFrom(...chartScales),
              stops: fc.record(
                {
                  patience: fc.integer({ min: 1, max: 100 }),
                  gradientNorm: fc.double({ min: 0, max: 1, noNaN: true }),
                },
                { requiredKeys: [] },
              ),
              best: fc.record(
                { value: finite(-9, 9), at: fc.tuple(finite(-9, 9), finite(-9, 9)) },
                { requiredKeys: [] },
              ),
              fit: fc.tuple(finite(0, 5), finite(6, 99)),
            },
            { requiredKeys: ['quantity'] },
          ),
          drag: fc.constantFrom(defaultDrag, { ...defaultDrag, dry: 0.5, time: 200 }),
          surrogates: fc.record(
            {
              over: fc.constantFrom(...surrogateAxes),
              target: fc.constantFrom(0 as const, 1 as const),
              threshold: finite(leastThreshold, 1 - leastThreshold),
              margin: fc.constantFrom('s*(a*x + y)', 'm'),
            },
            { requiredKeys: ['over', 'target', 'threshold'] },
          ),
          sweep: fc.record(
            {
              of: fc.constantFrom('a', 'sgd'),
              x: fc.constantFrom(
                { hyperparameter: 'lr' },
                { hyperparameter: 'momentum', ends: [0.1, 0.9] as const },
                { hyperparameter: 'lr', ends: [0.0005, 0.005] as const },
              ),
              y: fc.constant({ hyperparameter: 'momentum' }),
              values: fc.integer({ min: 2, max: mostSweptValues }),
              measure: fc.constantFrom(...sweepMeasures),
              after: fc.integer({ min: 1, max: 1000 }),
            },
            { requiredKeys: ['x', 'values', 'measure'] },
          ),
          scheduleScale: fc.constantFrom(...chartScales),
          examplesSeen: fc.constantFrom('epoch' as const, 'all' as const),
          ensemble: fc.record(
            {
              seeds: fc.integer({ min: 1, max: 10_000 }),
              leaving: fc.constantFrom(
                { of: 'x', is: 'beyond', bound: 0.5 } as const,
                { of: 'distance', is: 'above', bound: 2, from: [1, -1] } as const,
              ),
            },
            { requiredKeys: ['seeds'] },
          ),
          throw: fc.record(
            {
              of: fc.constantFrom('a', 'sgd'),
              at: fc.constantFrom(...throwSteps),
              clip: finite(0.1, 9),
              ratio: fc.oneof(fc.constant(10), finite(2, 9)),
            },
            { requiredKeys: ['at', 'clip', 'ratio'] },
          ),
          twins: fc.array(
            fc.oneof(
              fc.record({
                kind: fc.constant('swap' as const),
                layer: fc.nat({ max: 2 }),
                units: fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 })),
              }),
              fc.record({ kind: fc.constant('flip' as const), layer: fc.nat({ max: 2 }), unit: fc.nat({ max: 9 }) }),
            ),
            { minLength: 1, maxLength: 3 },
          ),
          instrument: fc.constantFrom(...instruments),
          crossSection: fc.record(
            {
              at: lookAts,
              along: fc.oneof(finite(-180, 180), fc.constantFrom(...sectionDirections)),
              reach: finite(0.1, 9),
            },
            { requiredKeys: ['along'] },
          ),
          taylor: fc.record({ at: lookAts, lr: finite(1e-6, 9) }, { requiredKeys: [] }),
        },
        {
          requiredKeys: [
            'azimuth',
            'elevation',
            'height',
            'colorMap',
            'contours',
            'overlay',
            'criticalPoints',
            'separatrices',
            'stems',
            'model',
            'companions',
            'forces',
            'batchSurfaces',
            'ensemble',
            'scheduleScale',
            'examplesSeen',
            'thresholds',
            'chart',
            'drag',
            'surrogates',
            'sweep',
          ],
        },
      ),
    }),
  )

/** A scene on a sum over examples, with batches of the race and of racers. */
const sampledScenes: fc.Arbitrary<Scene> = fc
  .tuple(
    scenes,
    sumLandscapes,
    fc.option(batches),
    fc.constantFrom('step' as const, 'epoch' as const, 'examples' as const),
    fc.option(fc.record({ every: fc.integer({ min: 1, max: 99 }) })),
    fc.array(fc.option(batches), { minLength: 5, maxLength: 5 }),
  )
  .map(([{ noise: _noise, ...rest }, landscape, batch, compareBy, measure, own]) => ({
    ...rest,
    compareBy,
    landscape: { ...landscape, domain: rest.landscape.domain },
    noise: noNoise,
    ...(batch && { batch }),
    ...(measure && { measure }),
    racers: rest.racers.map(({ noise: _own, ...racer }, i) => ({ ...racer, ...(own[i] && { batch: own[i] }) })),
  }))

describe('writing', () => {
  test('reads back to the same scene, and writes that to the same text', () => {
    fc.assert(
      fc.property(scenes, (original) => {
        const text = writeScene(original)
        const { value, problems } = parseScene(text)
        expect(problems).toEqual([])
        expect(value).toEqual(original)
        expect(writeScene(value!)).toBe(text)
      }),
      { seed: 7, numRuns: 300 },
    )
  })

  test('reads back examples, batches and measuring', () => {
    fc.assert(
      fc.property(sampledScenes, (original) => {
        const text = writeScene(original)
        const { value, problems } = parseScene(text)
        expect(problems).toEqual([])
        expect(value).toEqual(original)
        expect(writeScene(value!)).toBe(text)
      }),
      { seed: 11, numRuns: 200 },
    )
  })

  test('gives back what a person wrote of them, in the order of the format', () => {
    const text = {
      basin: 1,
      landscape: { kind: 'expression', expression: '(x-a)^2 + y^2', examples: { a: [1, 2, 3] } },
      batch: { sampler: 'reshuffle', size: 2, seed: 5 },
      measure: { every: 4, what: ['loss', 'gradient-norm'] },
      racers: [{ optimizer: 'sgd', lr: 0.1, batch: { sampler: 'sequential', size: 1 } }],
    }
    const written = writeScene(scene(text))
    expect(JSON.parse(written)).toEqual(text)
    expect(Object.keys(JSON.parse(written) as object)).toEqual(Object.keys(text))
  })

  test('leaves every default out, and lays short lists on one line', () => {
    expect(JSON.parse(writeScene(scene(minimal)))).toEqual(minimal)
    expect(writeScene(scene(example))).toBe(`{
  "basin": 1,
  "landscape": {
    "kind": "expression",
    "expression": "(1-x)^2 + 100*(y-x^2)^2",
    "domain": {
      "x": [-2, 2],
      "y": [-1, 3]
    }
  },
  "start": [-1.5, 2],
  "racers": [
    {
      "id": "adam",
      "optimizer": "adam",
      "lr": 0.05
    },
    {
      "id": "nag",
      "optimizer": "nesterov"
    }
  ]
}
`)
  })

  test('of equal scenes gives equal text, whatever the order of their keys', () => {
    const { racers: list, start, ...rest } = scene(example)
    expect(writeScene({ start, racers: list, ...rest })).toBe(writeScene(scene(example)))
  })
})
