/** How examples are taken in batches. */
interface Batching {
  /** B, 1 to N. */
  readonly size: number
  /** N. */
  readonly examples: number
  /** Whether what is left at the end of an epoch, fewer than B, is left out; otherwise it is a batch of its own. */
  readonly dropLast: boolean
}

/** Batches of an epoch: ceil(N / B), or floor(N / B) where the short last one is dropped (PyTorch's drop_last). */
export function batchesOfEpoch({ size, examples, dropLast }: Batching): number {
  return dropLast ? Math.floor(examples / size) : Math.ceil(examples / size)
}

/** The batch of step t >= 1 out of the order in which an epoch takes its examples. */
export function batchInOrder(order: Uint32Array, step: number, { size, examples, dropLast }: Batching): Uint32Array {
  const from = ((step - 1) % batchesOfEpoch({ size, examples, dropLast })) * size
  return order.subarray(from, Math.min(examples, from + size))
}

/** Which epoch step t >= 1 is in, from 0. */
export function epochOf(step: number, batching: Batching): number {
  return Math.floor((step - 1) / batchesOfEpoch(batching))
}
