import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { example, minimal, scene } from '../../../test/support/scenes'
import { landscapes } from '../landscapes/catalogue'
import type { Domain } from '../landscapes/landscape'
import { optimizers } from '../optimizers/catalogue'
import type { Hyperparameter, HyperparameterValue } from '../optimizers/optimizer'
import { racerIds } from './defaults'
import { palette } from './palette'
import { parseScene } from './parse'
import type { Scene, SceneLandscape, SceneRacer } from './scene'
import { writeScene } from './write'

const finite = (min: number, max: number): fc.Arbitrary<number> =>
  // JSON has no -0.
  fc.double({ min, max, noNaN: true }).map((x) => (x === 0 ? 0 : x))

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
const catalogLandscapes = fc.constantFrom(...landscapes).chain((definition) =>
  fc.record({
    kind: fc.constant('catalog' as const),
    id: fc.constant(definition.id),
    parameters: fc.record(
      Object.fromEntries(
        Object.entries(definition.parameters).map(([name, parameter]) => [
          name,
          fc.oneof(fc.constant(parameter.default), finite(parameter.min, parameter.max)),
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
  const number = finite(min, Math.min(max, 1e6)).filter(
    (x) => !(parameter.exclusiveMin === true && x === min) && !(parameter.exclusiveMax === true && x === max),
  )
  if (parameter.kind === 'pair') return fc.oneof(fc.constant(parameter.default), fc.tuple(number, number))
  return fc.oneof(fc.constant(parameter.default), number)
}

const withPlaces = <T>(domain: Domain, build: (place: fc.Arbitrary<[number, number]>) => T): T =>
  build(fc.tuple(finite(...domain.x), finite(...domain.y)))

const color = fc.oneof(fc.constantFrom(...palette), fc.constant('#12aB9f'))

function racers(domain: Domain): fc.Arbitrary<readonly SceneRacer[]> {
  const racer = fc.constantFrom(...optimizers).chain((definition) =>
    fc.record(
      {
        id: fc.string({ minLength: 1, maxLength: 8 }),
        optimizer: fc.constant(definition.id),
        color,
        visible: fc.boolean(),
        start: withPlaces(domain, (place) => place),
        clip: fc.record({ kind: fc.constantFrom('norm' as const, 'value' as const), value: finite(0.1, 10) }),
        hyper: fc.record(
          Object.fromEntries(
            Object.entries(definition.hyperparameters).map(([key, value]) => [key, hyperparameter(value)]),
          ),
        ),
      },
      { requiredKeys: ['id', 'optimizer', 'color', 'visible', 'hyper'] },
    ),
  )
  const many = fc.uniqueArray(racer, { selector: ({ id }) => id, maxLength: 5 })
  return fc.tuple(many, fc.boolean()).map(([list, named]) => {
    const ids = racerIds(list.map(({ optimizer }) => ({ optimizer })))
    return named ? list : list.map((one, i) => ({ ...one, id: ids[i]! }))
  })
}

const scenes: fc.Arbitrary<Scene> = fc.oneof(expressionLandscapes, catalogLandscapes).chain((landscape) =>
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
    noise: finite(0, 2),
    racers: racers(landscape.domain),
    view: fc.record(
      {
        domain: domains,
        azimuth: finite(-180, 180),
        elevation: finite(0, 90),
        height: fc.record({ scale: fc.constantFrom('linear' as const, 'log' as const), exaggeration: finite(0.1, 9) }),
        colorMap: fc.constantFrom('viridis' as const, 'cividis' as const, 'magma' as const),
        contours: fc.boolean(),
      },
      { requiredKeys: ['azimuth', 'elevation', 'height', 'colorMap', 'contours'] },
    ),
  }),
)

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
