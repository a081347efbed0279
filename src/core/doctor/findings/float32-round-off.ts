import { brief } from '../../brief'
import { defineFinding } from '../finding'
import { roundOffOf } from '../round-off'

/** 2^-23 */
const epsilon = 1.1920928955078125e-7

/**
 * Every value is a float32 number, and what they make up is of few steps of those: see `roundOffOf`. Numbers of a file
 * that were written with few digits are float32 by accident, if at all: their steps are larger by far.
 */
export default defineFinding({
  id: 'float32-round-off',
  title: 'float32 round-off shows',
  subject: 'surface',
  find({ surface }) {
    if (!surface.isMeasured) return undefined
    for (const value of surface.usual) if (Math.fround(value) !== value) return undefined
    const found = roundOffOf(surface, epsilon)
    if (found === undefined) return undefined
    const { step, range, noise } = found
    const seen =
      noise === undefined
        ? `the surface is ${brief(range)} high, ${brief(range / step)} such steps`
        : `cells differ by ${brief(noise)} from what is around them`
    return {
      severity: 'warning',
      evidence: `all values are float32 numbers, whose step here is ${brief(step)}: ${seen}`,
      remedy: 'sum the loss in float64 (loss.double(), or the whole network: model.double()), and save it as such',
    }
  },
})
