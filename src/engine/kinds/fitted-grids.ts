import { gridFromBytes } from '../../core/objectives/grid-bytes'
import { fitGrid, type FittedGrid } from '../../core/objectives/sampled-grid'
import { blobOf } from '../blobs'

/** Fits of this worker, the least recently used first: 40 bytes a point each. */
const fits = new Map<string, FittedGrid>()
const capacity = 2

/** The spline through the grid of a blob, fitted once. */
export function fittedGrid(blob: string): FittedGrid {
  const fit = fits.get(blob) ?? fitGrid(gridFromBytes(blobOf(blob)))
  fits.delete(blob)
  fits.set(blob, fit)
  if (fits.size > capacity) fits.delete([...fits.keys()][0]!)
  return fit
}
