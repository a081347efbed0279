import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { landscapes } from '../landscapes/catalogue'
import type { Domain } from '../landscapes/landscape'
import { optimizers } from '../optimizers/catalogue'
import type { Hyperparameter, HyperparameterValue } from '../optimizers/optimizer'
import { formatProblem } from '../problem'
import { defaultScene } from './default-scene'
import { presets, racerIds } from './defaults'
import { jsonErrorOffset } from './json-place'
import { palette } from './palette'
import { checkScene, parseScene } from './parse'
import type { Scene, SceneLandscape, SceneRacer } from './scene'
import { sceneJsonSchema, sceneLimits } from './schema'
import { writeScene } from './write'

const rosenbrock = { kind: 'catalog', id: 'rosenbrock' }
const minimal = { basin: 1, landscape: rosenbrock }
const example = {
  basin: 1,
  landscape: {
    kind: 'expression',
    expression: '(1-x)^2 + 100*(y-x^2)^2',
    domain: { x: [-2, 2], y: [-1, 3] },
  },
  start: [-1.5, 2.0],
  seed: 0,
  steps: 200,
  racers: [
    { optimizer: 'adam', lr: 0.05, betas: [0.9, 0.999] },
    { id: 'nag', optimizer: 'nesterov', lr: 0.001, momentum: 0.9 },
  ],
}

function scene(document: unknown): Scene {
  const { value, problems } = checkScene(document)
  if (value === undefined) throw new Error(problems.map(formatProblem).join('\n'))
  return value
}

describe('reading', () => {
  test('a short scene is filled in', () => {
    expect(scene(example)).toEqual({
      title: 'Untitled',
      landscape: { ...example.landscape, parameters: {} },
      start: [-1.5, 2],
      seed: 0,
      steps: 200,
      record: 1,
      stop: {},
      compareBy: 'step',
      noise: 0,
      racers: [
        {
          id: 'adam',
          optimizer: 'adam',
          color: palette[0],
          visible: true,
          hyper: { lr: 0.05, betas: [0.9, 0.999], eps: 1e-8, weightDecay: 0, amsgrad: false, maximize: false },
        },
        {
          id: 'nag',
          optimizer: 'nesterov',
          color: palette[1],
          visible: true,
          hyper: { lr: 0.001, momentum: 0.9, weightDecay: 0, maximize: false },
        },
      ],
      view: {
        azimuth: -60,
        elevation: 35,
        height: { scale: 'linear', exaggeration: 1 },
        colorMap: 'viridis',
        contours: true,
      },
    })
  })

  test('a catalogue landscape brings its own title, domain, start and height scale', () => {
    const definition = landscapes.find(({ id }) => id === 'rosenbrock')!
    const read = scene({ basin: 1, landscape: { ...rosenbrock, parameters: { b: 50 } } })
    expect(read.title).toBe(definition.title)
    expect(read.landscape).toEqual({ ...rosenbrock, parameters: { a: 1, b: 50 }, domain: definition.domain })
    expect(read.start).toEqual(definition.start)
    expect(read.view.height.scale).toBe(definition.heightScale)
  })

  test('a domain that leaves the usual start out has another', () => {
    expect(scene({ basin: 1, landscape: { ...rosenbrock, domain: { x: [0, 4], y: [0, 4] } } }).start).toEqual([1, 3])
  })

  test('a scene without racers races the presets; one with an empty list has none', () => {
    expect(scene(minimal).racers.map(({ optimizer }) => optimizer)).toEqual(Object.keys(presets))
    expect(scene({ ...minimal, racers: [] }).racers).toEqual([])
  })

  test('parameters of a formula are numbers with a range of their own, or one that follows from the value', () => {
    const parameters = { a: 3, b: 0, c: -2, d: { value: 1, min: 0.5, max: 1 } }
    const landscape = { kind: 'expression', expression: 'a*x^2 + b*x + c*y + d', parameters }
    expect(scene({ basin: 1, landscape }).landscape.parameters).toEqual({
      a: { value: 3, min: 0, max: 6 },
      b: { value: 0, min: -1, max: 1 },
      c: { value: -2, min: -4, max: 0 },
      d: { value: 1, min: 0.5, max: 1 },
    })
  })

  test('noise may be a number or spelled out', () => {
    expect(scene({ ...minimal, noise: 0.5 }).noise).toBe(0.5)
    expect(scene({ ...minimal, noise: { kind: 'gaussian', scale: 0.5 } }).noise).toBe(0.5)
  })

  test('racers are named after their optimizers, around the names given', () => {
    const names = racerIds([
      { optimizer: 'adam' },
      { optimizer: 'adam' },
      { optimizer: 'sgd', id: 'adam-2' },
      { optimizer: 'adam' },
    ])
    expect(names).toEqual(['adam', 'adam-3', 'adam-2', 'adam-4'])
  })

  test('the default scene is six racers on Rosenbrock', () => {
    expect(defaultScene.landscape).toMatchObject(rosenbrock)
    expect(defaultScene.start).toEqual([-1.5, 2])
    expect(defaultScene.racers).toHaveLength(6)
    expect(new Set(defaultScene.racers.map(({ color }) => color)).size).toBe(6)
  })
})

describe('problems', () => {
  const withRacer = (racer: object): object => ({ ...minimal, racers: [racer] })
  const withExpression = (landscape: object): object => ({
    basin: 1,
    landscape: { kind: 'expression', expression: 'x^2', ...landscape },
  })

  test.each<[document: unknown, where: string | undefined, message: string | RegExp]>([
    [null, undefined, 'scene is null'],
    [[1], undefined, 'scene is [1]'],
    [Array(9).fill(1), undefined, 'scene is a list of 9 entries'],
    [{ landscape: rosenbrock }, 'basin', 'no "basin" key'],
    [{ ...minimal, basin: 2 }, 'basin', 'version 2, expected 1'],
    [{ ...minimal, basin: '1' }, 'basin', 'version "1"'],
    [{ basin: 1 }, 'landscape', 'landscape is missing'],
    [{ basin: 1, landscape: 'rosenbrock' }, 'landscape', 'expected an object'],
    [
      { basin: 1, landscape: { kind: 'network' } },
      'landscape.kind',
      'kind is "network", expected "catalog" or "expression"',
    ],
    [
      { basin: 1, landscape: { kind: 'catalog', id: 'rosenbrok' } },
      'landscape.id',
      '"rosenbrok" (did you mean "rosenbrock"?)',
    ],
    [
      { basin: 1, landscape: { ...rosenbrock, parameters: { c: 1 } } },
      'landscape.parameters.c',
      'unknown parameter of rosenbrock',
    ],
    [
      { basin: 1, landscape: { ...rosenbrock, parameters: { b: -1 } } },
      'landscape.parameters.b',
      'b is -1, expected 0.1 to 10000',
    ],
    [
      { basin: 1, landscape: { ...rosenbrock, parameters: { b: NaN } } },
      'landscape.parameters.b',
      'b is NaN, expected a finite number',
    ],
    [{ basin: 1, landscape: { ...rosenbrock, domian: 1 } }, 'landscape.domian', 'did you mean "domain"?'],
    [withExpression({ expression: 'x + foo(y)' }), 'landscape.expression', 'unknown function: "foo"'],
    [withExpression({ expression: 'x + z' }), 'landscape.expression', 'unknown variable: "z"'],
    [withExpression({ expression: '' }), 'landscape.expression', /empty/],
    [withExpression({ domain: { x: [2, -2], y: [0, 1] } }), 'landscape.domain.x', '[2, -2], expected min < max'],
    [withExpression({ domain: { x: [1, 1], y: [0, 1] } }), 'landscape.domain.x', '[1, 1], expected min < max'],
    [
      withExpression({ domain: { x: [0, 1], y: [NaN, 1] } }),
      'landscape.domain.y[0]',
      'y is NaN, expected a finite number',
    ],
    [withExpression({ domain: { x: [0, 1] } }), 'landscape.domain.y', 'y is missing'],
    [withExpression({ domain: { x: [1e9, 1e9 + 1e-5], y: [0, 1] } }), 'landscape.domain.x', 'width'],
    [withExpression({ domain: { x: [-1.7e308, 1.7e308], y: [0, 1] } }), 'landscape.domain.x', 'finite width'],
    [withExpression({ domain: { x: [0, 1, 2], y: [0, 1] } }), 'landscape.domain.x', 'two numbers'],
    [
      withExpression({ parameters: { a: { value: 3, min: 0, max: 1 } } }),
      'landscape.parameters.a',
      'a value between them',
    ],
    [withExpression({ parameters: { a: 'one' } }), 'landscape.parameters.a', 'a number or {'],
    [{ ...minimal, start: [5, 0] }, 'start', 'start (5, 0) is outside the domain x in [-2, 2], y in [-1, 3]'],
    [{ ...minimal, start: [0] }, 'start', 'two numbers'],
    [{ ...minimal, start: [0, null] }, 'start[1]', 'start is null'],
    [{ ...minimal, seed: -1 }, 'seed', 'seed is -1'],
    [{ ...minimal, seed: 0.5 }, 'seed', 'a whole number'],
    [{ ...minimal, steps: 1e12 }, 'steps', 'steps is 1000000000000, expected a number <= 10000000'],
    [{ ...minimal, steps: -1 }, 'steps', 'a number >= 0'],
    [{ ...minimal, steps: 'many' }, 'steps', 'steps is "many"'],
    [{ ...minimal, steps: 1e7 }, 'record', 'takes 2747 MiB, expected at most 512 MiB'],
    [{ ...minimal, record: 0 }, 'record', 'record is 0'],
    [{ ...minimal, stop: { gradientnorm: 1 } }, 'stop.gradientnorm', 'did you mean "gradientNorm"?'],
    [{ ...minimal, compareBy: 'epoch' }, 'compareBy', 'one of "step", "evaluation"'],
    [{ ...minimal, noise: -1 }, 'noise', 'noise is -1, expected a number >= 0'],
    [{ ...minimal, batch: 4 }, 'batch', 'not available in this version'],
    [{ ...minimal, sead: 1 }, 'sead', 'did you mean "seed"?'],
    [{ ...minimal, racers: 'adam' }, 'racers', 'expected a list'],
    [{ ...minimal, racers: Array<object>(65).fill({ optimizer: 'sgd' }) }, 'racers', 'a list of <= 64 entries'],
    [withRacer({}), 'racers[0].optimizer', 'optimizer is missing'],
    [withRacer({ optimizer: 'adm' }), 'racers[0].optimizer', 'unknown optimizer: "adm" (did you mean "adam"?)'],
    [withRacer({ optimizer: 'adam', lr: -1 }), 'racers[0].lr', 'is -1, expected a number'],
    [withRacer({ optimizer: 'adam', lr: NaN }), 'racers[0].lr', 'is NaN'],
    [withRacer({ optimizer: 'adam', lr: 1e300 }), 'racers[0].lr', 'is 1e+300'],
    [withRacer({ optimizer: 'adam', learningRate: 1 }), 'racers[0].learningRate', 'unknown hyperparameter of adam'],
    [
      withRacer({ optimizer: 'adam', schedule: { id: 'cosine' } }),
      'racers[0].schedule',
      'not available in this version',
    ],
    [withRacer({ optimizer: 'adam', color: 'red' }), 'racers[0].color', 'a colour "#rrggbb"'],
    [withRacer({ optimizer: 'adam', start: [9, 9] }), 'racers[0].start', 'outside the domain'],
    [withRacer({ optimizer: 'adam', clip: { kind: 'norm', value: 0 } }), 'racers[0].clip.value', 'a number > 0'],
    [
      {
        ...minimal,
        racers: [
          { optimizer: 'sgd', id: 'a' },
          { optimizer: 'adam', id: 'a' },
        ],
      },
      'racers[1].id',
      '"a" is taken by racers[0]',
    ],
    [{ ...minimal, view: { elevation: 120 } }, 'view.elevation', '<= 90'],
    [{ ...minimal, view: { domain: { x: [1, 0], y: [0, 1] } } }, 'view.domain.x', 'min < max'],
    [{ ...minimal, view: { height: { scale: 'sqrt' } } }, 'view.height.scale', 'one of "linear", "log"'],
  ])('%j: %s', (document, where, message) => {
    const { value, problems } = checkScene(document)
    expect(value).toBeUndefined()
    expect(problems).toHaveLength(1)
    expect(problems[0]!.where).toBe(where)
    expect(problems[0]!.message).toMatch(typeof message === 'string' ? escaped(message) : message)
    expect(problems[0]!.remedy.length).toBeGreaterThan(5)
    expect(formatProblem(problems[0]!)).not.toContain('\n')
  })

  test('all are named at once, each in its place', () => {
    const { problems } = checkScene({
      basin: 1,
      landscape: { kind: 'expression', expression: 'x + foo(y) + bar(x)', domain: { x: [1, 0], y: [0, 1] } },
      steps: -1,
      typo: 1,
      racers: [
        { optimizer: 'adam', lr: -1, color: 7 },
        { optimizer: 'sgdd' },
        { optimizer: 'sgd', lr: -1, momentun: 0 },
      ],
    })
    expect(problems.map(({ where }) => where).sort()).toEqual([
      'landscape.domain.x',
      'landscape.expression',
      'landscape.expression',
      'racers[0].color',
      'racers[1].optimizer',
      'racers[2].lr',
      'racers[2].momentun',
      'steps',
      'typo',
    ])
  })

  test('a document nested without end is described, not followed', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
    for (const text of [deep, `{"basin":${deep}}`, `{"basin":1,"landscape":${deep}}`]) {
      expect(parseScene(text).problems[0]?.message).toContain('a list of 1 entries')
    }
    const racer = `{"basin":1,"landscape":{"kind":"catalog","id":"sphere"},"racers":[{"optimizer":"sgd","lr":${deep}}]}`
    expect(parseScene(racer).problems[0]?.where).toBe('racers[0].lr')
  })

  test('the limit on memory names the remedy, and the remedy works', () => {
    const long = { ...minimal, steps: sceneLimits.steps }
    const record = Number(/"record" to (\d+)/.exec(checkScene(long).problems[0]!.remedy)?.[1])
    expect(checkScene({ ...long, record: record - 1 }).problems).toHaveLength(1)
    expect(checkScene({ ...long, record }).problems).toEqual([])
  })

  test.each(['constructor', 'toString'])('the key %s is unknown like any other', (key) => {
    const text = `{"basin":1,"landscape":{"kind":"catalog","id":"rosenbrock","parameters":{"${key}":1}},"racers":[{"optimizer":"sgd","${key}":1}]}`
    expect(parseScene(text).value).toBeUndefined()
    expect(parseScene(text.replace('"rosenbrock"', `"${key}"`)).value).toBeUndefined()
  })
})

describe('text', () => {
  test.each([
    ['', 'line 1, column 1', 'scene is empty'],
    ['hello', 'line 1, column 1', 'not JSON: unexpected "hello"'],
    ['{\n  "basin": 1,\n  "steps": 20x\n}', 'line 3, column 14', 'unexpected "x'],
    ['{ "basin": 1, }', 'line 1, column 15', 'unexpected "}"'],
    ["{ 'basin': 1 }", 'line 1, column 3', 'unexpected'],
    ['{ "basin": 1 } { }', 'line 1, column 16', 'unexpected'],
    ['{ "basin": 1, "landscape": { "kind": "cat', 'line 1, column 42', 'cut off'],
    ['{ "basin": 1, "seed": tr', 'line 1, column 25', 'cut off'],
    ['{ "basin": 1, "noise": 1.', 'line 1, column 26', 'cut off'],
    ['{ "basin": 1, "title": "a\nb" }', 'line 1, column 24', 'unexpected'],
    ['{ "basin": 1, "landscape": {', 'line 1, column 29', 'cut off'],
    ['{ "basin": 1,\n', 'line 2, column 1', 'cut off'],
  ])('%j is no scene', (text, where, message) => {
    const { problems } = parseScene(text)
    expect(problems).toHaveLength(1)
    expect(problems[0]!.message).toContain(message)
    expect(problems[0]!.where).toBe(where)
  })

  test('a byte order mark is no harm', () => {
    expect(parseScene(`\uFEFF${JSON.stringify(example)}`).value).toEqual(scene(example))
  })

  test('a text cut off anywhere is a problem, never a throw', () => {
    const text = writeScene(scene(example)).trimEnd()
    for (let length = 0; length < text.length; length++) {
      expect(parseScene(text.slice(0, length)).problems[0]!.message, text.slice(0, length)).toMatch(/cut off|empty/)
    }
  })

  test('the place of an error is never past what JSON.parse would still accept', () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.constantFrom('}', ']', ',', ':', '"', '\\', 'x', '-', '\u0000'),
        (json, at, symbol) => {
          const place = at % (json.length + 1)
          const text = json.slice(0, place) + symbol + json.slice(place)
          let isJson = true
          try {
            JSON.parse(text)
          } catch {
            isJson = false
          }
          fc.pre(!isJson)
          const offset = jsonErrorOffset(text)
          expect(offset).toBeLessThanOrEqual(text.length)
          expect(jsonErrorOffset(text.slice(0, offset))).toBe(text.slice(0, offset).length)
        },
      ),
      { seed: 6, numRuns: 500 },
    )
  })
})

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
    return { kind: 'expression', expression: 'a*x^2 + "y"'.replaceAll('"', ''), parameters: { a }, domain }
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

describe('JSON Schema', () => {
  const schema = sceneJsonSchema() as {
    properties: { racers: { items: { oneOf: { properties: Record<string, unknown> }[] } } }
  }

  test('knows every key of a scene and refuses others', () => {
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false, required: ['basin', 'landscape'] })
    expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(Object.keys(example)))
  })

  test('has a variant of a racer for each optimizer, with its hyperparameters', () => {
    const variants = schema.properties.racers.items.oneOf
    expect(variants.map(({ properties }) => (properties['optimizer'] as { const: string }).const)).toEqual(
      optimizers.map(({ id }) => id),
    )
    optimizers.forEach(({ hyperparameters }, i) => {
      expect(variants[i]!.properties).toMatchObject(
        Object.fromEntries(Object.entries(hyperparameters).map(([key, value]) => [key, { default: value.default }])),
      )
    })
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema)
  })
})

function escaped(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
}
