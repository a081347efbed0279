import { describe, expect, test } from 'vitest'
import { createBatches } from '../../race/batches'
import { symmetricEigen } from '../../linalg/symmetric-eigen'
import { targetsOfClasses } from '../../networks/examples'
import { networkObjective } from '../../networks/network-objective'
import { quadraticObjective, spacedSpectrum } from '../../objectives/quadratic'
import { finish } from '../../pieces'
import { stream } from '../../random/stream'
import { batchSpectra } from './batch-spectra'
import { curvatureAt } from './curvature-at'
import { curvatureMatrices } from './curvature-matrices'
import { findBlock, layerBlocks, namedBlocks } from './parameter-blocks'
import { type Spectrum, spectrum, type SpectrumSettings } from './spectrum'

/** 2-16-16-2, tanh, cross-entropy, on two overlapping clouds. */
const examples = 96
const { normal } = stream(1, 'test')
const classes = Array.from({ length: examples }, (_, i) => i % 2)
const objective = networkObjective(
  { widths: [2, 16, 16, 2], activations: ['tanh', 'tanh'], loss: 'cross-entropy', batchNorm: false, isTied: false },
  {
    count: examples,
    inputs: Float64Array.from({ length: 2 * examples }, (_, at) => normal() + 1.5 * classes[at >> 1]!),
    targets: targetsOfClasses(classes, 2),
  },
  0.01,
)
const n = objective.dimension
const theta = Float64Array.from({ length: n }, () => 0.4 * normal())

const settings = { top: 4, density: false, seed: 0 } as const
const spectrumOf = (choice: Partial<SpectrumSettings>): Spectrum =>
  finish(spectrum(objective, theta, { ...settings, ...choice }))

/** Of a matrix by its columns, and of rows and columns of it. */
function eigenvaluesOf(dense: Float64Array, offset = 0, length = n): Float64Array {
  const cut = Float64Array.from(
    { length: length * length },
    (_, at) => dense[(offset + Math.floor(at / length)) * n + offset + (at % length)]!,
  )
  const values = new Float64Array(length)
  symmetricEigen(cut, length, values, new Float64Array(length * length))
  return values
}

const ends = (values: Float64Array, count = 4): number[] => [...values.slice(0, count), ...values.slice(-count)]

const hessian = new Float64Array(n * n)
objective.hessian(theta, hessian)
const dense = {
  hessian,
  'gauss-newton': finish(curvatureAt(objective, theta, { matrix: 'gauss-newton' }).dense()),
  fisher: finish(curvatureAt(objective, theta, { matrix: 'fisher' }).dense()),
}

describe.each(curvatureMatrices)('the %s', (matrix) => {
  const largest = eigenvaluesOf(dense[matrix]).reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const far = (found: ArrayLike<number>, expected: readonly number[]): number =>
    expected.reduce((most, value, i) => Math.max(most, Math.abs(value - found[i]!)), 0) / largest

  test('of the whole network has the ends of the dense one, by products alone', () => {
    const { eigenvalues, residuals, method, unconverged } = spectrumOf({ matrix })
    expect(method).toBe('lanczos')
    expect(far(eigenvalues, ends(eigenvaluesOf(dense[matrix])))).toBeLessThan(1e-9)
    expect(Math.max(...residuals) / largest).toBeLessThan(1e-9)
    expect(unconverged).toBe(0)
  })

  test.each(['hutchinson', 'hutch++'] as const)('has the trace of the dense one, by %s', (trace) => {
    const exact = dense[matrix].reduce((sum, entry, at) => (at % (n + 1) === 0 ? sum + entry : sum), 0)
    const { value, standardError } = spectrumOf({ matrix, trace }).trace
    expect(Math.abs(value - exact)).toBeLessThan(4 * standardError)
    expect(standardError / exact).toBeLessThan(trace === 'hutch++' ? 0.04 : 0.1)
  })

  test.each([...namedBlocks(objective.layout), ...layerBlocks(objective.layout)])(
    'of $name is that part of the dense one',
    ({ offset, length }) => {
      const found = spectrumOf({ matrix, block: { offset, length } })
      const expected = eigenvaluesOf(dense[matrix], offset, length)
      expect(found.eigenvalues).toHaveLength(Math.min(8, length))
      expect(far(found.eigenvalues, length <= 8 ? [...expected] : ends(expected))).toBeLessThan(1e-9)
      const exact = expected.reduce((sum, value) => sum + value, 0)
      const error = found.method === 'dense' ? 1e-12 * largest : 4 * found.trace.standardError
      expect(Math.abs(found.trace.value - exact)).toBeLessThan(error)
    },
  )

  test('of batches scatters as their own dense ones do', () => {
    const count = 5
    const batches = createBatches({ sampler: 'reshuffle', size: 16 }, 3, objective)
    const block = findBlock(objective.layout, '0')!
    const found = finish(batchSpectra(objective, theta, { ...settings, matrix, block }, { count, at: batches.at }))
    const each = Array.from({ length: count }, (_, k) => {
      const batch = batches.at(k + 1)!.slice()
      return eigenvaluesOf(finish(curvatureAt(objective, theta, { matrix, batch }).dense()), block.offset, block.length)
    })
    const top = each.map((values) => values.at(-1)!)
    const mean = top.reduce((sum, value) => sum + value, 0) / count
    const squares = top.reduce((sum, value) => sum + (value - mean) ** 2, 0)
    expect(found.eigenvalues.mean.at(-1)).toBeCloseTo(mean, 10)
    expect(found.eigenvalues.deviation.at(-1)).toBeCloseTo(Math.sqrt(squares / (count - 1)), 10)
    const traces = each.map((values) => values.reduce((sum, value) => sum + value, 0))
    expect(found.trace.mean).toBeCloseTo(traces.reduce((sum, value) => sum + value, 0) / count, 10)
    expect(found.unconverged).toBe(0)
    // The mean of batches' largest is above the largest of their mean.
    expect(mean).toBeGreaterThan(eigenvaluesOf(dense[matrix], block.offset, block.length).at(-1)!)
  })
})

describe('matrices beside the Hessian', () => {
  test('are not the Hessian: both have no negative eigenvalue, and l2 is in the Gauss-Newton matrix alone', () => {
    const [ofHessian, ofGaussNewton, ofFisher] = curvatureMatrices.map((matrix) => spectrumOf({ matrix }).eigenvalues)
    expect(ofHessian![0]).toBeLessThan(-0.01)
    expect(Math.abs(ofGaussNewton![0]! - 0.01)).toBeLessThan(1e-9)
    expect(Math.abs(ofFisher![0]!)).toBeLessThan(1e-9)
    const tops = [ofHessian, ofGaussNewton, ofFisher].map((values) => values!.at(-1)!)
    expect(Math.abs(tops[1]! / tops[0]! - 1)).toBeGreaterThan(0.01)
    expect(Math.abs(tops[2]! / tops[0]! - 1)).toBeGreaterThan(0.1)
  })

  test('what Lanczos has not found in the products it may take is told, with its residual', () => {
    // Even gaps of 1 / 2000 of the width: a hundred products tell none of the ends to a millionth.
    const even = quadraticObjective(spacedSpectrum(2000, 2, 1, 0))
    const at = new Float64Array(2000)
    const { eigenvalues, residuals, unconverged } = finish(spectrum(even, at, { ...settings, mostProducts: 20 }))
    expect([eigenvalues.length, unconverged]).toEqual([8, 8])
    expect(Math.min(...residuals)).toBeGreaterThan(1e-6 * Math.max(...eigenvalues))
  })

  test('blocks have the names of a state_dict, layers what they have in common', () => {
    expect(namedBlocks(objective.layout).map(({ name }) => name)).toEqual(
      ['0', '2', '4'].flatMap((layer) => [`${layer}.weight`, `${layer}.bias`]),
    )
    expect(layerBlocks(objective.layout)).toEqual([
      { name: '0', offset: 0, length: 48 },
      { name: '2', offset: 48, length: 272 },
      { name: '4', offset: 320, length: 34 },
    ])
    expect(findBlock(objective.layout, '1')).toBeUndefined()
  })
})
