/** A layer-by-layer rule meets so many sizes of matrices at once; beyond them all are made anew. */
const mostSizes = 16

/**
 * Buffers that a computation needs while it runs and not afterwards, so that they are no part of any state: made once for each
 * size. All callers share them, since nothing in core is interrupted; what they hold at the beginning is of no meaning.
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
