import { copy } from '../linalg/vector'
import type { Rest } from '../pieces'
import { afterwards } from '../descent/afterwards'
import { each } from '../descent/each'
import { averageCoefficients, decoupledDecay, denominatorTerm, learningRate } from '../descent/common-hyperparameters'
import { averageOver, eigenbasis, orderOf, refreshBasis, reorder, turn } from '../descent/matrix/eigenbasis'
import { largestSide, refreshInterval } from '../descent/matrix/hyperparameters'
import { preconditionedBlocks } from '../descent/matrix/preconditioned-blocks'
import type { PreconditionedBlock, Side } from '../descent/matrix/preconditioned-blocks'
import { type BlockWork, putBlock, takeBlock, treatBlocks } from '../descent/matrix/treat-blocks'
import { defineOptimizer } from '../definitions/optimizer'
import type { OptimizerState, StepReply } from '../definitions/optimizer'
import { quotient } from '../descent/quotient'

const stages = ['Adam in the eigenbasis', 'weight decay']

export default defineOptimizer({
  id: 'soap',
  title: 'SOAP',
  group: 'Matrix',
  description:
    'Adam run in the eigenvectors of Shampoo’s matrices, where coordinates hardly interact. Its first step only looks and leaves the point at rest. On a vector it is Adam unless precondition1d is on.',
  tex: "\\begin{aligned} L_t &= \\beta_2 L_{t-1} + (1-\\beta_2)\\, G_t G_t^{\\mathsf T}, \\quad R_t = \\beta_2 R_{t-1} + (1-\\beta_2)\\, G_t^{\\mathsf T} G_t, \\qquad G' = Q_L^{\\mathsf T} G_t Q_R \\\\ \\theta_t &= (1 - \\eta\\lambda)\\left(\\theta_{t-1} - \\eta\\, Q_L\\, \\mathrm{Adam}(G')\\, Q_R^{\\mathsf T}\\right), \\qquad Q_L, Q_R: \\text{ eigenvectors of } L, R \\end{aligned}",
  citation:
    'N. Vyas, D. Morwani, R. Zhao, I. Shapira, D. Brandfonbrener, L. Janson, S. Kakade, SOAP: Improving and Stabilizing Shampoo using Adam, 2024, arXiv:2409.11321, Algorithms 3 and 4. Semantics: the authors’ program, a1e5535 (first step skipped; averages rotated with the basis; refreshed by one power iteration and QR; decay after the step). Differs from it: the longest side is smaller; tensors of more than two dimensions are matrices of the first by all others.',
  needs: ['gradient'],
  elementwise: false,
  stages,
  hyperparameters: {
    lr: learningRate(3e-3, [1e-4, 1]),
    betas: averageCoefficients([0.95, 0.95]),
    eps: denominatorTerm(1e-8),
    weightDecay: decoupledDecay(0.01),
    preconditionFrequency: refreshInterval(10, 'the eigenvectors are'),
    maxPrecondDim: largestSide(128, 'nothing is rotated'),
    precondition1d: {
      kind: 'boolean',
      description: 'Rotates vectors too, and so the coordinates of a formula; without it they are left to plain Adam.',
      symbol: '\\mathrm{1d}',
      default: false,
    },
  },
  presets: { lr: 0.05, precondition1d: true },
  init(dimension, { maxPrecondDim, precondition1d }, layout) {
    const state: OptimizerState = {
      average: new Float64Array(dimension),
      squareAverage: new Float64Array(dimension),
      beta1Power: 1,
      beta2Power: 1,
    }
    for (const block of preconditionedBlocks(layout, maxPrecondDim))
      for (const side of block.sides)
        if (side.isWhole && (precondition1d || !block.isVector)) {
          state[side.factor] = new Float64Array(side.size * side.size)
          state[side.derived] = identity(side.size)
        }
    return state
  },
  step(state, hyper, input) {
    const blocks = preconditionedBlocks(input.layout, hyper.maxPrecondDim)
    // Adam's own count begins with the second step.
    if (input.step > 1) {
      state.beta1Power = (state.beta1Power as number) * hyper.betas[0]
      state.beta2Power = (state.beta2Power as number) * hyper.betas[1]
    }
    return treatBlocks(blocks, precondition, state, hyper, input, stages)
  },
})

/** A basis before there are eigenvectors: the axes. */
function identity(size: number): Float64Array {
  const basis = new Float64Array(size * size)
  for (let i = 0; i < size; i++) basis[i * size + i] = 1
  return basis
}

interface Hyper {
  readonly betas: readonly [number, number]
  readonly eps: number
  readonly weightDecay: number
  readonly preconditionFrequency: number
  readonly precondition1d: boolean
}

type Work = BlockWork<PreconditionedBlock, OptimizerState, Hyper>

function precondition(work: Work): StepReply {
  const { block, input, matrix, other } = work
  takeBlock(input.gradient, block, matrix)
  if (input.step === 1) return afterwards(learn(work), findBases, work)
  copy(matrix, other)
  return afterwards(rotate(other, 'in', work), adam, work)
}

function adam(work: Work): StepReply {
  const { block, state, hyper, other } = work
  const average = state.average as Float64Array
  const squareAverage = state.squareAverage as Float64Array
  const beta1 = hyper.betas[0]
  const beta2 = hyper.betas[1]
  for (let k = 0; k < other.length; k++) {
    const i = block.offset + k
    average[i] = average[i] * beta1 + (1 - beta1) * other[k]
    squareAverage[i] = squareAverage[i] * beta2 + (1 - beta2) * other[k] * other[k]
    other[k] = quotient(average[i], Math.sqrt(squareAverage[i]) + hyper.eps)
  }
  return afterwards(rotate(other, 'back', work), descend, work)
}

function descend(work: Work): StepReply {
  const { block, state, hyper, input, watched, other } = work
  const { theta, update, learningRate, step } = input
  const rate = (-learningRate * Math.sqrt(1 - (state.beta2Power as number))) / (1 - (state.beta1Power as number))
  for (let k = 0; k < other.length; k++) {
    const i = block.offset + k
    const descent = rate * other[k]
    const shrinkage = -learningRate * hyper.weightDecay * (theta[i] + descent)
    update[i] = descent + shrinkage
    watched?.put(i, descent, shrinkage)
  }
  // The basis of a step never knows the step's own gradient.
  const rest = learn(work)
  return (step - 1) % hyper.preconditionFrequency === 0 ? afterwards(rest, refreshBases, work) : rest
}

/** Adds the gradient to the averages that the bases are made from. */
function learn(work: Work): StepReply {
  return each(work.block.sides, learnSide, work)
}

function learnSide(side: Side, { block, state, hyper, input, matrix }: Work): Rest {
  const factor = factorOf(side, state)
  return factor && averageOver(side, input.oracle, factor, matrix, block, hyper.betas[1])
}

function findBases(work: Work): StepReply {
  return each(work.block.sides, findBasis, work)
}

function findBasis(side: Side, { state, input }: Work): Rest {
  const factor = factorOf(side, state)
  return factor && eigenbasis(input.oracle, factor, side.size, state[side.derived] as Float64Array)
}

/** The average of gradients turns with the basis; that of squares cannot, and only follows the order of its vectors. */
function refreshBases(work: Work): StepReply {
  const { block, state, matrix, other } = work
  takeBlock(state.average as Float64Array, block, matrix)
  takeBlock(state.squareAverage as Float64Array, block, other)
  return afterwards(rotate(matrix, 'back', work), refreshSides, work)
}

function refreshSides(work: Work): StepReply {
  return afterwards(each(work.block.sides, refreshSide, work), rotateAverage, work)
}

function refreshSide(side: Side, work: Work): Rest {
  const { state, input } = work
  const factor = factorOf(side, state)
  if (factor === undefined) return undefined
  const rest = refreshBasis(input.oracle, factor, side.size, state[side.derived] as Float64Array)
  return afterwards(rest, reorderSquares, side, work)
}

function reorderSquares(side: Side, { block, input, other, spare }: Work): Rest {
  reorder(side, other, orderOf(input.oracle, side.size), block, spare)
  return undefined
}

function rotateAverage(work: Work): StepReply {
  return afterwards(rotate(work.matrix, 'in', work), keepAverages, work)
}

function keepAverages({ block, state, matrix, other }: Work): void {
  putBlock(matrix, block, state.average as Float64Array)
  putBlock(other, block, state.squareAverage as Float64Array)
}

/** Turns a block from the axes into the bases of its sides, or back. */
function rotate(x: Float64Array, way: 'in' | 'back', work: Work): StepReply {
  return each(work.block.sides, rotateSide, x, way, work)
}

function rotateSide(side: Side, x: Float64Array, way: 'in' | 'back', { block, state, spare }: Work): Rest {
  const basis = state[side.derived] as Float64Array | undefined
  return basis && turn(side, way, basis, x, block, spare)
}

/** What a side has collected; undefined where it is not rotated. */
function factorOf({ factor }: Side, state: OptimizerState): Float64Array | undefined {
  return state[factor] as Float64Array | undefined
}
