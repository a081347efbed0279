import type { Layout } from '../objectives/objective'

/** How long a direction is made, beside the parameters that it leads away from. */
export const normalisations = ['none', 'layer', 'filter'] as const
export type Normalisation = (typeof normalisations)[number]

/** What becomes of the entries for biases and for the scales and shifts of batch normalisation. */
export const biasRules = ['zero', 'keep', 'scale'] as const
export type BiasRule = (typeof biasRules)[number]

/** As the source has it: rows of zeros stay such. */
const least = 1e-10

/**
 * A direction d made as long as the parameters theta that it leads away from, part by part, in place:
 *
 * d_p <- d_p |theta_p| / (|d_p| + 1e-10)
 *
 * A part p is a row of a weight matrix, all that comes into a unit (`filter`), or the matrix as a whole (`layer`); with
 * `none` nothing is changed. Biases, scales and shifts are 0 (`zero`), stay (`keep`), or are such a part each block
 * (`scale`). Coordinates that are no network's are one part together. d and theta have n entries.
 *
 * Source: H. Li, Z. Xu, G. Taylor, C. Studer and T. Goldstein, Visualizing the Loss Landscape of Neural Nets, NeurIPS
 * 2018, section 4.
 */
export function normaliseDirection(
  direction: Float64Array,
  theta: ArrayLike<number>,
  layout: Layout,
  normalisation: Normalisation,
  biases: BiasRule,
): void {
  const scale = (offset: number, length: number): void => {
    if (normalisation === 'none') return
    let [own, wanted] = [0, 0]
    for (let i = offset; i < offset + length; i++) {
      own += direction[i]! * direction[i]!
      wanted += theta[i]! * theta[i]!
    }
    const factor = Math.sqrt(wanted) / (Math.sqrt(own) + least)
    for (let i = offset; i < offset + length; i++) direction[i] *= factor
  }
  const [first] = layout
  if (first?.role === 'coordinate') return scale(0, direction.length)
  for (const { role, offset, shape } of layout) {
    if (role === 'buffer') continue
    const size = shape.reduce((product, side) => product * side, 1)
    if (role === 'weight') {
      const part = normalisation === 'filter' ? size / shape[0]! : size
      for (let at = offset; at < offset + size; at += part) scale(at, part)
    } else if (biases === 'zero') direction.fill(0, offset, offset + size)
    else if (biases === 'scale') scale(offset, size)
  }
}
