import { describe, expect, test } from 'vitest'
import { compileExpression } from '../../calculus'
import { expressionObjective } from '../../objectives/expression'
import type { Objective } from '../../objectives/objective'
import { quadraticObjective, spacedSpectrum } from '../../objectives/quadratic'
import { rosenbrockObjective } from '../../objectives/rosenbrock'
import { randomRotation } from '../../random/orthogonal'
import { mostForDense } from './curvature-at'
import { spectrum, type Spectrum } from './spectrum'

const epsilon = 2 ** -52

function spectrumOf(objective: Objective, at: readonly number[], top = 3, density = false): Spectrum {
  const work = spectrum(objective, at, { top, density, seed: 0 })
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}

const zeros = (n: number): readonly number[] => Array<number>(n).fill(0)
const integral = ({ at, value }: NonNullable<Spectrum['density']>): number =>
  value.reduce((sum, each) => sum + each, 0) * (at[1]! - at[0]!)

describe('a spectrum', () => {
  test('of a plane landscape is whole, with its exact trace', () => {
    const rosenbrock = compileExpression('(1-x)^2 + 100*(y-x^2)^2', { variables: ['x', 'y'] }).value!
    const { eigenvalues, residuals, method, trace } = spectrumOf(expressionObjective(rosenbrock, {}), [1, 1])
    expect(method).toBe('dense')
    expect(trace).toEqual({ value: 1002, standardError: 0 })
    // The roots of t^2 - 1002 t + 400, of which the smaller cancels.
    expect(eigenvalues[0]).toBeCloseTo(501 - Math.sqrt(501 ** 2 - 400), 10)
    expect(eigenvalues[1]).toBeCloseTo(501 + Math.sqrt(501 ** 2 - 400), 10)
    expect(Math.max(...residuals)).toBeLessThan(8 * epsilon * 1002)
  })

  test.each([10, mostForDense, mostForDense + 1, 180])('is the declared one in %i dimensions', (n) => {
    const declared = spacedSpectrum(n, 1000, 0, 2).sort()
    const objective = quadraticObjective(declared, randomRotation(n, 4))
    const { eigenvalues, residuals, method, trace, density } = spectrumOf(objective, zeros(n), 3, true)
    expect(method).toBe(n <= mostForDense ? 'dense' : 'lanczos')
    expect(eigenvalues).toHaveLength(6)
    const ends = [...declared.subarray(0, 3), ...declared.subarray(n - 3)]
    // Converged at 1e-10 of the largest, 1000; and 4 n reflections an application, an ulp each.
    ends.forEach((value, i) => expect(Math.abs(eigenvalues[i]! - value)).toBeLessThan(2e-7))
    expect(Math.max(...residuals)).toBeLessThan(2e-7)
    const exact = declared.reduce((sum, value) => sum + value, 0)
    const error = method === 'dense' ? n * n * epsilon * 1000 : 4 * trace.standardError
    expect(Math.abs(trace.value - exact)).toBeLessThan(error)
    expect(trace.standardError > 0).toBe(method === 'lanczos')
    // The grid ends at 4 standard deviations, beyond which 6e-5 of a Gaussian lie.
    expect(Math.abs(integral(density!) - 1)).toBeLessThan(1e-4)
  })

  test('both ways give the same density, where it is smooth', () => {
    const evenly = (n: number): Objective => quadraticObjective(spacedSpectrum(n, 101, 1, 0))
    const [dense, sampled] = [128, 129].map((n) => spectrumOf(evenly(n), zeros(n), 3, true).density!)
    // Ten random vectors of 129 components know the share of a hundredth of the spectrum to some tenths.
    const apart = dense!.value.map((value, i) => value - sampled!.value[i]!)
    const step = dense!.at[1]! - dense!.at[0]!
    expect(apart.reduce((sum, each) => sum + Math.abs(each) * step, 0)).toBeLessThan(0.3)
    // The same masses below the middle: 4 standard errors of sqrt(2 / 4 / 1290).
    const half = apart.subarray(0, 128).reduce((sum, each) => sum + each * step, 0)
    expect(Math.abs(half)).toBeLessThan(4 * Math.sqrt(0.5 / 1290))
  })

  test('a Hessian that is a multiple of the identity has a density all the same', () => {
    for (const n of [5, 200]) {
      const { density, eigenvalues } = spectrumOf(quadraticObjective(new Float64Array(n).fill(3)), zeros(n), 2, true)
      expect([...eigenvalues].map((value) => Number(value.toFixed(9)))).toEqual([3, 3, 3, 3])
      expect(Math.abs(integral(density!) - 1)).toBeLessThan(1e-4)
    }
  })

  test('is NaN, without a density, where the Hessian is not finite', () => {
    for (const n of [3, 200]) {
      const { eigenvalues, residuals, density } = spectrumOf(
        rosenbrockObjective(n, 100),
        Array<number>(n).fill(1e200),
        3,
        true,
      )
      expect([...eigenvalues, ...residuals].every(Number.isNaN)).toBe(true)
      expect(density).toBeUndefined()
    }
  })
})
