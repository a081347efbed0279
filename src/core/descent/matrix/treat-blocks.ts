import type { StepInput, StepReply } from '../../definitions/optimizer'
import { clear } from '../../linalg/vector'
import { ownScratch } from '../../scratch'
import { afterwards } from '../afterwards'
import { type Anatomy, anatomy } from '../anatomy'
import { each } from '../each'
import type { MatrixBlock } from './matrix-blocks'

/** A block that a step of a rule is at work on. */
export interface BlockWork<Block extends MatrixBlock, State, Hyper> {
  block: Block
  state: State
  hyper: Hyper
  input: StepInput
  watched: Anatomy | undefined
  /** Matrices as large as the block, for the rule's use. */
  readonly matrix: Float64Array
  readonly other: Float64Array
  readonly spare: Float64Array
}

const works = ownScratch((length) => ({
  matrix: new Float64Array(length),
  other: new Float64Array(length),
  spare: new Float64Array(length),
}))

/**
 * Has a rule treat one block after the other, for which it writes the update, and shows the stages. What is no block
 * stays at rest.
 */
export function treatBlocks<Block extends MatrixBlock, State, Hyper>(
  blocks: readonly Block[],
  treat: (work: BlockWork<Block, State, Hyper>) => StepReply,
  state: State,
  hyper: Hyper,
  input: StepInput,
  stages: readonly string[],
): StepReply {
  clear(input.update)
  const watched = anatomy(input, stages)
  const reply = each(blocks, begin<Block, State, Hyper>, treat, state, hyper, input, watched)
  return watched === undefined ? reply : afterwards(reply, show, watched)
}

function begin<Block extends MatrixBlock, State, Hyper>(
  block: Block,
  treat: (work: BlockWork<Block, State, Hyper>) => StepReply,
  state: State,
  hyper: Hyper,
  input: StepInput,
  watched: Anatomy | undefined,
): StepReply {
  const work = works(input.oracle, block.rows * block.columns) as BlockWork<Block, State, Hyper>
  work.block = block
  work.state = state
  work.hyper = hyper
  work.input = input
  work.watched = watched
  return treat(work)
}

function show(watched: Anatomy): void {
  watched.show()
}

/** Copies a block of a flat vector into a matrix of its own. */
export function takeBlock(flat: Float64Array, { offset }: MatrixBlock, out: Float64Array): void {
  for (let k = 0; k < out.length; k++) out[k] = flat[offset + k]
}

/** And back. */
export function putBlock(matrix: Float64Array, { offset }: MatrixBlock, flat: Float64Array): void {
  for (let k = 0; k < matrix.length; k++) flat[offset + k] = matrix[k]
}
