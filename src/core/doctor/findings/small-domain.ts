import { brief } from '../../brief'
import { extentText } from '../extent-text'
import { defineFinding } from '../finding'
import { roundOffOf } from '../round-off'

/** 2^-52 */
const epsilon = 2.220446049250313e-16

/** As of float32, by the steps of float64, in which everything here is computed: see `roundOffOf`. */
export default defineFinding({
  id: 'small-domain',
  title: 'the domain is so small that round-off shows',
  subject: 'surface',
  find({ surface }) {
    const found = roundOffOf(surface, epsilon)
    if (found === undefined) return undefined
    return {
      severity: 'warning',
      evidence: `on ${extentText(surface.grid)} the surface is ${brief(found.range)} high, ${brief(found.range / found.step)} steps of float64 at its values`,
      remedy: 'draw a larger domain, or subtract a constant from the loss',
    }
  },
})
