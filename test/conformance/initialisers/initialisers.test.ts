import { describe, expect, test } from 'vitest'
import { findInitialiser, initialiserCard, initialisers } from '../../../src/core/catalogue/initialisers'
import { calculateGain } from '../../../src/core/data/gain'
import { initialiseLayer } from '../../../src/core/data/initialise-layer'
import { checkOptions } from '../../../src/core/definitions/hyperparameters'

interface Filled {
  readonly weight: Float64Array
  readonly bias: Float64Array
}

function filled(
  id: string,
  given: Readonly<Record<string, unknown>>,
  [fanOut, fanIn]: readonly [number, number],
  { seed = 7, index = 0, hasBias = true } = {},
): Filled {
  const initialiser = findInitialiser(id)!
  const { value, problems } = checkOptions(initialiser, given, id)
  expect(problems).toEqual([])
  const [weight, bias] = [new Float64Array(fanOut * fanIn).fill(NaN), new Float64Array(hasBias ? fanOut : 0).fill(NaN)]
  initialiseLayer(initialiser, value!, seed, index, { fanIn, fanOut, weight, bias })
  return { weight, bias }
}

const isZero = (entries: Float64Array): boolean => entries.every((entry) => entry === 0)

test('the catalogue has the initialisers', () => {
  expect(initialisers.map(({ id }) => id)).toEqual([
    'constant',
    'he',
    'identity',
    'kaiming-uniform',
    'lecun',
    'normal',
    'orthogonal',
    'sparse',
    'uniform',
    'xavier',
    'zeros',
  ])
})

describe.each(initialisers.map((initialiser) => [initialiser.id, initialiser] as const))(
  'the initialiser %s',
  (id, own) => {
    const isRandom = !['constant', 'identity', 'zeros'].includes(id)

    test('says what it is in full', () => {
      for (const text of [own.title, own.description, own.citation]) expect(text.length).toBeGreaterThan(1)
      expect(own.options['scale']).toMatchObject({ kind: 'number', default: 1 })
      expect(JSON.parse(JSON.stringify(initialiserCard(own)))).toEqual(initialiserCard(own))
    })

    test('is a function of seed and layer alone, and fills every entry', () => {
      const shape = [6, 9] as const
      const one = filled(id, {}, shape)
      expect(filled(id, {}, shape)).toEqual(one)
      expect([...one.weight, ...one.bias].every(Number.isFinite)).toBe(true)
      if (!isRandom) return
      expect(filled(id, {}, shape, { seed: 8 })).not.toEqual(one)
      expect(filled(id, {}, shape, { index: 1 })).not.toEqual(one)
    })

    test('is multiplied by its scale', () => {
      const [one, three] = [filled(id, {}, [5, 4]), filled(id, { scale: 3 }, [5, 4])]
      expect(three.weight).toEqual(one.weight.map((entry) => 3 * entry))
      expect(three.bias).toEqual(one.bias.map((entry) => 3 * entry))
    })

    test('leaves biases 0, but for PyTorch’s default, and does without them', () => {
      expect(isZero(filled(id, {}, [5, 4]).bias)).toBe(id !== 'kaiming-uniform')
      expect(filled(id, {}, [5, 4], { hasBias: false }).weight).toEqual(filled(id, {}, [5, 4]).weight)
    })
  },
)

/** Rows and columns differ, so that one cannot pass for the other. */
const [fanOut, fanIn] = [150, 400]

/** The standard deviation that torch.nn.init documents. */
const deviations: readonly (readonly [string, Readonly<Record<string, unknown>>, number, 'uniform' | 'normal'])[] = [
  ['xavier', {}, Math.sqrt(2 / (fanIn + fanOut)), 'uniform'],
  ['xavier', { distribution: 'normal', gain: 5 / 3 }, (5 / 3) * Math.sqrt(2 / (fanIn + fanOut)), 'normal'],
  ['he', {}, Math.sqrt(2 / fanIn), 'normal'],
  ['he', { mode: 'fan-out', distribution: 'uniform' }, Math.sqrt(2 / fanOut), 'uniform'],
  ['he', { a: 0.5 }, Math.sqrt(2 / 1.25 / fanIn), 'normal'],
  ['lecun', {}, Math.sqrt(1 / fanIn), 'normal'],
  ['lecun', { distribution: 'uniform' }, Math.sqrt(1 / fanIn), 'uniform'],
  ['kaiming-uniform', {}, 1 / Math.sqrt(3 * fanIn), 'uniform'],
  ['kaiming-uniform', { a: 0 }, Math.sqrt(2 / fanIn), 'uniform'],
  ['normal', {}, 1, 'normal'],
  ['normal', { std: 0.3 }, 0.3, 'normal'],
  ['uniform', { a: -2, b: 2 }, 2 / Math.sqrt(3), 'uniform'],
]

test.each(deviations)('%s with %o has standard deviation %d, %s', (id, given, deviation, distribution) => {
  const { weight } = filled(id, given, [fanOut, fanIn])
  const count = weight.length
  const moment = (power: number): number => weight.reduce((sum, w) => sum + (w / deviation) ** power, 0) / count
  // Of mean and square; the fourth power has mean 9/5 or 3, its own variance 9 - 81/25 or 96.
  const fourth = distribution === 'uniform' ? 9 / 5 : 3
  expect(Math.abs(moment(1))).toBeLessThan(5 / Math.sqrt(count))
  expect(Math.abs(moment(2) - 1)).toBeLessThan(5 * Math.sqrt((fourth - 1) / count))
  expect(Math.abs(moment(4) - fourth)).toBeLessThan(5 * Math.sqrt((distribution === 'uniform' ? 5.76 : 96) / count))
  const bound = Math.sqrt(3) * deviation
  const largest = Math.max(...weight.map(Math.abs))
  if (distribution === 'uniform')
    expect([largest <= bound * (1 + 1e-15), largest > 0.999 * bound]).toEqual([true, true])
  else expect(largest).toBeGreaterThan(3.5 * deviation)
})

test('uniform and normal are where they are told to be', () => {
  const mean = ({ weight }: Filled): number => weight.reduce((sum, w) => sum + w, 0) / weight.length
  expect(Math.abs(mean(filled('uniform', {}, [100, 100])) - 0.5)).toBeLessThan(5 / Math.sqrt(12 * 10_000))
  expect(Math.abs(mean(filled('normal', { mean: 3 }, [100, 100])) - 3)).toBeLessThan(5 / 100)
})

test('PyTorch’s default has weights and biases within 1 / sqrt(inputs), which they reach', () => {
  const { weight, bias } = filled('kaiming-uniform', {}, [2000, 16])
  for (const entries of [weight, bias]) {
    const largest = Math.max(...entries.map(Math.abs))
    expect(largest).toBeLessThanOrEqual(0.25)
    expect(largest).toBeGreaterThan(0.249)
  }
  // The variance of a uniform distribution on +- 1/4 is 1/48; that of a square of it is 4/5 of its square.
  const square = bias.reduce((sum, b) => sum + b * b, 0) / 2000
  expect(Math.abs(48 * square - 1)).toBeLessThan(5 * Math.sqrt(0.8 / 2000))
})

describe('an orthogonal matrix', () => {
  /** W W' where there are no more rows than columns, else W' W. */
  function gram({ weight }: Filled, rows: number, columns: number): readonly number[] {
    const at = (i: number, k: number): number => (rows <= columns ? weight[i * columns + k]! : weight[k * columns + i]!)
    const [few, many] = [Math.min(rows, columns), Math.max(rows, columns)]
    return Array.from({ length: few * few }, (_, entry) => {
      const [i, j] = [Math.floor(entry / few), entry % few]
      return Array.from({ length: many }, (_unused, k) => at(i, k) * at(j, k)).reduce((sum, x) => sum + x, 0)
    })
  }

  test.each([
    [4, 4],
    [3, 7],
    [7, 3],
    [1, 5],
    [80, 90],
  ])('of %i x %i has orthonormal rows or columns, times its gain', (rows, columns) => {
    const few = Math.min(rows, columns)
    for (const [entry, value] of gram(filled('orthogonal', { gain: 2 }, [rows, columns]), rows, columns).entries())
      expect(Math.abs(value - (entry % (few + 1) === 0 ? 4 : 0))).toBeLessThan(1e-13)
  })

  test('prefers no direction: each entry has mean 0 and mean square 1 / n', () => {
    const count = 4000
    const sums = new Float64Array(9)
    const squares = new Float64Array(9)
    for (let seed = 0; seed < count; seed++) {
      for (const [entry, value] of filled('orthogonal', {}, [3, 3], { seed }).weight.entries()) {
        sums[entry] += value / count
        squares[entry] += (value * value) / count
      }
    }
    // On the sphere the mean of x^4 is 1/5, so the variance of x^2 is 1/5 - 1/9.
    for (const sum of sums) expect(Math.abs(sum)).toBeLessThan(4 * Math.sqrt(1 / 3 / count))
    for (const square of squares) expect(Math.abs(square - 1 / 3)).toBeLessThan(4 * Math.sqrt((1 / 5 - 1 / 9) / count))
  })
})

test('the identity has 1 on its diagonal, as far as there is one', () => {
  expect([...filled('identity', {}, [2, 3]).weight]).toEqual([1, 0, 0, 0, 1, 0])
  expect([...filled('identity', { scale: 2 }, [3, 2]).weight]).toEqual([2, 0, 0, 2, 0, 0])
})

test('constants are constant, and zeros 0', () => {
  expect(filled('constant', { val: 0.25 }, [3, 2]).weight.every((w) => w === 0.25)).toBe(true)
  expect(isZero(filled('zeros', {}, [3, 2]).weight)).toBe(true)
})

test.each([0, 0.35, 0.9, 1])(
  'sparse weights of sparsity %d are 0 in exactly so many units of each input',
  (sparsity) => {
    const [units, inputs] = [33, 200]
    const { weight } = filled('sparse', { sparsity, std: 2 }, [units, inputs])
    const places = new Float64Array(units)
    for (let input = 0; input < inputs; input++) {
      const ofInput = Array.from({ length: units }, (_, unit) => weight[unit * inputs + input]!)
      expect(ofInput.filter((w) => w === 0).length).toBe(Math.ceil(sparsity * units))
      for (const [unit, w] of ofInput.entries()) if (w !== 0) places[unit]!++
    }
    const kept = weight.filter((w) => w !== 0)
    if (kept.length === 0) return
    const square = kept.reduce((sum, w) => sum + w * w, 0) / kept.length
    expect(Math.abs(square - 4)).toBeLessThan(5 * 4 * Math.sqrt(2 / kept.length))
    const part = 1 - Math.ceil(sparsity * units) / units
    for (const count of places)
      expect(Math.abs(count - inputs * part)).toBeLessThanOrEqual(5 * Math.sqrt(inputs * part * (1 - part)))
  },
)

test('gains are PyTorch’s', () => {
  // torch.nn.init.calculate_gain of PyTorch 2.
  expect(calculateGain('linear')).toBe(1)
  expect(calculateGain('sigmoid')).toBe(1)
  expect(calculateGain('tanh')).toBe(1.6666666666666667)
  expect(calculateGain('relu')).toBe(1.4142135623730951)
  expect(calculateGain('leaky-relu')).toBe(1.4141428569978354)
  expect(calculateGain('gelu')).toBeUndefined()
})
