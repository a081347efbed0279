import { describe, expect, test } from 'vitest'
import type { Examples } from '../networks/examples'
import { type Network, parameterCount } from '../networks/network'
import { networkObjective } from '../networks/network-objective'
import { finish } from '../pieces'
import { formatProblem } from '../problem'
import { stream } from '../random/stream'
import { orbitOf } from './orbit'
import { type Symmetry, symmetryProblems, twinOf } from './symmetry'
import type { ActivationId } from '../networks/activations'

function networkOf(activation: ActivationId, more: Partial<Network> = {}): Network {
  const widths = more.widths ?? [2, 4, 3, 2]
  return {
    widths,
    activations: widths.slice(2).map(() => activation),
    loss: 'mse',
    batchNorm: false,
    isTied: false,
    ...more,
  }
}

function drawn(count: number, what: string): Float64Array {
  return Float64Array.from({ length: count }, stream(3, what).normal)
}

const count = 20
const examples: Examples = { count, inputs: drawn(2 * count, 'inputs'), targets: drawn(2 * count, 'targets') }

function losses(network: Network, symmetries: readonly Symmetry[], l2 = 0): readonly [number, number] {
  const objective = networkObjective(network, examples, l2)
  const theta = drawn(parameterCount(network), 'theta')
  return [objective.value(theta), objective.value(twinOf(network, theta, symmetries))]
}

const swap: Symmetry = { kind: 'swap', layer: 0, units: [1, 3] }
const shuffle: Symmetry = { kind: 'shuffle', seed: 5 }
const flip: Symmetry = { kind: 'flip', layer: 1, unit: 2 }
const rescale: Symmetry = { kind: 'rescale', layer: 0, unit: 2, factor: 3.7 }
const rescaleLayer: Symmetry = { kind: 'rescale', layer: 1, factor: 0.3 }

const activations = ['linear', 'tanh', 'sigmoid', 'relu', 'leaky-relu', 'softplus', 'gelu'] as const
const all = [swap, shuffle, flip, rescale, rescaleLayer]

describe.each([false, true])('with batch normalisation: %s', (batchNorm) => {
  describe.each(activations)('%s', (activation) => {
    const network = networkOf(activation, { batchNorm })

    test.each(all)('$kind leaves the loss as it is, or is refused', (symmetry) => {
      const isFlip = symmetry.kind === 'flip'
      const isRescale = symmetry.kind === 'rescale'
      const isAllowed = isFlip
        ? ['linear', 'tanh', 'sigmoid'].includes(activation)
        : !isRescale || ['linear', 'relu', 'leaky-relu'].includes(activation)
      expect(symmetryProblems(network, symmetry, 'symmetry')).toHaveLength(isAllowed ? 0 : 1)
      const [before, after] = losses(network, [symmetry])
      if (isAllowed) expect(Math.abs(after - before)).toBeLessThan(1e-13 * before)
      // What is refused would have changed the function.
      else expect(Math.abs(after - before)).toBeGreaterThan(1e-6)
    })
  })
})

test('a twin of a twin is one, and a swap undoes itself to the last bit', () => {
  const network = networkOf('tanh')
  const theta = drawn(parameterCount(network), 'theta')
  expect(twinOf(network, theta, [swap, swap])).toEqual(theta)
  expect(twinOf(network, theta, [swap])).not.toEqual(theta)
  const [before, after] = losses(networkOf('relu'), [shuffle, rescale, rescaleLayer, swap])
  expect(Math.abs(after - before)).toBeLessThan(1e-13 * before)
})

test('a factor that is a power of two changes no bit of the loss', () => {
  const [before, after] = losses(networkOf('relu'), [{ ...rescaleLayer, factor: 8 }])
  expect(after).toBe(before)
})

test('rescaling changes the penalty by what it changes of the squares', () => {
  const network = networkOf('relu')
  const theta = drawn(parameterCount(network), 'theta')
  const squares = (v: Float64Array): number => v.reduce((sum, entry) => sum + entry * entry, 0)
  const twin = twinOf(network, theta, [rescale])
  const [before, after] = losses(network, [rescale], 0.5)
  expect(after - before).toBeCloseTo(0.25 * (squares(twin) - squares(theta)), 12)
  expect(Math.abs(after - before)).toBeGreaterThan(0.1)
  const [same, permuted] = losses(network, [shuffle], 0.5)
  expect(permuted).toBeCloseTo(same, 13)
})

describe('a tied network', () => {
  const tied = (depth: number): Network =>
    networkOf('tanh', { widths: Array.from({ length: depth + 1 }, () => 2), isTied: true })

  test('has -W as a twin where its layers are even in number, and no other', () => {
    const negate: Symmetry = { kind: 'negate' }
    expect(symmetryProblems(tied(4), negate, 'symmetry')).toEqual([])
    const [before, after] = losses(tied(4), [negate])
    expect(after).toBe(before)
    const [odd, other] = losses(tied(3), [negate])
    expect(Math.abs(odd - other)).toBeGreaterThan(1e-6)
    expect(symmetryProblems(tied(3), negate, 'symmetry')).toHaveLength(1)
    expect(symmetryProblems(tied(4), swap, 'symmetry').map(formatProblem)).toEqual([
      'symmetry: swap of a tied network, whose units stand on the columns of its data; untie it, or take {"kind": "negate"}',
    ])
  })

  test('permutes jointly with its data alone: J(P W P’; P x, P y) = J(W; x, y)', () => {
    const network = tied(4)
    const [w0, w1, w2, w3] = drawn(4, 'theta')
    const swapped = (rows: Float64Array): Float64Array => rows.map((_, k) => rows[k % 2 === 0 ? k + 1 : k - 1]!)
    const turned: Examples = { count, inputs: swapped(examples.inputs), targets: swapped(examples.targets) }
    const [theta, joint] = [Float64Array.of(w0!, w1!, w2!, w3!), Float64Array.of(w3!, w2!, w1!, w0!)]
    const own = networkObjective(network, examples, 0)
    expect(networkObjective(network, turned, 0).value(joint)).toBeCloseTo(own.value(theta), 13)
    expect(Math.abs(own.value(joint) - own.value(theta))).toBeGreaterThan(1e-6)
  })
})

describe('the orbit', () => {
  const orbit = (network: Network, l2 = 0, change: (theta: Float64Array) => void = () => undefined) => {
    const theta = drawn(parameterCount(network), 'theta')
    change(theta)
    return finish(orbitOf(network, theta, l2))
  }
  const counted = (...given: Parameters<typeof orbit>) => {
    const { count: vectors, isContinuous } = orbit(...given)
    return `${vectors}${isContinuous ? ' continuous' : ''}`
  }
  const small = { widths: [2, 3, 2] }

  test('of tanh: n! 2^n', () => {
    expect(orbit(networkOf('tanh', small))).toEqual({
      count: '48',
      isContinuous: false,
      factors: '3! 2^3',
      words: '3! 2^3 = 48 parameter vectors, one function',
    })
    // 4! 2^4 times 3! 2^3.
    expect(counted(networkOf('tanh'))).toBe(String(384 * 48))
  })

  test.each([
    ['gelu', 0, '6'],
    ['softplus', 0, '6'],
    ['sigmoid', 0, '48'],
    ['sigmoid', 0.1, '6'],
    ['relu', 0, '6 continuous'],
    ['relu', 0.1, '6'],
    ['leaky-relu', 0, '6 continuous'],
    ['linear', 0, '2 continuous'],
    ['linear', 0.1, '2 continuous'],
  ] as const)('of %s with l2 = %d: %s', (activation, l2, expected) => {
    expect(counted(networkOf(activation, small), l2)).toBe(expected)
  })

  test('behind a normalisation: 2^n more, and biases that change nothing', () => {
    const normalised = (activation: ActivationId) => networkOf(activation, { ...small, batchNorm: true })
    expect(counted(normalised('tanh'), 0.1)).toBe(String(6 * 64))
    expect(counted(normalised('gelu'), 0.1)).toBe(String(6 * 8))
    expect(counted(normalised('gelu'))).toBe('48 continuous')
    // The sign that is counted: row, bias and scale of a unit.
    const network = normalised('gelu')
    const theta = drawn(parameterCount(network), 'theta')
    const objective = networkObjective(network, examples, 0)
    const twin = theta.slice()
    for (const k of [0, 1, 6, 9]) twin[k] = -twin[k]!
    expect(objective.value(twin)).toBeCloseTo(objective.value(theta), 13)
  })

  // Weights of 2-3-2: rows 0-5, biases 6-8, columns of the 2 x 3 matrix above from 9.
  const copyUnit = (theta: Float64Array, from: number, to: number, factor = 1): void => {
    for (const [start, step, length] of [
      [0, 1, 2],
      [6, 1, 1],
    ] as const)
      for (let k = 0; k < length; k++)
        theta[start + to * length * step + k] = factor * theta[start + from * length * step + k]!
    for (const row of [9, 12]) theta[row + to] = theta[row + from]! / factor
  }

  test('of units that are equal, up to their signs: they are exchanged in vain', () => {
    const equal = (factor: number) => (theta: Float64Array) => copyUnit(theta, 0, 2, factor)
    expect(counted(networkOf('tanh', small), 0, equal(1))).toBe('24')
    expect(counted(networkOf('tanh', small), 0, equal(-1))).toBe('24')
    expect(counted(networkOf('gelu', small), 0, equal(1))).toBe('3')
    expect(counted(networkOf('gelu', small), 0, equal(-1))).toBe('6')
    // On another scale they lie in one piece of the continuum, for l2 = 0.
    expect(counted(networkOf('relu', small), 0, equal(3))).toBe('3 continuous')
    expect(counted(networkOf('relu', small), 0.1, equal(3))).toBe('6')
    expect(orbit(networkOf('tanh', small), 0, equal(1)).words).toBe(
      '3!/2! 2^3 = 24 parameter vectors, one function: units that are equal or zero count once',
    )
  })

  test('of units that are zero: their signs change nothing', () => {
    const zero = (units: readonly number[]) => (theta: Float64Array) => {
      for (const unit of units) for (const k of [2 * unit, 2 * unit + 1, 6 + unit, 9 + unit, 12 + unit]) theta[k] = 0
    }
    expect(counted(networkOf('tanh', small), 0, zero([1]))).toBe('24')
    expect(counted(networkOf('tanh', small), 0, zero([0, 1]))).toBe('6')
    expect(counted(networkOf('tanh', small), 0, zero([0, 1, 2]))).toBe('1')
  })

  test('is what enumerating it finds', () => {
    const network = networkOf('tanh', small)
    const cases = [() => undefined, (theta: Float64Array) => copyUnit(theta, 0, 2, -1)]
    for (const change of cases) {
      const theta = drawn(parameterCount(network), 'theta')
      change(theta)
      const seen = new Set<string>()
      const visit = (point: Float64Array): void => {
        const name = point.map((entry) => entry + 0).join()
        if (seen.has(name)) return
        seen.add(name)
        for (const first of [0, 1])
          visit(twinOf(network, point, [{ kind: 'swap', layer: 0, units: [first, first + 1] }]))
        visit(twinOf(network, point, [{ kind: 'flip', layer: 0, unit: 0 }]))
      }
      visit(theta)
      expect(String(seen.size)).toBe(finish(orbitOf(network, theta, 0)).count)
    }
  })

  test('of a tied network: W and -W where its layers are even in number and odd', () => {
    const tied = (depth: number) =>
      networkOf('tanh', { widths: Array.from({ length: depth + 1 }, () => 2), isTied: true })
    expect(counted(tied(4))).toBe('2')
    expect(counted(tied(3))).toBe('1')
  })

  test('is exact where it is large', () => {
    const wide = orbit(networkOf('tanh', { widths: [2, 32, 32, 2] }))
    let exact = 1n
    for (let k = 2n; k <= 32n; k++) exact *= k
    expect(wide.count).toBe(String((exact * 2n ** 32n) ** 2n))
    expect(wide.words).toBe('32! 2^32 · 32! 2^32 = about 1.27e90 parameter vectors, one function')
  })
})

test.each([
  [{ kind: 'swap', layer: 2, units: [0, 1] }, 'hidden layer is 2, the network has 2'],
  [{ kind: 'swap', layer: 1, units: [0, 3] }, 'unit is 3, the layer has 3'],
  [{ kind: 'rescale', layer: 0, factor: 2 }, 'rescale of a tanh unit'],
  [{ kind: 'negate' }, 'negate of a network'],
] as const)('refuses what is none: %o', (symmetry, message) => {
  expect(symmetryProblems(networkOf('tanh'), symmetry as Symmetry, 'symmetry').map(formatProblem)[0]).toContain(message)
})

test('refuses a factor of the wrong sign', () => {
  const problems = symmetryProblems(networkOf('relu'), { ...rescaleLayer, factor: -1 } as Symmetry, 's')
  expect(problems.map(formatProblem)).toEqual(['s: factor is -1, expected a number > 0; give a positive one'])
})
