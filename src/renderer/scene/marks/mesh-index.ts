import type { CellDiagonals } from '../cell-diagonals'
import type { DrawnSurface } from '../height-field'

/** Which side of the grid is nearest the eye: 0 the low end, 1 the high end. */
export interface MeshOrder {
  readonly fromX: 0 | 1
  readonly fromY: 0 | 1
}

/** Columns of a strip: two rows of one strip fit a small post-transform vertex cache. */
const stripWidth = 31

/**
 * The distance between vertex numbers of neighbouring rows. The mesh has no attributes, so vertex numbers are free; an
 * odd multiple of 32 keeps two neighbouring rows of a strip apart in a direct-mapped cache of 64 vertices. With
 * strips, that saved a software renderer a fifth of a frame against plain rows.
 */
export function vertexPitch(nx: number): number {
  const blocks = Math.ceil(nx / 32)
  return 32 * (blocks % 2 === 0 ? blocks + 1 : blocks)
}

/** Box coordinate = grid index * xy + zw. */
export function boxFromGrid({ gridFromBox: { scale, offset } }: DrawnSurface): [number, number, number, number] {
  return [1 / scale[0], 1 / scale[1], -offset[0] / scale[0], -offset[1] / scale[1]]
}

/**
 * Triangles of an nx x ny grid at every `stride`-th point (the last row and column always included), in strips from the
 * near side to the far side. Vertex (i, j) has the number j * vertexPitch(nx) + i. Cells are split along their
 * diagonals; those of a coarser mesh, which only a moving picture has, all along the falling one.
 */
export function meshIndex(
  { nx, ny, diagonals }: { readonly nx: number; readonly ny: number; readonly diagonals: CellDiagonals },
  stride: number,
  order: MeshOrder,
): Uint32Array<ArrayBuffer> {
  const columns = stops(nx, stride)
  const rows = stops(ny, stride)
  if (order.fromX === 1) columns.reverse()
  if (order.fromY === 1) rows.reverse()
  const pitch = vertexPitch(nx)
  const index = new Uint32Array(6 * (columns.length - 1) * (rows.length - 1))
  let at = 0
  for (let begin = 0; begin < columns.length - 1; begin += stripWidth) {
    const end = Math.min(columns.length - 1, begin + stripWidth)
    for (let j = 0; j < rows.length - 1; j++) {
      const [low, high] = [rows[j]! * pitch, rows[j + 1]! * pitch]
      const cells = Math.min(rows[j]!, rows[j + 1]!) * nx
      for (let i = begin; i < end; i++) {
        const [a, b] = [columns[i]!, columns[i + 1]!]
        const isRising = stride === 1 && diagonals[cells + Math.min(a, b)] === 1
        // where either columns or rows run backwards, the rising diagonal joins the other two corners
        const isMain = isRising === (a < b === low < high)
        index[at++] = low + a
        index[at++] = low + b
        index[at++] = isMain ? high + b : high + a
        index[at++] = isMain ? low + a : low + b
        index[at++] = high + b
        index[at++] = high + a
      }
    }
  }
  return index
}

function stops(count: number, stride: number): number[] {
  const result: number[] = []
  for (let i = 0; i < count - 1; i += stride) result.push(i)
  result.push(count - 1)
  return result
}
