import { describe, expect, test } from 'vitest'
import { minimal, rosenbrock } from '../../../test/support/scenes'
import { formatProblem } from '../problem'
import { checkScene, parseScene } from './parse'
import { sceneLimits } from './schema'

const sum = { kind: 'expression', expression: 'a*x^2 + y^2' }
const network = {
  kind: 'network',
  widths: [1, 1],
  loss: 'mse',
  data: { inputs: [[0], [1], [2]], targets: [1, 3, 5] },
}
const family = { kind: 'catalog', id: 'rosenbrock-n', dimension: 2 }
/** So many columns, each drawn as long as may be. */
const drawn = (columns: number): object => {
  const column = { kind: 'normal', mean: 0, deviation: 1, count: 100_000 }
  return Object.fromEntries(Array.from({ length: columns }, (_, i) => [i === 0 ? 'a' : `a${i}`, column]))
}

describe('problems', () => {
  const withRacer = (racer: object): object => ({ ...minimal, racers: [racer] })
  const withSchedule = (schedule: unknown): object => withRacer({ optimizer: 'adam', schedule })
  const withFork = (fork: object): object => withRacer({ optimizer: 'l-bfgs', fork })
  const withExpression = (landscape: object): object => ({
    basin: 1,
    landscape: { kind: 'expression', expression: 'x^2', ...landscape },
  })
  const withNetwork = (landscape: object): object => ({ basin: 1, landscape: { ...network, ...landscape } })
  const withData = (data: object): object => withNetwork({ data })

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
      { basin: 1, landscape: { kind: 'recurrent' } },
      'landscape.kind',
      'kind is "recurrent", expected "catalog", "expression", "network" or "sampled"',
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
      { basin: 1, landscape: { kind: 'catalog', id: 'deep-chain', parameters: { t: 7.5 } } },
      'landscape.parameters.t',
      't is 7.5, expected a whole number from 2 to 50',
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
    [
      withNetwork({ activation: 'swish' }),
      'landscape.activation',
      /^activation is "swish", expected one of "linear", .* "gelu", or a list$/,
    ],
    [withNetwork({ widths: [1] }), 'landscape.widths', 'widths is [1], expected a list of at least 2 entries'],
    [withNetwork({ widths: Array(40).fill(1) }), 'landscape.widths', 'expected a list of at most 33 entries'],
    [
      withNetwork({ data: 3 }),
      'landscape.data',
      'data is 3, expected { "id" } of a data set, { "inputs", "targets" } or { "file" }',
    ],
    [withData({ id: 'sine', split: [0.5, 0.5] }), 'landscape.data.split', 'split is [0.5,0.5], expected three numbers'],
    [withData({ id: 'sine', split: 0.5 }), 'landscape.data.split', 'split is 0.5, expected three numbers'],
    [withData({ inputs: 3, targets: [1] }), 'landscape.data.inputs', 'inputs is 3, expected a list, or an object { }'],
    [
      withData({ inputs: [[1]], targets: [1], name: 1 }),
      'landscape.data.name',
      'unknown key: "name" (did you mean "names"?)',
    ],
    [withData({ file: 'a.csv', targets: ['b'] }), 'landscape.data.targets', '"targets" (did you mean "target"?)'],
    [
      withData({ inputs: [[0], [1]], targets: ['a', 'b'], names: { classes: ['a'], input: [] } }),
      'landscape.data.names.input',
      'unknown key: "input"',
    ],
    [{ basin: 1, landscape: network, measure: { what: 'test' } }, 'measure.what', 'what is "test", expected a list'],
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
    [{ ...minimal, compareBy: 'epochs' }, 'compareBy', 'one of "step", "evaluation", "epoch", "examples"'],
    [{ ...minimal, compareBy: 'epoch' }, 'compareBy', 'compareBy is "epoch", and the landscape is not a sum'],
    [{ ...minimal, compareBy: 'examples' }, 'compareBy', 'compareBy is "examples", and the landscape is not a sum'],
    [{ ...minimal, noise: -1 }, 'noise', 'noise is -1, expected a number >= 0'],
    [{ ...minimal, noise: 'much' }, 'noise', 'noise is "much", expected a number >= 0 or {'],
    [
      { ...minimal, noise: { kind: 'gauss', scale: 1 } },
      'noise.kind',
      'kind is "gauss", expected one of "gaussian", "covariance", "student-t"',
    ],
    [{ ...minimal, noise: { kind: 'gaussian' } }, 'noise.scale', 'scale is missing, expected a finite number'],
    [
      { ...minimal, noise: { kind: 'student-t', scale: 1, degrees: 0 } },
      'noise.degrees',
      'degrees is 0, expected a number > 0',
    ],
    [
      { ...minimal, noise: { kind: 'student-t', scale: 1, degrees: 3, degree: 1 } },
      'noise.degree',
      'unknown key: "degree" (did you mean "degrees"?)',
    ],
    [
      { ...minimal, noise: { kind: 'covariance', covariance: [[1, null]] } },
      'noise.covariance[0][1]',
      'covariance is null, expected a finite number',
    ],
    [
      { ...minimal, noise: { kind: 'covariance', covariance: [[1]] } },
      'noise.covariance',
      'covariance is 1 x 1, expected 2 x 2',
    ],
    [
      withRacer({ optimizer: 'adam', noise: { kind: 'gaussian', scale: -1 } }),
      'racers[0].noise.scale',
      'scale is -1, expected a number >= 0',
    ],
    [
      withRacer({
        optimizer: 'adam',
        noise: {
          kind: 'covariance',
          covariance: [
            [1, 2],
            [2, 1],
          ],
        },
      }),
      'racers[0].noise.covariance',
      'covariance has the eigenvalue -1, expected none below 0',
    ],
    [{ ...minimal, camera: 4 }, 'camera', 'not available in this version'],
    [{ ...minimal, slice: { kind: 'default' } }, 'slice', '"slice" is part of the landscape'],
    [{ ...minimal, batch: 4 }, 'batch', 'expected an object'],
    [
      { ...minimal, measure: { what: ['perplexity'] } },
      'measure.what[0]',
      'is "perplexity", expected one of "loss", "gradient-norm", "validation"',
    ],
    [{ ...minimal, measure: { when: 3 } }, 'measure.when', 'unknown key: "when"'],
    [{ ...minimal, measure: { every: 3 } }, 'measure', 'measure of a landscape that is not a sum over examples'],
    [{ ...minimal, stop: { patience: 3 } }, 'stop.patience', 'patience of a landscape that is not a sum over examples'],
    [
      { basin: 1, landscape: network, measure: { what: ['accuracy'] } },
      'measure.what[0]',
      'accuracy is nothing that can be measured here',
    ],
    [{ basin: 1, landscape: network, stop: { patience: 3 } }, 'stop.patience', 'patience without validation examples'],
    [
      { basin: 1, landscape: { ...sum, expression: 'x^2 + y^2', examples: {} } },
      'landscape.examples',
      'examples without a column, expected at least one',
    ],
    [
      { basin: 1, landscape: { ...sum, examples: { a: { kind: 'mid' } } } },
      'landscape.examples.a.kind',
      'kind is "mid", expected one of "normal", "uniform"',
    ],
    [
      { basin: 1, landscape: { ...sum, examples: { a: 'mid' } } },
      'landscape.examples.a',
      'a is "mid", expected a list of numbers or { "kind": "normal", "mean", "deviation", "count" }',
    ],
    [
      { basin: 1, landscape: { ...sum, examples: { a: { kind: 'uniform', min: 2, max: 1, count: 5 } } } },
      'landscape.examples.a.min',
      'column a is drawn from 2 to 1, expected min <= max',
    ],
    [
      { basin: 1, landscape: { ...sum, examples: drawn(101) } },
      'landscape.examples',
      'examples are 10100000 numbers, expected at most 10000000',
    ],
    [
      { basin: 1, landscape: { ...family, slice: { kind: 'points', points: [{ kind: 'mid', of: 'sgd' }, [0, 0]] } } },
      'landscape.slice.points[0].kind',
      'kind is "mid", expected one of "start", "end"',
    ],
    [
      { basin: 1, landscape: { ...family, slice: { kind: 'points', points: ['mid', [0, 0]] } } },
      'landscape.slice.points[0]',
      'points is "mid", expected a list of numbers or { "kind": "end", "of": "racer" }',
    ],
    [{ ...minimal, batch: { sampler: 'full', size: 1, samples: 4 } }, 'batch.samples', 'unknown key: "samples"'],
    [{ ...minimal, sead: 1 }, 'sead', 'did you mean "seed"?'],
    [{ ...minimal, racers: 'adam' }, 'racers', 'expected a list'],
    [
      { ...minimal, racers: Array<object>(65).fill({ optimizer: 'sgd' }) },
      'racers',
      'racers has 65 entries, expected at most 64',
    ],
    [withRacer({}), 'racers[0].optimizer', 'optimizer is missing'],
    [
      { ...minimal, view: { sweep: { x: { hyperparameter: 'momentm' } } } },
      'view.sweep.x.hyperparameter',
      'unknown hyperparameter: "momentm" (did you mean "momentum"?)',
    ],
    [
      { ...minimal, view: { sweep: { y: { hyperparameter: 'lr', ends: [1, 1] } } } },
      'view.sweep.y.ends',
      'expected a range that ends after it begins',
    ],
    [
      { ...minimal, view: { sweep: { x: { hyperparameter: 'lr', form: 1 } } } },
      'view.sweep.x.form',
      'unknown key: "form"',
    ],
    [{ ...minimal, view: { sweep: { after: 0 } } }, 'view.sweep.after', 'after is 0'],
    [withRacer({ optimizer: 'adm' }), 'racers[0].optimizer', 'unknown optimizer: "adm" (did you mean "adam"?)'],
    [withRacer({ optimizer: 'adam', lr: -1 }), 'racers[0].lr', 'is -1, expected a number'],
    [withRacer({ optimizer: 'adam', lr: NaN }), 'racers[0].lr', 'is NaN'],
    [withRacer({ optimizer: 'adam', lr: 1e300 }), 'racers[0].lr', 'is 1e+300'],
    [withRacer({ optimizer: 'adam', learningRate: 1 }), 'racers[0].learningRate', 'unknown hyperparameter of adam'],
    [withSchedule({ id: 'cosin' }), 'racers[0].schedule.id', 'unknown schedule: "cosin" (did you mean "cosine"?)'],
    [withSchedule({ warmup: 3 }), 'racers[0].schedule.id', 'id is missing, expected a text'],
    [withSchedule('cosine'), 'racers[0].schedule', 'schedule is "cosine", expected an object'],
    [withSchedule({ id: 'cosine', warmup: -1 }), 'racers[0].schedule.warmup', 'warmup is -1, expected a number >= 0'],
    [withSchedule({ id: 'cosine', warmup: 0.5 }), 'racers[0].schedule.warmup', 'a whole number'],
    [
      withSchedule({ id: 'cosine', tmax: 3 }),
      'racers[0].schedule.tmax',
      'unknown hyperparameter of cosine: "tmax" (did you mean "tMax"?)',
    ],
    [
      withSchedule({ id: 'step', stepSize: 2.5 }),
      'racers[0].schedule.stepSize',
      'step size is 2.5, expected a whole number >= 1 and <= 10000000 (no race is longer)',
    ],
    [withFork({ lr: 0.1 }), 'racers[0].fork.at', 'at is missing'],
    [withFork({ at: 1.5 }), 'racers[0].fork.at', 'at is 1.5, expected a whole number'],
    [withFork({ at: 5, lr: -1 }), 'racers[0].fork.lr', 'learning rate is -1, expected a number > 0'],
    [withFork({ at: 5, learningRate: 1 }), 'racers[0].fork.learningRate', 'unknown hyperparameter of l-bfgs'],
    [withFork({ at: 5, historySize: 3 }), 'racers[0].fork.historySize', 'sets the size of what l-bfgs remembers'],
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
    for (const text of [deep, `{"basin":${deep}}`]) {
      expect(parseScene(text).problems[0]?.message).toContain('a list of 1 entries')
    }
    const racer = `{"basin":1,"landscape":{"kind":"catalog","id":"sphere"},"racers":[{"optimizer":"sgd","lr":${deep}}]}`
    for (const text of [`{"basin":1,"landscape":${deep}}`, racer]) {
      expect(parseScene(text).problems[0]?.message).toBe('scene is nested more than 32 levels deep')
    }
  })

  test('the limit on memory names the remedy, and the remedy works', () => {
    const long = { ...minimal, steps: sceneLimits.steps }
    const record = Number(/"record" to (\d+)/.exec(checkScene(long).problems[0]!.remedy)?.[1])
    expect(checkScene({ ...long, record: record - 1 }).problems).toHaveLength(1)
    expect(checkScene({ ...long, record }).problems).toEqual([])
    // Compared by evaluation, the budget is what counts.
    const budget = { ...minimal, compareBy: 'evaluation', stop: { evaluations: 1e7 } }
    expect(checkScene(budget).problems[0]?.where).toBe('record')
    expect(checkScene({ ...budget, compareBy: 'step' }).problems).toEqual([])
  })

  test.each(['constructor', 'toString'])('the key %s is unknown like any other', (key) => {
    const text = `{"basin":1,"landscape":{"kind":"catalog","id":"rosenbrock","parameters":{"${key}":1}},"racers":[{"optimizer":"sgd","${key}":1}]}`
    expect(parseScene(text).value).toBeUndefined()
    expect(parseScene(text.replace('"rosenbrock"', `"${key}"`)).value).toBeUndefined()
  })
})

function escaped(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
}
