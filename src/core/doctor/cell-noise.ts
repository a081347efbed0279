import type { SampledGrid } from '../objectives/sampled-grid'
import { quantile, sortedFinite } from './sorted'

/** Points along an axis at least: there have to be some seventh points in a row. */
const leastPoints = 16
/** The median of |z| of a standard normal z. */
const medianOfNormal = 0.6744897501960817
/** How far the estimates of the two orders, and those of the two axes, may lie apart. */
const mostApart = 1.4

/**
 * The standard deviation of what changes from cell to cell independently; undefined where a grid has nothing of that
 * kind, or is too small to tell.
 *
 * The k-th differences of independent noise of variance s^2 have the variance binomial(2k, k) s^2, so that
 * s_k = median |D^k f| / (0.6745 sqrt(binomial(2k, k))) estimates s by each order k alike. Of a surface that the grid
 * resolves, each order is smaller than that before by the square of the angle that a wave turns through in a cell. It
 * is noise where s_6 is s_4 but for what chance does to a median, along both axes alike. Medians pass over kinks,
 * cliffs and cells that stand out. The idea is that of J. von Neumann (1941) for first differences.
 */
export function cellNoise({ x, y, values }: SampledGrid): number | undefined {
  const [nx, ny] = [x.length, y.length]
  if (nx < leastPoints || ny < leastPoints) return undefined
  const [alongX, alongY] = [
    [fourth(values, nx, ny, 1), sixth(values, nx, ny, 1)],
    [fourth(values, nx, ny, nx), sixth(values, nx, ny, nx)],
  ]
  const all = [...alongX, ...alongY]
  const [least, most] = [Math.min(...all), Math.max(...all)]
  return least > 0 && most <= mostApart * least ? (alongX[0]! + alongY[0]!) / 2 : undefined
}

const fourth = estimateBy([1, -4, 6, -4, 1])
const sixth = estimateBy([1, -6, 15, -20, 15, -6, 1])

/** The estimate by differences with these coefficients, whose squares sum to binomial(2k, k). */
function estimateBy(coefficients: readonly number[]) {
  const norm = Math.sqrt(coefficients.reduce((sum, c) => sum + c * c, 0))
  const reach = coefficients.length - 1
  return (values: Float64Array, nx: number, ny: number, stride: number): number => {
    const [toX, toY] = stride === 1 ? [nx - reach, ny] : [nx, ny - reach]
    const differences = new Float64Array(toX * toY)
    for (let j = 0; j < toY; j++) {
      for (let i = 0; i < toX; i++) {
        let sum = 0
        for (let k = 0; k <= reach; k++) sum += coefficients[k]! * values[j * nx + i + k * stride]!
        differences[j * toX + i] = Math.abs(sum)
      }
    }
    return quantile(sortedFinite(differences), 0.5) / (medianOfNormal * norm)
  }
}
