import { describe, expect, test } from 'vitest'
import type { DataTask } from '../definitions/data-set'
import { formatProblem } from '../problem'
import { checkData, type DataSpec, dataSpecSchema } from './data-spec'
import { dataTable } from './data-table'
import { meanAndError } from '../data/risk'

function tableOf(spec: unknown, wanted: DataTask = 'classification', seed = 5) {
  const { value, problems } = checkData(dataSpecSchema.parse(spec) as DataSpec, wanted, 'data')
  if (value === undefined) throw new Error(problems.map(formatProblem).join('\n'))
  return dataTable(value, seed)
}

function problemsOf(spec: unknown, wanted: DataTask = 'classification'): readonly string[] {
  return checkData(dataSpecSchema.parse(spec) as DataSpec, wanted, 'data').problems.map(formatProblem)
}

const moons = { id: 'moons', examples: 400, noise: 0.15, split: [0.7, 0.15, 0.15], seed: 0 }

describe('a table of a data set', () => {
  const table = tableOf(moons)

  test('is split exactly, each example its own draw', () => {
    expect([table.inputs, table.targets, table.classes]).toEqual([2, 1, 2])
    const { training, validation, test: testing } = table
    expect([training.count, validation.count, testing.count]).toEqual([280, 60, 60])
    const whole = tableOf({ ...moons, split: undefined }).training
    expect(whole.rows).toEqual(Uint32Array.from({ length: 400 }, (_, i) => i))
    for (const { rows, inputs, targets } of [training, validation, testing]) {
      for (const [i, row] of rows.entries()) {
        expect(inputs.subarray(2 * i, 2 * i + 2)).toEqual(whole.inputs.subarray(2 * row, 2 * row + 2))
        expect(targets[i]).toBe(whole.targets[row])
      }
    }
  })

  test('is a function of its spec and seed', () => {
    expect(tableOf(moons).training).toEqual(table.training)
    expect(tableOf({ ...moons, seed: 1 }).training).not.toEqual(table.training)
    const { seed: _seed, ...unseeded } = moons
    expect(tableOf(unseeded, 'classification', 0).training).toEqual(table.training)
  })

  test('has exactly so many labels flipped, and in the training split alone', () => {
    const flipped = tableOf({ ...moons, flipFraction: 20 / 280 })
    const differing = flipped.training.targets.filter((label, i) => label !== table.training.targets[i])
    expect(differing.length).toBe(20)
    expect(flipped.training.inputs).toEqual(table.training.inputs)
    expect([flipped.validation, flipped.test]).toEqual([table.validation, table.test])
    expect(flipped.source!.drawFresh(1, 1, 40)).toEqual(table.source!.drawFresh(1, 1, 40))
    expect(flipped.source!.risk()).toEqual(table.source!.risk())
  })

  test('has a third of three classes flipped to either of the others', () => {
    const blobs = { id: 'blobs', examples: 3000, classes: 3 }
    const [clean, corrupt] = [tableOf(blobs).training, tableOf({ ...blobs, flipFraction: 1 / 3 }).training]
    const shifts = [0, 0, 0]
    for (const [i, label] of corrupt.targets.entries()) shifts[(label - clean.targets[i]! + 3) % 3]!++
    expect(shifts[0]).toBe(2000)
    // 500 expected of each, with a standard deviation of 16.
    expect(Math.abs(shifts[1]! - 500)).toBeLessThan(64)
  })

  test('is corrupted everywhere where that is asked for', () => {
    const everywhere = tableOf({ ...moons, flipFraction: 0.25, everywhere: true })
    const changed = (['training', 'validation', 'test'] as const).map(
      (split) => everywhere[split].targets.filter((label, i) => label !== table[split].targets[i]).length,
    )
    // 70, 15 and 15 expected, with standard deviations of 7.2, 3.4 and 3.4.
    expect(Math.abs(changed[0]! - 70)).toBeLessThan(29)
    expect(Math.abs(changed[1]! - 15)).toBeLessThan(14)
    expect(Math.abs(changed[2]! - 15)).toBeLessThan(14)
    expect(everywhere.source!.risk()).not.toEqual(table.source!.risk())
  })

  test('has labels that know nothing of the inputs where they are random', () => {
    const xor = { id: 'xor', examples: 4000, noise: 0 }
    const { inputs, targets } = tableOf({ ...xor, randomLabels: true }).training
    const agree = meanAndError(targets.map((label, i) => (inputs[2 * i]! * inputs[2 * i + 1]! < 0 ? label : 1 - label)))
    expect(Math.abs(agree.mean - 0.5)).toBeLessThan(4 * agree.standardError)
  })

  test('has noise on the targets of the training split alone', () => {
    const sine = { id: 'sine', examples: 4000, split: [0.5, 0.25, 0.25] }
    const [clean, noisy] = [tableOf(sine, 'regression'), tableOf({ ...sine, targetNoise: 0.5 }, 'regression')]
    const squares = meanAndError(noisy.training.targets.map((y, i) => (y - clean.training.targets[i]!) ** 2))
    expect(Math.abs(squares.mean - 0.25)).toBeLessThan(4 * squares.standardError)
    expect([noisy.validation, noisy.test]).toEqual([clean.validation, clean.test])
    expect(noisy.source!.risk()).toEqual(clean.source!.risk())
    const everywhere = tableOf({ ...sine, targetNoise: 0.5, everywhere: true }, 'regression')
    const risk = everywhere.source!.risk()
    if (risk.kind !== 'quadrature' || risk.nodes.law.task !== 'regression') throw new Error('no quadrature')
    for (const variance of risk.nodes.law.variances) expect(variance).toBeCloseTo(0.26, 14)
    expect(everywhere.test).not.toEqual(clean.test)
  })
})

describe('standardised inputs', () => {
  const blobs = { id: 'blobs', examples: 600, radius: 5, split: [0.5, 0.25, 0.25], seed: 3 }
  const [plain, table] = [tableOf(blobs), tableOf({ ...blobs, standardise: true })]

  test('have mean 0 and deviation 1 in the training split, whose means and deviations are kept', () => {
    for (const column of [0, 1]) {
      const values = table.training.inputs.filter((_, at) => at % 2 === column)
      expect(values.reduce((sum, x) => sum + x, 0) / 300).toBeCloseTo(0, 13)
      expect(values.reduce((sum, x) => sum + x * x, 0) / 300).toBeCloseTo(1, 13)
    }
    const { means, deviations } = table.scaling!
    const back = (scaled: Float64Array): Float64Array => scaled.map((x, at) => x * deviations[at % 2]! + means[at % 2]!)
    const pairs = [
      [table.training.inputs, plain.training.inputs],
      [table.test.inputs, plain.test.inputs],
      [table.source!.drawFresh(1, 2, 10).inputs, plain.source!.drawFresh(1, 2, 10).inputs],
    ] as const
    for (const [scaled, given] of pairs)
      for (const [at, x] of back(scaled).entries()) expect(x).toBeCloseTo(given[at]!, 12)
    const [risk, plainRisk] = [table.source!.risk(), plain.source!.risk()]
    if (risk.kind !== 'quadrature' || plainRisk.kind !== 'quadrature') throw new Error('no quadrature')
    for (const [at, x] of back(risk.nodes.inputs.slice(0, 40)).entries())
      expect(x).toBeCloseTo(plainRisk.nodes.inputs[at]!, 12)
    // Asked for twice it is not scaled twice.
    expect(table.source!.risk()).toBe(risk)
  })
})

describe('a table of given data', () => {
  test('has them as they are, in their order', () => {
    const inputs = [
      [1, 2],
      [3, 5],
      [4, 4],
    ]
    const table = tableOf({ inputs, targets: [0, 2, 1] })
    expect(table.training.inputs).toEqual(Float64Array.of(1, 2, 3, 5, 4, 4))
    expect(table.training.targets).toEqual(Float64Array.of(0, 2, 1))
    expect([table.classes, table.validation.count, table.test.count, table.source]).toEqual([3, 0, 0, undefined])
    const numbers = tableOf({ inputs, targets: [[1, 2], [2, 1], [0, 0]] }, 'regression') // prettier-ignore
    expect([numbers.targets, numbers.classes]).toEqual([2, undefined])
    expect(numbers.training.targets).toEqual(Float64Array.of(1, 2, 2, 1, 0, 0))
  })

  const rows = [[0, 1], [1, 3], [2, 2]] // prettier-ignore

  test.each<[string, unknown, DataTask, readonly string[]]>([
    [
      'no rows',
      { inputs: [], targets: [] },
      'regression',
      ['data.inputs: inputs of no', 'data.targets: targets of no'],
    ],
    ['rows of nothing', { inputs: [[], []], targets: [0, 1] }, 'regression', ['data.inputs: inputs without a column']],
    [
      'text, nothing and infinity',
      { inputs: [[0, '1'], [null, 3], [2, Infinity]], targets: [0, 1, 'a'] }, // prettier-ignore
      'regression',
      [
        'data.inputs[0][1]: input in row 0, column 1 is "1", expected a finite number; write it as a number',
        'data.inputs[1][0]: input in row 1, column 0 is null, expected a finite number; fill it in',
        'data.inputs[2][1]: input in row 2, column 1 is Infinity',
        'data.targets[2]: target in row 2, column 0 is "a"',
      ],
    ],
    [
      'rows of other lengths',
      { inputs: [[0, 1], [1], 3], targets: [0, [1], 2] },
      'regression',
      [
        'data.inputs[1]: row 1 has 1 numbers, expected 2 numbers like row 0',
        'data.inputs[2]: row 2 is 3, expected 2 numbers like row 0',
        'data.targets[1]: row 1 has 1 numbers, expected a number like row 0',
      ],
    ],
    [
      'targets missing',
      { inputs: rows, targets: [0, 1] },
      'classification',
      ['data.targets: targets of 2 examples, inputs of 3'],
    ],
    [
      'a constant column',
      { inputs: rows.map(([a]) => [a, 7]), targets: [0.5, 0.5, 0.5] },
      'regression',
      [
        'data.inputs[0][1]: input column 1 is 7 in every row, from row 0 to row 2, expected one that varies; remove it',
        'data.targets[0]: target column 0 is 0.5 in every row',
      ],
    ],
    [
      'labels that are no classes',
      { inputs: rows, targets: [1, -1, 0.5] },
      'classification',
      [
        'data.targets[1]: target in row 1, column 0 is -1, expected a class: 0, 1, 2, ...; number the classes from 0',
        'data.targets[2]: target in row 2, column 0 is 0.5',
      ],
    ],
    ['a label beyond the examples', { inputs: rows, targets: [0, 1, 1e9] }, 'classification', ['data.targets[2]: ']],
    [
      'one class only',
      { inputs: rows, targets: [1, 1, 1] },
      'classification',
      ['data.targets: target is class 1 in every row, from row 0 to row 2, expected two classes or more'],
    ],
    [
      'a class without examples',
      { inputs: rows, targets: [[0], [2], [2]] },
      'classification',
      ['data.targets: targets have classes up to 2, and no row has class 1; number the classes from 0 without a gap'],
    ],
    [
      'classes in two columns',
      { inputs: rows, targets: rows },
      'classification',
      ['data.targets: targets have 2 columns, and the loss wants the class of each example'],
    ],
    [
      'a split that is none',
      { inputs: rows, targets: [0, 1, 0], split: [0.5, 0.2, 0.2] },
      'classification',
      ['data.split: split is [0.5, 0.2, 0.2], expected three numbers >= 0 whose sum is 1'],
    ],
    [
      'a split without training',
      { inputs: rows, targets: [0, 1, 0], split: [0.1, 0.8, 0.1] },
      'classification',
      ['data.split: split leaves none of 3 examples for training'],
    ],
    [
      'one example to be standardised',
      { inputs: [[1, 2]], targets: [0], standardise: true },
      'classification',
      ['data.standardise: inputs of 1 training example are to be standardised'],
    ],
    [
      'an unknown set',
      { id: 'moon' },
      'classification',
      ['data.id: unknown data set: "moon" (did you mean "moons"?); take one of blobs, circles'],
    ],
    [
      'options that a set does not have',
      { ...moons, noise: -1, noisy: 1, targetNoise: 2 },
      'classification',
      [
        'data.noisy: unknown option of moons: "noisy" (did you mean "noise"?)',
        'data.targetNoise: unknown option of moons: "targetNoise"',
        'data.noise: noise is -1, expected a number >= 0',
      ],
    ],
    [
      'numbers where classes are wanted',
      { id: 'sine' },
      'classification',
      ['data.id: targets of sine are numbers, the loss wants classes; take one of blobs, circles, moons'],
    ],
  ])('%s', (_name, spec, wanted, expected) => {
    expect(problemsOf(spec, wanted)).toEqual(expected.map((text) => expect.stringContaining(text) as string))
  })

  test('tells some problems of a table and how many more there are', () => {
    const problems = problemsOf({ inputs: Array.from({ length: 100 }, () => ['a', 'b']), targets: [] }, 'regression')
    expect(problems.length).toBe(11)
    expect(problems[8]).toBe('data.inputs: 192 more inputs are wrong in the same ways; mend them alike')
  })

  test('classes of a set are numbers to a loss that wants numbers', () => {
    expect(problemsOf(moons, 'regression')).toEqual([])
  })
})
