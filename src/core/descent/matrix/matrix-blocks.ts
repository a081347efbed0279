import type { Layout } from '../../objectives/objective'

/** A block of theta as a matrix: rows x columns entries from `offset`, row-major. A vector has one row and says so. */
export interface MatrixBlock {
  readonly offset: number
  readonly rows: number
  readonly columns: number
  readonly isVector: boolean
}

const known = new WeakMap<Layout, readonly MatrixBlock[]>()
let lastLayout: Layout | undefined
let last: readonly MatrixBlock[] = []

/**
 * The blocks of a layout as matrix rules see them: a shape [m, n] is an m x n matrix, one with more dimensions m x (all
 * the others), one with fewer a vector. Scalar coordinates that lie side by side, as a formula's variables do, make up
 * one vector. Buffers, which no rule moves, are left out.
 */
export function matrixBlocks(layout: Layout): readonly MatrixBlock[] {
  if (layout !== lastLayout) last = findBlocks(layout)
  lastLayout = layout
  return last
}

function findBlocks(layout: Layout): readonly MatrixBlock[] {
  const kept = known.get(layout)
  if (kept !== undefined) return kept
  const blocks: MatrixBlock[] = []
  let follows = -1
  for (const { role, offset, shape } of layout) {
    if (role === 'buffer') continue
    const length = shape.reduce((product, side) => product * side, 1)
    const last = blocks.at(-1)
    const isCoordinate = role === 'coordinate' && shape.length === 0
    if (isCoordinate && last !== undefined && follows === offset)
      blocks[blocks.length - 1] = { ...last, columns: last.columns + 1 }
    else if (shape.length >= 2) blocks.push({ offset, rows: shape[0], columns: length / shape[0], isVector: false })
    else blocks.push({ offset, rows: 1, columns: length, isVector: true })
    follows = isCoordinate ? offset + 1 : -1
  }
  known.set(layout, blocks)
  return blocks
}
