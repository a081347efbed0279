import type { Layout } from '../../objectives/objective'
import { multiplyTransposed, transposedMultiply } from '../../linalg/matrix'
import type { Rest } from '../../pieces'
import { matrixBlocks } from './matrix-blocks'
import type { MatrixBlock } from './matrix-blocks'

/**
 * A side of a block, over which gradients are collected in a matrix of its size: the factor L of the rows or R of the
 * columns.
 */
export interface Side {
  readonly isRows: boolean
  readonly size: number
  /** Whether the factor is a whole matrix; otherwise its diagonal only, or nothing. */
  readonly isWhole: boolean
  /** The names of the factor and of what is made of it, in the state. */
  readonly factor: string
  readonly derived: string
}

/** A matrix with both of its sides, rows first, a vector with that of its columns only. */
export interface PreconditionedBlock extends MatrixBlock {
  readonly sides: readonly Side[]
}

const known = new WeakMap<Layout, Map<number, readonly PreconditionedBlock[]>>()
let lastLayout: Layout | undefined
let lastLargestSide = NaN
let last: readonly PreconditionedBlock[] = []

/** The matrix blocks of a layout with their sides; those longer than `largestSide` are not whole. */
export function preconditionedBlocks(layout: Layout, largestSide: number): readonly PreconditionedBlock[] {
  if (layout !== lastLayout || largestSide !== lastLargestSide) {
    last = findBlocks(layout, largestSide)
    lastLayout = layout
    lastLargestSide = largestSide
  }
  return last
}

function findBlocks(layout: Layout, largestSide: number): readonly PreconditionedBlock[] {
  let ofLayout = known.get(layout)
  if (ofLayout === undefined) known.set(layout, (ofLayout = new Map()))
  let blocks = ofLayout.get(largestSide)
  if (blocks === undefined) {
    blocks = matrixBlocks(layout).map((block, index): PreconditionedBlock => {
      const side = (name: 'left' | 'right', size: number): Side => ({
        isRows: name === 'left',
        size,
        isWhole: size <= largestSide,
        factor: `${name}Factor${index}`,
        derived: `${name}Derived${index}`,
      })
      const ofColumns = side('right', block.columns)
      return { ...block, sides: block.isVector ? [ofColumns] : [side('left', block.rows), ofColumns] }
    })
    ofLayout.set(largestSide, blocks)
  }
  return blocks
}

/** out = G G' for the side of G's rows, G' G for that of its columns. */
export function gram({ isRows }: Side, g: Float64Array, { rows, columns }: MatrixBlock, out: Float64Array): Rest {
  return isRows
    ? multiplyTransposed(g, g, rows, columns, rows, out)
    : transposedMultiply(g, g, columns, rows, columns, out)
}
