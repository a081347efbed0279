import { brief } from '../../brief'
import { defineFinding } from '../finding'
import { quantile, sortedFinite } from '../sorted'
import { standingOutText } from '../standing-out'

/**
 * Cells that stand out, see `standingOut`: they lie three times as far from the median as eight tenths of the surface
 * are wide, so that these take a third of the picture's height at most, and are reached by steps ten times those
 * around.
 */
export default defineFinding({
  id: 'spike',
  title: 'a spike flattens the rest',
  subject: 'surface',
  find({ surface: { given, standing, usual, sentinel, isMeasured } }) {
    if (standing.length === 0 || usual.length === 0) return undefined
    const all = sortedFinite(given.values.filter((value) => value !== sentinel?.value))
    const part = (quantile(usual, 1) - quantile(usual, 0)) / (quantile(all, 1) - quantile(all, 0))
    const [first] = standing[0]!
    return {
      severity: 'warning',
      evidence: `${standingOutText(given, standing)}; all others take ${brief(100 * part)} % of the height`,
      remedy: isMeasured
        ? 'take them as holes, or see why training blew up there; a spline rings around them'
        : 'draw heights on a logarithmic scale, or a domain without them',
      place: { row: Math.floor(first! / given.x.length), column: first! % given.x.length },
      action: isMeasured ? { kind: 'spikes-as-holes' } : { kind: 'log-scale' },
    }
  },
})
