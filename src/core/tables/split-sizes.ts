/** The parts of the examples that are for training, validation and test; their sum is 1. */
export type SplitFractions = readonly [training: number, validation: number, test: number]

/**
 * How many of N examples are for what, by the largest remainder: each part has floor(fraction N), and what is left goes
 * one by one to those with the largest remainders, the earlier of equal ones first. Their sum is N. Remainders that
 * differ by less than 1e-9 are equal, so that fractions such as 0.15 count as they are written.
 * Source: the method of Hamilton, as in M. L. Balinski, H. P. Young, Fair Representation, 1982.
 */
export function splitSizes(count: number, fractions: SplitFractions): readonly [number, number, number] {
  const shares = fractions.map((fraction) => fraction * count)
  const sizes = shares.map((share) => Math.floor(share + tolerance))
  const remainders = shares.map((share, i) => share - sizes[i]!)
  for (let left = count - sizes.reduce((sum, size) => sum + size, 0); left > 0; left--) {
    let largest = 0
    for (let i = 1; i < remainders.length; i++) if (remainders[i]! > remainders[largest]! + tolerance) largest = i
    sizes[largest]!++
    remainders[largest]!--
  }
  return sizes as [number, number, number]
}

const tolerance = 1e-9
