import { describe, expect, test } from 'vitest'
import { dataSetCard, dataSets, findDataSet } from '../../../src/core/catalogue/data-sets'
import { dataSource, classesOf } from '../../../src/core/data/data-source'
import type { ExampleRows } from '../../../src/core/data/example-rows'
import { riskExamples } from '../../../src/core/data/risk-examples'
import { expectedOverClasses, expectedSquare, meanAndError } from '../../../src/core/data/risk'
import type { RiskNodes } from '../../../src/core/definitions/data-set'
import { checkOptions, type HyperparameterValues } from '../../../src/core/definitions/hyperparameters'

function optionsOf(id: string, given: Readonly<Record<string, unknown>> = {}): HyperparameterValues {
  return checkOptions(findDataSet(id)!, given, id).value!
}

function sourceOf(id: string, given: Readonly<Record<string, unknown>> = {}, seed = 7) {
  return dataSource(findDataSet(id)!, optionsOf(id, given), seed)
}

/** The i-th numbers of examples. */
function inputsAt({ inputs }: ExampleRows, i: number, d: number): readonly number[] {
  return [...inputs.subarray(i * d, (i + 1) * d)]
}

/** A smooth function of the inputs, and one that jumps, as networks and their decisions are. */
const predictions: readonly (readonly [string, (x: readonly number[]) => number])[] = [
  ['smooth', (x) => Math.tanh(2 * x[0]! - (x[1] ?? 0) + 0.3)],
  ['with a jump', (x) => (x[0]! + 0.4 * (x[1] ?? 0) > 0.2 ? 1 : -1)],
]

test('the catalogue has the sets', () => {
  expect(dataSets.map(({ id }) => id)).toEqual([
    'blobs',
    'circles',
    'moons',
    'polynomial',
    'sine',
    'spirals',
    'step',
    'xor',
  ])
})

describe.each(dataSets.map((set) => [set.id, set] as const))('the data set %s', (id, set) => {
  const classes = classesOf(set, optionsOf(id))

  test('says what it is in full', () => {
    for (const text of [set.title, set.description, set.citation]) expect(text.length).toBeGreaterThan(2)
    const common = set.task === 'classification' ? ['flipFraction', 'randomLabels'] : ['targetNoise']
    expect(Object.keys(set.options)).toEqual(expect.arrayContaining(['examples', 'noise', 'everywhere', ...common]))
    expect(classes === undefined).toBe(set.task === 'regression')
    expect(JSON.parse(JSON.stringify(dataSetCard(set)))).toEqual(dataSetCard(set))
  })

  test('draws example i as a function of seed, options and i alone', () => {
    const [one, again] = [sourceOf(id), sourceOf(id, { examples: 17 })]
    const [x, y] = [new Float64Array(set.inputs), new Float64Array(set.inputs)]
    const forwards = Array.from({ length: 20 }, (_, i) => [one.example(i, x), ...x])
    const backwards = Array.from({ length: 20 }, (_, i) => [again.example(19 - i, y), ...y])
    expect(backwards.toReversed()).toEqual(forwards)
    const other = Array.from({ length: 20 }, (_, i) => [sourceOf(id, {}, 8).example(i, x), ...x])
    for (const [i, example] of other.entries()) expect(example).not.toEqual(forwards[i])
    expect(new Set(forwards.map(String)).size).toBe(20)
  })

  test('never draws the same fresh example twice, nor one of the data, at any step or seed', () => {
    const source = sourceOf(id)
    const x = new Float64Array(set.inputs)
    const data = Array.from({ length: 100 }, (_, i) => (source.example(i, x), String([...x])))
    const fresh = [1, 2, 3].flatMap((step) =>
      [7, 8].flatMap((seed) => {
        const drawn = source.drawFresh(seed, step, 50)
        return Array.from({ length: 50 }, (_, i) => String(inputsAt(drawn, i, set.inputs)))
      }),
    )
    expect(new Set([...data, ...fresh]).size).toBe(400)
    expect(source.drawFresh(7, 2, 50)).toEqual(sourceOf(id).drawFresh(7, 2, 50))
  })

  test('has the same law for data, fresh examples and the risk', () => {
    const source = sourceOf(id)
    const risk = source.risk()
    expect(risk).toEqual(sourceOf(id).risk())
    if (risk.kind === 'draws') expect(risk.examples.count).toBeGreaterThanOrEqual(10_000)
    const count = 20_000
    const inputs = new Float64Array(count * set.inputs)
    const targets = new Float64Array(count)
    for (let i = 0; i < count; i++)
      targets[i] = source.example(i, inputs.subarray(i * set.inputs, (i + 1) * set.inputs))
    const fresh = source.drawFresh(3, 1, count)
    for (const [, predict] of predictions) {
      const ofData = meanOf({ count, inputs, targets }, set.inputs, predict)
      const ofFresh = meanOf(fresh, set.inputs, predict)
      const standardError = Math.hypot(ofData.standardError, ofFresh.standardError)
      expect(Math.abs(ofData.mean - ofFresh.mean)).toBeLessThan(4 * standardError)
      if (risk.kind === 'quadrature') continue
      const ofRisk = meanOf(risk.examples, set.inputs, predict)
      expect(Math.abs(ofFresh.mean - ofRisk.mean)).toBeLessThan(
        4 * Math.hypot(ofFresh.standardError, ofRisk.standardError),
      )
    }
  })

  if (classes !== undefined) {
    test('has classes that are equally likely', () => {
      const { targets } = sourceOf(id).drawFresh(1, 1, 20_000)
      for (let label = 0; label < classes; label++) {
        const part = targets.filter((target) => target === label).length / 20_000
        expect(Math.abs(part - 1 / classes)).toBeLessThan((4 * Math.sqrt((classes - 1) / 20_000)) / classes)
      }
      expect(targets.every((target) => Number.isInteger(target) && target >= 0 && target < classes)).toBe(true)
    })
  }
})

/** The mean of (prediction - y)^2 over examples. */
function meanOf(examples: ExampleRows, d: number, predict: (x: readonly number[]) => number) {
  const { count, targets } = examples
  return meanAndError(
    Float64Array.from({ length: count }, (_, i) => (predict(inputsAt(examples, i, d)) - targets[i]!) ** 2),
  )
}

function quadratureOf(nodes: RiskNodes, d: number, predict: (x: readonly number[]) => number): number {
  const at = (node: number): number => predict([...nodes.inputs.subarray(node * d, (node + 1) * d)])
  return nodes.law.task === 'classification'
    ? expectedOverClasses(nodes, (node, label) => (at(node) - label) ** 2)
    : expectedSquare(nodes, at)
}

/** Every set that has a quadrature, at its defaults, without noise, with much, corrupted, and with its own options. */
const quadratures: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ...dataSets
    .filter((set) => set.riskNodes !== undefined)
    .flatMap(({ id, task }) => [
      [id, {}] as const,
      [id, { noise: 0 }] as const,
      [id, { noise: 1.5 }] as const,
      ...(task === 'classification'
        ? [
            [id, { flipFraction: 0.2, everywhere: true }] as const,
            [id, { randomLabels: true, flipFraction: 0.3, everywhere: true }] as const,
            [id, { flipFraction: 0.2 }] as const,
          ]
        : [[id, { targetNoise: 0.5, everywhere: true }] as const, [id, { targetNoise: 0.5 }] as const]),
    ]),
  ['blobs', { classes: 5, radius: 0.4, flipFraction: 0.1, everywhere: true }],
  ['sine', { frequency: 20 }],
  ['polynomial', { c0: 1, c1: 2, c2: -3, c3: 4, c4: 5, c5: -6 }],
  ['step', { threshold: 0.7, noise: 0.01 }],
]

describe.each(quadratures)('the quadrature of %s with %o', (id, given) => {
  const { inputs: d } = findDataSet(id)!
  const source = sourceOf(id, given)
  const risk = source.risk()

  test.each(predictions)('is the mean of 10^5 draws, %s', (_name, predict) => {
    if (risk.kind !== 'quadrature') throw new Error('no quadrature')
    const { mean, standardError } = meanOf(source.drawFresh(11, 1, 100_000), d, predict)
    expect(Math.abs(quadratureOf(risk.nodes, d, predict) - mean)).toBeLessThan(4 * standardError)
  })

  test('has 256 examples that stand for it', () => {
    if (risk.kind !== 'quadrature') throw new Error('no quadrature')
    const [, predict] = predictions[0]!
    const examples = riskExamples(risk, 256)
    expect([examples.count, examples.inputs.length, examples.targets.length]).toEqual([256, 256 * d, 256])
    const exact = quadratureOf(risk.nodes, d, predict)
    expect(Math.abs(meanOf(examples, d, predict).mean - exact)).toBeLessThan(0.04 * exact)
  })

  test('has weights and probabilities that sum to 1', () => {
    if (risk.kind !== 'quadrature') throw new Error('no quadrature')
    const { count, inputs, weights, law } = risk.nodes
    expect([inputs.length, weights.length]).toEqual([count * d, count])
    expect(weights.every((weight) => weight >= 0)).toBe(true)
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12)
    if (law.task === 'regression') return
    for (let i = 0; i < count; i++) {
      const row = law.probabilities.subarray(i * law.classes, (i + 1) * law.classes)
      expect(row.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 12)
    }
  })
})

test('draws stand for their distribution by the first of them', () => {
  const risk = sourceOf('moons').risk()
  if (risk.kind !== 'draws') throw new Error('no draws')
  const { count, inputs, targets } = riskExamples(risk, 256)
  expect(count).toBe(256)
  expect(inputs).toEqual(risk.examples.inputs.slice(0, 512))
  expect(targets).toEqual(risk.examples.targets.slice(0, 256))
})

describe('a quadrature is exact where the mean is known', () => {
  const nodesOf = (id: string, given: Readonly<Record<string, unknown>>): RiskNodes => {
    const risk = sourceOf(id, given).risk()
    if (risk.kind !== 'quadrature') throw new Error('no quadrature')
    return risk.nodes
  }

  test('the best prediction of a curve leaves its noise', () => {
    expect(expectedSquare(nodesOf('sine', { noise: 0.3 }), () => 0)).toBeCloseTo(0.09 + 0.5 - Math.sin(6) / 12, 13)
    expect(
      expectedSquare(nodesOf('polynomial', { noise: 0.3, targetNoise: 2, everywhere: true }), () => 0),
    ).toBeCloseTo(0.09 + 4 + 1 / 3 - 4 / 5 + 4 / 7, 13)
  })

  test('moments of clusters', () => {
    const nodes = nodesOf('xor', { noise: 0.3 })
    const moment = (of: (x: number, y: number) => number): number =>
      expectedOverClasses(nodes, (i) => of(nodes.inputs[2 * i]!, nodes.inputs[2 * i + 1]!))
    // Beyond 6.5 deviations, where the rings end, are 7e-10 of the cluster.
    expect(moment((x) => x)).toBeCloseTo(0, 12)
    expect(moment((x, y) => x * x + y * y)).toBeCloseTo(2 * 1.09, 8)
    // E x^4 = 1 + 6 s^2 + 3 s^4.
    expect(moment((x) => x ** 4)).toBeCloseTo(1 + 6 * 0.09 + 3 * 0.0081, 7)
  })

  test.each([0, 1, 7, 22.5, 30, 45, 60, 90])('a half-plane beyond a line at %d degrees from the axis', (degrees) => {
    // One deviation from the middle of the first blob, (1, 0): Phi(-1) of it; the other blob counts nothing.
    const nodes = nodesOf('blobs', { classes: 2, noise: 0.5 })
    const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
    const beyond = expectedOverClasses(nodes, (i, label) =>
      label === 0 && c * (nodes.inputs[2 * i]! - 1) + s * nodes.inputs[2 * i + 1]! > 0.5 ? 1 : 0,
    )
    expect(Math.abs(2 * beyond - 0.15865525393145707)).toBeLessThan(1.5e-3)
  })

  test('the best decision on a step is wrong with the mean of Phi(-|x| / noise)', () => {
    const nodes = nodesOf('step', { noise: 0.1 })
    const errors = expectedOverClasses(nodes, (i, label) => (nodes.inputs[i]! > 0 === (label === 1) ? 0 : 1))
    // 0.1 times the integral of Phi(-t) over t from 0 to 10, which is 1 / sqrt(2 pi) but for 1e-24.
    expect(errors).toBeCloseTo(0.1 / Math.sqrt(2 * Math.PI), 12)
  })
})

describe('without noise', () => {
  const drawn = (id: string, given: Readonly<Record<string, unknown>> = {}): ExampleRows =>
    sourceOf(id, { noise: 0, ...given }).drawFresh(1, 1, 500)

  test('moons are on two half circles, as make_moons has them', () => {
    const { inputs, targets } = drawn('moons')
    for (const [i, label] of targets.entries()) {
      const [x, y] = [inputs[2 * i]!, inputs[2 * i + 1]!]
      expect(label === 0 ? Math.hypot(x, y) : Math.hypot(x - 1, y - 0.5)).toBeCloseTo(1, 12)
      expect(label === 0 ? y >= 0 : y <= 0.5).toBe(true)
    }
  })

  test('circles have radius 1 and the factor', () => {
    const { inputs, targets } = drawn('circles', { factor: 0.3 })
    for (const [i, label] of targets.entries())
      expect(Math.hypot(inputs[2 * i]!, inputs[2 * i + 1]!)).toBeCloseTo(label === 0 ? 1 : 0.3, 12)
  })

  test('spirals are those of Lang and Witbrock, 6.5 times smaller', () => {
    const { inputs, targets } = drawn('spirals', { turns: 3 })
    for (const [i, label] of targets.entries()) {
      const side = label === 0 ? 1 : -1
      const [x, y] = [side * inputs[2 * i]!, side * inputs[2 * i + 1]!]
      // Of point k = 0..96 the radius is 6.5 (104 - k) / 104 and the angle k pi / 16.
      const k = 104 * (1 - Math.hypot(x, y))
      expect(k).toBeGreaterThanOrEqual(-1e-9)
      expect(k).toBeLessThan(96)
      const angle = (k * Math.PI) / 16
      expect(x).toBeCloseTo(Math.hypot(x, y) * Math.sin(angle), 8)
      expect(y).toBeCloseTo(Math.hypot(x, y) * Math.cos(angle), 8)
    }
  })

  test('XOR is class 1 where one coordinate alone is positive', () => {
    const { inputs, targets } = drawn('xor')
    for (const [i, label] of targets.entries()) expect(inputs[2 * i]! * inputs[2 * i + 1]!).toBe(label === 1 ? -1 : 1)
  })

  test('curves are what their formulas say', () => {
    const sine = drawn('sine', { frequency: 5 })
    for (const [i, y] of sine.targets.entries()) expect(y).toBeCloseTo(Math.sin(5 * sine.inputs[i]!), 12)
    const cubic = drawn('polynomial')
    for (const [i, y] of cubic.targets.entries())
      expect(y).toBeCloseTo(2 * cubic.inputs[i]! ** 3 - cubic.inputs[i]!, 12)
    const step = drawn('step', { threshold: 0.25 })
    for (const [i, label] of step.targets.entries()) expect(label).toBe(step.inputs[i]! > 0.25 ? 1 : 0)
    expect(Math.min(...step.inputs)).toBeLessThan(-0.97)
    expect(Math.max(...step.inputs)).toBeGreaterThan(0.97)
  })
})
