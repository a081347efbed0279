import { brief } from '../../brief'
import { cos } from '../../elementary'
import { anglesOf } from '../../slice/fidelity'
import { defineFinding } from '../finding'

/**
 * The angle, in degrees, below which directions are far from orthogonal: from there on a circle is drawn as an ellipse
 * sqrt((1 + c) / (1 - c)) = 2.4 times as long as wide, c the cosine. Three points of one sphere in many dimensions give
 * 60 degrees, and random directions 90.
 */
const leastAngle = 45
/** How many times as long one may be, as they are and as far as the domain goes along them. */
const mostTimesLonger = 10
const degreesInRadian = 57.29577951308232

/**
 * Two directions that meet at less than 45 degrees; or of which one is ten times as long as the other, and that is not
 * made up for by the domain, so that equal lengths in the picture are unequal ones in the space.
 */
export default defineFinding({
  id: 'directions',
  title: 'the directions of the slice distort it',
  subject: 'slice',
  find({ slice }) {
    if (slice?.v === undefined) return undefined
    const { lengths, angle } = anglesOf(slice)
    const sharp = Math.min(angle, 180 - angle)
    const remedy = 'draw the plane along orthonormal directions, or along filter-normalised random ones'
    if (sharp < leastAngle) {
      const cosine = cos(sharp / degreesInRadian)
      const stretch = Math.sqrt((1 + cosine) / (1 - cosine))
      return {
        severity: 'warning',
        evidence: `they meet at ${brief(sharp)} degrees: a round bowl is drawn ${brief(stretch)} times as long as wide`,
        remedy,
      }
    }
    const [long, short] = [lengths[0]!, lengths[1]!]
    const ratio = long / short
    const { x, y } = slice.domain
    const drawn = (long * (x[1] - x[0])) / (short * (y[1] - y[0]))
    const isUneven = (times: number): boolean => Math.max(times, 1 / times) >= mostTimesLonger
    if (!isUneven(ratio) || !isUneven(drawn) || ratio > 1 !== drawn > 1) return undefined
    return {
      severity: 'warning',
      evidence: `they are ${brief(long)} and ${brief(short)} long: a round bowl is drawn as a valley ${brief(Math.max(drawn, 1 / drawn))} times as long as wide`,
      remedy,
    }
  },
})
