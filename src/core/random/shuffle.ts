import type { Stream } from './stream'

/**
 * Makes of `order` a permutation of 0 to its length - 1, every one as likely as another.
 * Source: R. A. Fisher, F. Yates, 1938, as in D. E. Knuth, The Art of Computer Programming, vol. 2, algorithm 3.4.2P.
 */
export function shuffle(order: Uint32Array, draws: Stream): void {
  for (let i = 0; i < order.length; i++) order[i] = i
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(draws.uniform() * (last + 1))
    const taken = order[other]!
    order[other] = order[last]!
    order[last] = taken
  }
}
