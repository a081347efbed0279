import { describe, expect, it } from 'vitest'
import { type NetworkCase as Case, networkCases as cases } from '../../../test/support/torch-networks'
import { finish } from '../pieces'
import type { SumObjective } from '../objectives/objective'
import { symmetricEigen } from '../linalg/symmetric-eigen'
import type { ActivationId } from './activations'
import { assembledRunner } from './assembled-runner'
import type { BlockRunner } from './block-steps'
import { type Examples, targetsOfClasses } from './examples'
import { isOfClasses, type LossId } from './loss-ids'
import type { Network } from './network'
import golden from './golden/curvature.json'
import { networkObjective } from './network-objective'
import { NetworkMeasures } from './network-measures'
import { normalisedObjective } from './normalised-objective'
import { plainRunner } from './plain-runner'

function networkOf(given: Case): Network {
  const isTied = given.widths === undefined
  const widths = given.widths ?? Array.from({ length: given.depth! + 1 }, () => given.width!)
  const each = typeof given.activation === 'string' ? widths.slice(2).map(() => given.activation) : given.activation
  const activations = each as readonly ActivationId[]
  return { widths, activations, loss: given.loss as LossId, batchNorm: given.batchNorm === true, isTied }
}

function examplesOf(given: Case): Examples {
  const width = given.widths?.at(-1) ?? given.width!
  const isClass = isOfClasses(given.loss as LossId)
  return {
    count: given.inputs.length,
    inputs: Float64Array.from(given.inputs.flat()),
    targets: isClass ? targetsOfClasses(given.targets as number[], width) : Float64Array.from(given.targets.flat()),
  }
}

function objectiveOf(given: Case, makeRunner?: (size: number) => BlockRunner): SumObjective {
  return networkObjective(networkOf(given), examplesOf(given), given.l2 ?? 0, {}, makeRunner)
}

const assembled = (size: number): BlockRunner => assembledRunner(size)!

const largest = (numbers: ArrayLike<number>): number =>
  Array.from(numbers).reduce((a, b) => Math.max(a, Math.abs(b)), 0)

function farthest(found: Float64Array, expected: readonly number[]): number {
  return largest(found.map((value, k) => value - expected[k]!)) / largest(expected)
}

describe.each(cases)('$name', (given) => {
  const objective = objectiveOf(given, assembled)
  const n = objective.dimension
  const theta = Float64Array.from(given.theta)

  it('has PyTorch’s value and gradient', () => {
    const gradient = new Float64Array(n)
    expect(n).toBe(given.theta.length)
    expect(Math.abs(objective.valueGrad(theta, gradient) - given.value)).toBeLessThan(1e-12)
    expect(Math.abs(objective.value(theta) - given.value)).toBeLessThan(1e-12)
    expect(farthest(gradient, given.gradient)).toBeLessThan(1e-10)
  })

  it('has PyTorch’s product of the Hessian with a direction, and its eigenvalues', () => {
    const product = new Float64Array(n)
    objective.hessianVector(theta, Float64Array.from(given.direction), product)
    expect(farthest(product, given.hessianVector)).toBeLessThan(1e-9)
    const [hessian, values] = [new Float64Array(n * n), new Float64Array(n)]
    objective.hessian(theta, hessian)
    symmetricEigen(hessian, n, values, new Float64Array(n * n))
    expect(farthest(values, given.hessianEigenvalues)).toBeLessThan(1e-8)
  })

  it('has the products of its Gauss-Newton and its empirical Fisher matrix that PyTorch’s factors give', () => {
    const expected = golden[given.name as keyof typeof golden]
    const product = new Float64Array(n)
    const direction = Float64Array.from(given.direction)
    finish(objective.inPieces.gaussNewtonVector!(theta, direction, product))
    expect(farthest(product, expected.gaussNewtonVector)).toBeLessThan(1e-9)
    finish(objective.inPieces.fisherVector!(theta, direction, product))
    expect(farthest(product, expected.fisherVector)).toBeLessThan(1e-9)
  })

  it('has the empirical Fisher matrix of its examples’ own gradients', () => {
    // With batch normalisation a batch of one has none, and l2 is in the gradient of every batch.
    if (given.batchNorm === true || (given.l2 ?? 0) > 0) return
    const [product, own, direction] = [new Float64Array(n), new Float64Array(n), Float64Array.from(given.direction)]
    const expected = new Float64Array(n)
    for (let i = 0; i < objective.examples; i++) {
      finish(objective.inPieces.valueGrad(theta, own, Uint32Array.of(i)))
      const along = own.reduce((sum, g, j) => sum + g * direction[j]!, 0) / objective.examples
      for (let j = 0; j < n; j++) expected[j]! += along * own[j]!
    }
    finish(objective.inPieces.fisherVector!(theta, direction, product))
    expect(farthest(product, [...expected])).toBeLessThan(1e-12)
  })

  it('gives in two lanes the bits of the plain form', () => {
    const plain = objectiveOf(given, plainRunner)
    const ofEach = [objective, plain].map((each) => {
      const [gradient, product] = [new Float64Array(n), new Float64Array(n)]
      const value = each.valueGrad(theta, gradient)
      each.hessianVector(theta, Float64Array.from(given.direction), product)
      const batch = Uint32Array.of(3, 1, 1, 7, 5)
      const ofBatch = new Float64Array(n)
      const batchValue = finish(each.inPieces.valueGrad(theta, ofBatch, batch))
      const [gaussNewton, fisher] = [new Float64Array(n), new Float64Array(n)]
      finish(each.inPieces.gaussNewtonVector!(theta, Float64Array.from(given.direction), gaussNewton, batch))
      finish(each.inPieces.fisherVector!(theta, Float64Array.from(given.direction), fisher, batch))
      return [value, each.value(theta), batchValue, ...gradient, ...product, ...ofBatch, ...gaussNewton, ...fisher]
    })
    expect(ofEach[0]).toEqual(ofEach[1])
  })
})

/** A row of a run of PyTorch's: what step k used, and where it led. */
it.each(cases.filter(({ training }) => training !== undefined))('$name trains as PyTorch’s does', (given) => {
  const objective = objectiveOf(given)
  const theta = Float64Array.from(given.theta)
  const gradient = new Float64Array(theta.length)
  const rows = new Map(given.training!['sgd(lr=0.1)']!.map((row) => [row.step, row]))
  for (const [k, batch] of given.batches!.entries()) {
    const batchLoss = finish(objective.inPieces.valueGrad(theta, gradient, Uint32Array.from(batch)))
    for (let j = 0; j < theta.length; j++) theta[j]! -= 0.1 * gradient[j]!
    const row = rows.get(k + 1)
    if (row === undefined) continue
    expect(Math.abs(batchLoss - row.batchLoss)).toBeLessThan(1e-9)
    expect(Math.abs(Math.hypot(...gradient) - row.batchGradientNorm)).toBeLessThan(1e-9)
    expect(Math.abs(objective.value(theta) - row.fullLossAfter)).toBeLessThan(1e-9)
  }
  expect(rows.has(given.batches!.length)).toBe(true)
})

it('normalises batches, and gathers running statistics, as PyTorch does', () => {
  const given = cases.find(({ name }) => name === 'batch-norm')!
  const after = (given as unknown as Record<string, Record<string, unknown>>)['afterSgd(lr=0.1)']!
  const objective = normalisedObjective(networkOf(given), examplesOf(given))
  const theta = Float64Array.from(given.theta)
  const gradient = new Float64Array(theta.length)
  const running = objective.statistics.initial()
  for (const batch of given.batches!) {
    finish(objective.inPieces.valueGrad(theta, gradient, Uint32Array.from(batch)))
    objective.statistics.takeIn(running)
    for (let j = 0; j < theta.length; j++) theta[j]! -= 0.1 * gradient[j]!
  }
  const parts = (offset: number): Float64Array => running.filter((_, k) => k % 2 === offset)
  expect(farthest(theta, after.theta as number[])).toBeLessThan(1e-10)
  expect(farthest(parts(0), (after.runningMean as number[][]).flat())).toBeLessThan(1e-10)
  expect(farthest(parts(1), (after.runningVariance as number[][]).flat())).toBeLessThan(1e-10)
  const { loss } = finish(new NetworkMeasures(networkOf(given), examplesOf(given)).measure(theta, running))
  expect(Math.abs(loss - (after.evalLoss as number))).toBeLessThan(1e-10)
  expect(Math.abs(objective.value(theta) - (after.trainModeLoss as number))).toBeLessThan(1e-10)
})
