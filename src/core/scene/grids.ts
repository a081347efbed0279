import { blobName } from '../blob-name'
import { gridToBytes } from '../objectives/grid-bytes'
import type { SampledGrid } from '../objectives/sampled-grid'

/**
 * The grids of measured surfaces, beside the scenes that name them: a scene holds a name alone, so that it stays small,
 * is JSON, and an undo history holds each grid once.
 */
export interface Grids {
  /** Keeps a grid; answers its name, the SHA-256 of its bytes. */
  keep(grid: SampledGrid): string
  get(name: string): SampledGrid | undefined
}

export function createGrids(): Grids {
  const grids = new Map<string, SampledGrid>()
  return {
    keep(grid) {
      const name = blobName(gridToBytes(grid))
      grids.set(name, grid)
      return name
    },
    get: (name) => grids.get(name),
  }
}
