import { suitedHeightScale } from '../../analysis/scale/height-scale'
import { brief } from '../../brief'
import { log10 } from '../../elementary'
import { defineFinding } from '../finding'
import { quantile } from '../sorted'

/** Of fewer cells a tenth is a handful, and says nothing. */
const leastCells = 64

/**
 * The two decades of `suitedHeightScale`: then nine tenths of a linear picture's height belong to a few walls, and a
 * tenth of the surface is flatter than one in a hundred, which is less than a colour can show. Cells that stand out are
 * no part of it.
 */
export default defineFinding({
  id: 'decades',
  title: 'values span decades on a linear scale',
  subject: 'surface',
  find({ surface: { usual, scale } }) {
    if (scale === 'log' || usual.length < leastCells || suitedHeightScale(usual) === 'linear') return undefined
    const lowest = quantile(usual, 0)
    const [floor, top] = [usual[Math.floor(0.1 * (usual.length - 1))]! - lowest, quantile(usual, 1) - lowest]
    return {
      severity: 'note',
      evidence: `a tenth of the surface lies within ${brief(floor)} of the lowest value, ${brief(lowest)}; the highest is ${brief(top)} above it: ${brief(log10(top / floor))} decades`,
      remedy: 'draw heights on a logarithmic scale',
      action: { kind: 'log-scale' },
    }
  },
})
