import type { HeightField } from './height-field'
import type { HeightScale } from './scales'

/**
 * How each cell of a grid is split into two triangles: 1 along the diagonal that rises from its low corner (i, j) to
 * (i + 1, j + 1), 0 along the other. Entry j nx + i is the cell's whose low corner is that point.
 *
 * The cell's middle lies on the diagonal, at the mean of its ends. By the slopes at the corners (cubic Hermite along
 * both diagonals) the surface there lies above or below that of the corners: on a ridge the higher diagonal is nearer
 * to it, in a valley the lower. So the mesh runs along ridges and valleys and cuts no teeth into them. Where slopes
 * tell nothing, the diagonal along which the height changes less.
 */
export function cellDiagonals({ grid, texels }: HeightField, units: Float32Array, scale: HeightScale): CellDiagonals {
  const { nx, ny, domain } = grid
  const dx = (domain.x[1] - domain.x[0]) / (nx - 1)
  const dy = (domain.y[1] - domain.y[0]) / (ny - 1)
  // unit heights a cell, along x and y
  const slopes = new Float64Array(2 * nx * ny)
  for (let at = 0; at < nx * ny; at++) {
    const steepness = scale.unitSlope(texels[4 * at]!)
    slopes[2 * at] = texels[4 * at + 1]! * dx * steepness
    slopes[2 * at + 1] = texels[4 * at + 2]! * dy * steepness
  }
  const diagonals = new Uint8ClampedArray(nx * ny)
  for (let j = 0; j < ny - 1; j++) {
    for (let i = 0; i < nx - 1; i++) {
      const [a, b, c, d] = [j * nx + i, j * nx + i + 1, (j + 1) * nx + i, (j + 1) * nx + i + 1]
      const rising = units[a]! + units[d]!
      const falling = units[b]! + units[c]!
      // eight times how far the middle lies above the means of the diagonals' ends
      const bulge =
        slopes[2 * a]! +
        slopes[2 * a + 1]! -
        slopes[2 * d]! -
        slopes[2 * d + 1]! +
        (slopes[2 * c]! - slopes[2 * c + 1]! - slopes[2 * b]! + slopes[2 * b + 1]!)
      const gain = bulge * (rising - falling)
      const isShorter = Math.abs(units[d]! - units[a]!) < Math.abs(units[c]! - units[b]!)
      diagonals[a] = gain > 0 || (gain === 0 && isShorter) ? 1 : 0
    }
  }
  return diagonals
}

export type CellDiagonals = Uint8ClampedArray<ArrayBuffer>
