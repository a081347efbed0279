import { brief } from '../../brief'
import { defineFinding } from '../finding'
import { quantile } from '../sorted'

/** Cells that the floor of a minimum has at least where it is more than a point of the picture. */
const leastOfFloor = 4
/** Of a smaller grid a few cells may be what a bowl has there. */
const leastCells = 200
/** Cells around it that a domain about it takes in, to each side. */
const around = 3

/**
 * Of all cells at most four (of a line two) lie below half-way from the lowest to the median. Half of those of a plain
 * bowl's lower half would: the cells under a height are in proportion to it in two dimensions, and along a line to its
 * root. So what happens about the minimum takes place between cells. Grids of less than 200 cells are coarse anyway.
 */
export default defineFinding({
  id: 'large-domain',
  title: 'the domain is so large that the minimum is a cell or two',
  subject: 'surface',
  find({ surface: { grid, usual } }) {
    const { x, y, values } = grid
    const [low, middle] = [quantile(usual, 0), quantile(usual, 0.5)]
    const half = low + (middle - low) / 2
    const isLine = y.length === 1
    const floor = usual.findIndex((value) => value > half)
    if (usual.length < leastCells || !(low < middle) || floor > (isLine ? leastOfFloor / 2 : leastOfFloor))
      return undefined
    const at = values.indexOf(low)
    const [column, row] = [at % x.length, Math.floor(at / x.length)]
    const part = (axis: Float64Array, k: number): readonly [number, number] => [
      axis[Math.max(0, k - around)]!,
      axis[Math.min(axis.length - 1, k + around)]!,
    ]
    const place = isLine ? brief(x[column]!) : `(${brief(x[column]!)}, ${brief(y[row]!)})`
    const domain = { x: part(x, column), y: isLine ? ([y[0]! - 1, y[0]! + 1] as const) : part(y, row) }
    return {
      severity: 'note',
      evidence: `${floor} of ${usual.length} cells lie below ${brief(half)}, half-way from the lowest, ${brief(low)} at ${place}, to the median`,
      remedy: `draw a smaller domain about ${place}, or more points`,
      place: { row, column },
      action: { kind: 'domain', domain },
    }
  },
})
