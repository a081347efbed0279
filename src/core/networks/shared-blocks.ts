import { madeOnce } from '../recent'
import { type MakeRunner, NetworkBlocks } from './network-blocks'
import type { Network } from './network'

/**
 * Blocks of a network that are shared by all who compute it: their memory is large, and their modules take long to be
 * made. Who takes some has them alone until they are given back, and finds nothing of its own in them the next time.
 */
export class SharedBlocks {
  private readonly idle: NetworkBlocks[] = []

  constructor(
    private readonly network: Network,
    private readonly atOnce: number,
    private readonly makeRunner: MakeRunner | undefined,
  ) {}

  /** Blocks that nobody has; who does not give them back leaves them to be collected. */
  take(): NetworkBlocks {
    return this.idle.pop() ?? new NetworkBlocks(this.network, this.atOnce, this.makeRunner)
  }

  giveBack(blocks: NetworkBlocks): void {
    this.idle.push(blocks)
  }
}

const madeLast = madeOnce<SharedBlocks>(4)

/** Those of a network, so many examples at once. With a runner of one's own, which is for tests, they are one's own. */
export function sharedBlocks(network: Network, atOnce: number, makeRunner?: MakeRunner): SharedBlocks {
  if (makeRunner !== undefined) return new SharedBlocks(network, atOnce, makeRunner)
  const { widths, activations, loss, batchNorm, isTied } = network
  const key = JSON.stringify([widths, activations, loss, batchNorm, isTied, atOnce])
  return madeLast(key, () => new SharedBlocks(network, atOnce, undefined))
}
