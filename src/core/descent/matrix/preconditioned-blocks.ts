import type { Layout } from '../../objectives/objective'
import type { OptimizerState } from '../../definitions/optimizer'
import { matrixBlocks } from './matrix-blocks'
import type { MatrixBlock } from './matrix-blocks'

/** A side of a block, over which gradients are collected in a matrix of its size: the factor L of the rows or R of the columns. */
export interface Side {
  readonly size: number
  /** Whether the factor is a whole matrix; otherwise its diagonal only, or nothing. */
  readonly isWhole: boolean
  /** The names of the factor and of what is made of it, in the state. */
  readonly factor: string
  readonly derived: string
}

/** A matrix with both of its sides, a vector with that of its columns only. */
export interface PreconditionedBlock extends MatrixBlock {
  readonly left: Side | undefined
  readonly right: Side
}

const known = new WeakMap<Layout, Map<number, readonly PreconditionedBlock[]>>()

/** The matrix blocks of a layout with their sides; those longer than `largestSide` are not whole. */
export function preconditionedBlocks(layout: Layout, largestSide: number): readonly PreconditionedBlock[] {
  let ofLayout = known.get(layout)
  if (ofLayout === undefined) known.set(layout, (ofLayout = new Map()))
  let blocks = ofLayout.get(largestSide)
  if (blocks === undefined) {
    blocks = matrixBlocks(layout).map((block, index): PreconditionedBlock => {
      const side = (name: 'left' | 'right', size: number): Side => ({
        size,
        isWhole: size <= largestSide,
        factor: `${name}Factor${index}`,
        derived: `${name}Derived${index}`,
      })
      return {
        ...block,
        left: block.isVector ? undefined : side('left', block.rows),
        right: side('right', block.columns),
      }
    })
    ofLayout.set(largestSide, blocks)
  }
  return blocks
}

/** A vector of the state by its name. */
export function entry(state: OptimizerState, name: string): Float64Array {
  return state[name] as Float64Array
}

/** Copies a block of a flat vector into a matrix of its own. */
export function takeBlock(flat: Float64Array, { offset }: MatrixBlock, out: Float64Array): void {
  for (let k = 0; k < out.length; k++) out[k] = flat[offset + k]
}
