import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { example, minimal, rosenbrock, scene } from '../../../test/support/scenes'
import { regionThresholds } from '../analysis/region/region-class'
import { landscapes } from '../catalogue/landscapes'
import { defaultScene } from './default-scene'
import { racerIds } from './racer'
import { noNoise } from '../race/noise'
import { jsonErrorOffset } from './json-place'
import { racerLook } from './palette'
import { parseScene } from './parse'
import { writeScene } from './write'

describe('reading', () => {
  test('a formula without a domain gets one that holds every start', () => {
    const domainOf = (rest: object) =>
      scene({ basin: 1, landscape: { kind: 'expression', expression: 'x^2 + y^2' }, ...rest }).landscape.domain
    const square = (half: number) => ({ x: [-half, half], y: [-half, half] })
    expect(domainOf({})).toEqual(square(2))
    expect(domainOf({ start: [2, -2] })).toEqual(square(2))
    expect(domainOf({ start: [3, -2] })).toEqual(square(5))
    expect(domainOf({ start: [1, -4.5] })).toEqual(square(10))
    expect(domainOf({ racers: [{ optimizer: 'sgd', start: [-90, 0] }] })).toEqual(square(200))
  })

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
      noise: noNoise,
      racers: [
        {
          id: 'adam',
          optimizer: 'adam',
          ...racerLook(0),
          visible: true,
          hyper: { lr: 0.05, betas: [0.9, 0.999], eps: 1e-8, weightDecay: 0, amsgrad: false, maximize: false },
        },
        {
          id: 'nag',
          optimizer: 'nesterov',
          ...racerLook(1),
          visible: true,
          hyper: { lr: 0.001, momentum: 0.9, weightDecay: 0, maximize: false },
        },
      ],
      view: {
        elevation: 35,
        height: { scale: 'linear', exaggeration: 1 },
        colorMap: 'viridis',
        contours: true,
        overlay: 'height',
        criticalPoints: false,
        separatrices: false,
        stems: false,
        model: false,
        companions: false,
        forces: false,
        batchSurfaces: 0,
        thresholds: regionThresholds,
        chart: { quantity: 'loss' },
        drag: { viscous: 1, quadratic: 1, dry: 0.2, time: 60 },
        ensemble: { seeds: 1 },
        scheduleScale: 'linear',
        examplesSeen: 'epoch',
        surfaceOf: 'training',
        surrogates: { over: 'margin', target: 1, threshold: 0.5 },
        sweep: { x: { hyperparameter: 'lr' }, values: 32, measure: 'final' },
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

  test('a scene without racers races six rules; one with an empty list has none', () => {
    expect(scene(minimal).racers.map(({ optimizer }) => optimizer)).toEqual([
      'sgd',
      'momentum',
      'nesterov',
      'adagrad',
      'rmsprop',
      'adam',
    ])
    expect(scene({ ...minimal, racers: [] }).racers).toEqual([])
  })

  test('parameters of a formula are numbers with a range of their own, or one that follows from the value', () => {
    const parameters = { a: 3, b: 0, c: -2, d: { value: 1, min: 0.5, max: 1 } }
    const landscape = { kind: 'expression', expression: 'a*x^2 + b*x + c*y + d', parameters }
    expect(scene({ basin: 1, landscape }).landscape).toHaveProperty('parameters', {
      a: { value: 3, min: 0, max: 6 },
      b: { value: 0, min: -1, max: 1 },
      c: { value: -2, min: -4, max: 0 },
      d: { value: 1, min: 0.5, max: 1 },
    })
  })

  test('noise may be a number or spelled out', () => {
    const gaussian = { kind: 'gaussian', scale: 0.5 }
    expect(scene({ ...minimal, noise: 0.5 }).noise).toEqual(gaussian)
    expect(scene({ ...minimal, noise: gaussian }).noise).toEqual(gaussian)
  })

  test('a racer has a schedule, noise of its own and a fork that names what it changes', () => {
    const [racer] = scene({
      ...minimal,
      racers: [
        {
          optimizer: 'sgd',
          lr: 0.1,
          schedule: { id: 'step', gamma: 0.5, warmup: 3 },
          noise: { kind: 'student-t', scale: 0.1, degrees: 2 },
          fork: { at: 40, weightDecay: 0.5 },
        },
      ],
    }).racers
    expect(racer).toMatchObject({
      hyper: { lr: 0.1, weightDecay: 0 },
      schedule: { id: 'step', warmup: 3, hyper: { gamma: 0.5, stepSize: 50 } },
      noise: { kind: 'student-t', scale: 0.1, degrees: 2 },
      fork: { at: 40, hyper: { weightDecay: 0.5 } },
    })
    const [plain] = scene({ ...minimal, racers: [{ optimizer: 'sgd', noise: 0, schedule: { id: 'linear' } }] }).racers
    expect(plain).toMatchObject({ noise: noNoise, schedule: { id: 'linear', warmup: 0 } })
    expect(plain).not.toHaveProperty('fork')
  })

  test('noise with a covariance has as many coordinates as the landscape', () => {
    const covariance = [1, 2, 3].map((size, i) => [0, 0, 0].with(i, size))
    const noise = { kind: 'covariance', covariance }
    const landscape = { kind: 'catalog', id: 'rosenbrock-n', dimension: 3 }
    expect(scene({ basin: 1, landscape, noise, racers: [{ optimizer: 'sgd', noise }] }).noise).toEqual(noise)
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
