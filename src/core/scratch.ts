/** A layer-by-layer rule meets so many sizes of matrices at once; beyond them all are made anew. */
const mostSizes = 16

/**
 * Buffers that a computation needs while it runs and not afterwards, so that they are no part of any state: made once
 * for each size. All callers share them, so they are for what is never interrupted; what they hold at the beginning is
 * of no meaning.
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

/** Whose steps may be interrupted, unless it says that they are not. */
export interface Owner {
  readonly isQuick?: boolean
}

/**
 * As `scratch`, for what may be done in pieces, between which others may do the same: each owner, such as the oracle of
 * a racer, has buffers of its own, for as long as it lives, unless it is quick.
 */
export function ownScratch<Buffers>(make: (size: number) => Buffers): (owner: Owner, size: number) => Buffers {
  const shared = scratch(make)
  const kept = new WeakMap<Owner, (size: number) => Buffers>()
  const ofOwner = (owner: Owner, size: number): Buffers => {
    let own = kept.get(owner)
    if (own === undefined) kept.set(owner, (own = scratch(make)))
    return own(size)
  }
  return (owner, size) => (owner.isQuick === true ? shared(size) : ofOwner(owner, size))
}
