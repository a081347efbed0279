/** A layer-by-layer rule meets so many sizes of matrices at once; beyond them all are made anew. */
const mostSizes = 16

/**
 * Buffers that a computation needs while it runs and not afterwards, so that they are no part of any state: made once for each
 * size. All callers share them, so they are for what is never interrupted; what they hold at the beginning is of no meaning.
 */
export function scratch<Buffers>(make: (size: number) => Buffers): (size: number) => Buffers {
  const kept = new Map<number, Buffers>()
  let lastSize = -1
  let last: Buffers | undefined
  return (size) => {
    if (last !== undefined && size === lastSize) return last
    last = kept.get(size)
    lastSize = size
    if (last !== undefined) return last
    if (kept.size === mostSizes) kept.clear()
    last = make(size)
    kept.set(size, last)
    return last
  }
}

/**
 * As `scratch`, for what is done in pieces, between which others may do the same: each owner, such as the oracle of a racer, has
 * buffers of its own, for as long as it lives.
 */
export function ownScratch<Buffers>(make: (size: number) => Buffers): (owner: object, size: number) => Buffers {
  const kept = new WeakMap<object, (size: number) => Buffers>()
  let lastOwner: object | undefined
  let last: ((size: number) => Buffers) | undefined
  return (owner, size) => {
    if (last !== undefined && owner === lastOwner) return last(size)
    last = kept.get(owner)
    if (last === undefined) kept.set(owner, (last = scratch(make)))
    lastOwner = owner
    return last(size)
  }
}
