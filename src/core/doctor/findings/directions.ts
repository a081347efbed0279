import { brief } from '../../brief'
import { dot } from '../../linalg/vector'
import { acos } from '../../elementary'
import { defineFinding } from '../finding'

/**
 * |cos| from which on directions are far from orthogonal: at less than 45 degrees a circle is drawn as an ellipse
 * sqrt((1 + c) / (1 - c)) = 2.4 times as long as wide. Three points of one sphere in many dimensions give 60 degrees,
 * and random directions 90.
 */
const mostCosine = 0.7071067811865476
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
    const [u, v] = [Float64Array.from(slice.u), Float64Array.from(slice.v)]
    const [long, short] = [Math.sqrt(dot(u, u)), Math.sqrt(dot(v, v))]
    const cosine = Math.abs(dot(u, v)) / (long * short)
    const remedy = 'draw the plane along orthonormal directions, or along filter-normalised random ones'
    if (cosine > mostCosine) {
      const stretch = Math.sqrt((1 + cosine) / (1 - cosine))
      return {
        severity: 'warning',
        evidence: `they meet at ${brief(degreesInRadian * acos(Math.min(1, cosine)))} degrees: a round bowl is drawn ${brief(stretch)} times as long as wide`,
        remedy,
      }
    }
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
