import { brief } from '../../brief'
import { extentText } from '../extent-text'
import { defineFinding } from '../finding'
import { quantile, sortedFinite } from '../sorted'

/** All values are one number to the last bit: of a function the worst that round-off can do, or it is a constant. */
export default defineFinding({
  id: 'level',
  title: 'all values are equal',
  subject: 'surface',
  find({ surface: { given, isMeasured } }) {
    const sorted = sortedFinite(given.values)
    const value = quantile(sorted, 0)
    if (sorted.length < 2 || value !== quantile(sorted, 1)) return undefined
    return {
      severity: 'warning',
      evidence: `all ${sorted.length} values on ${extentText(given)} are ${brief(value)} to the last bit`,
      remedy: isMeasured
        ? 'see whether the parameters are moved before each evaluation, and whether the loss is saved with all its digits'
        : 'draw a larger domain, or subtract a constant from the loss; of a constant there is nothing else to see',
    }
  },
})
