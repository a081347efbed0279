import type { Numbers } from '../assembly/lanes'
import { SPLITTER } from '../elementary/double-double'

/** A double and what it lacks. */
export interface Pair {
  readonly high: Numbers
  readonly low: Numbers
}

export function productError(a: Numbers, b: Numbers, product: Numbers): Numbers {
  const [aHigh, bHigh] = [leadingHalf(a), leadingHalf(b)]
  const [aLow, bLow] = [a.minus(aHigh), b.minus(bHigh)]
  return aLow.times(bLow).minus(product.minus(aHigh.times(bHigh)).minus(aLow.times(bHigh)).minus(aHigh.times(bLow)))
}

function leadingHalf(a: Numbers): Numbers {
  const scaled = a.times(SPLITTER)
  return scaled.minus(scaled.minus(a))
}

export function sumError(a: Numbers, b: Numbers, sum: Numbers): Numbers {
  const bRounded = sum.minus(a)
  return a.minus(sum.minus(bRounded)).plus(b.minus(bRounded))
}

export function quotient(a: Numbers, aLow: Numbers, b: Numbers, bLow: Numbers): Numbers {
  const numerator = a.plus(aLow)
  const denominator = b.plus(bLow)
  const first = numerator.over(denominator)
  const product = first.times(denominator)
  const residual = numerator.minus(product).minus(productError(first, denominator, product))
  return first.plus(
    residual
      .plus(a.minus(numerator).plus(aLow))
      .minus(first.times(b.minus(denominator).plus(bLow)))
      .over(denominator),
  )
}

export function ratio(a: Numbers, aLow: Numbers, b: Numbers, bLow: Numbers): Numbers {
  const inverse = b.lanes.number(1).over(b)
  const leading = a.times(inverse).fround()
  const bHigh = b.fround()
  const residual = a
    .minus(leading.times(bHigh))
    .minus(leading.times(b.minus(bHigh).plus(bLow)))
    .plus(aLow)
  return leading.plus(residual.times(inverse))
}

/** A pair of which the first is the rounded sum of both. */
export function rounded({ high, low }: Pair): Pair {
  const sum = high.plus(low)
  return { high: sum, low: high.minus(sum).plus(low) }
}
