import type { Pieces } from '../pieces'
import type { Examples } from './examples'
import type { Network } from './network'
import { NetworkMeasures } from './network-measures'

/** By how much examples are on their side of the decision. */
export interface Margins {
  /** Above 0 where the decision is right. */
  readonly margin: Float64Array
  /** Of two classes: 1 or 0 by example. */
  readonly target?: Uint8Array
}

/**
 * The margins of examples of classes: of one output s z, s = 1 of class 1 and -1 of class 0; of two, of z = z_1 - z_0;
 * of more z_y - max_(k != y) z_k, the lead over the next best class. With batch normalisation by running statistics.
 */
export function* networkMargins(
  network: Network,
  examples: Examples,
  theta: Float64Array,
  running?: Float64Array,
): Pieces<Margins> {
  const width = network.widths.at(-1)!
  const { count, targets } = examples
  const outputs = new Float64Array(count * width)
  yield* new NetworkMeasures(network, examples).outputs(theta, outputs, running)
  const margin = new Float64Array(count)
  if (width > 2) {
    for (let i = 0; i < count; i++) {
      let [own, next] = [NaN, -Infinity]
      for (let k = 0; k < width; k++) {
        const z = outputs[i * width + k]!
        if (targets[i * width + k] === 1) own = z
        else next = Math.max(next, z)
      }
      margin[i] = own - next
    }
    return { margin }
  }
  const target = new Uint8Array(count)
  for (let i = 0; i < count; i++) {
    const z = width === 1 ? outputs[i]! : outputs[2 * i + 1]! - outputs[2 * i]!
    target[i] = width === 1 ? targets[i]! : targets[2 * i + 1]!
    margin[i] = target[i] === 1 ? z : -z
  }
  return { margin, target }
}
