import { brief } from '../../brief'
import { defineFinding } from '../finding'
import { quantile } from '../sorted'

/** By `sentinelOf`: the extreme value of all, in several cells to the last bit, to which no slope leads. */
export default defineFinding({
  id: 'sentinel',
  title: 'a number that stands for missing is taken for a loss',
  subject: 'surface',
  find({ surface: { sentinel, usual } }) {
    if (sentinel === undefined) return undefined
    const { value, cells } = sentinel
    return {
      severity: 'warning',
      evidence: `${cells} cells are exactly ${brief(value)}, and no slope leads there: all others lie between ${brief(quantile(usual, 0))} and ${brief(quantile(usual, 1))}`,
      remedy: 'treat it as missing, or write nan where nothing was computed',
      action: { kind: 'missing', value },
    }
  },
})
