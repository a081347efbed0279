import type { ResolvedLandscape } from '../core/scene/resolved-landscape'
import type { LandscapeSpec } from '../engine'
import type { KinksResult } from '../engine/kinds/kinks'
import { landscapeOf } from '../engine/kinds/landscapes'
import { compute } from './compute'

/** What is to be known of numbers of a network: how many pairs lie at kinks, and of which mode they are. */
export interface NetworkNotes {
  /** Absent where no unit has a kink. */
  readonly kinks?: KinksResult
  /** Absent without batch normalisation. */
  readonly batchNorm?: string
}

/** Those of a point, in all coordinates or on what is drawn; none where there is no network. */
export async function notesAt(
  landscape: LandscapeSpec,
  at: readonly number[],
  threads: number | undefined,
): Promise<NetworkNotes> {
  const resolved = landscapeOf(landscape)
  if (resolved.network === undefined) return {}
  const kinks = resolved.hasKinks ? await compute('kinks', { landscape, at }, threads) : undefined
  const batchNorm = batchNormNote(resolved)
  return { ...(kinks && kinks.pairs > 0 && { kinks }), ...(batchNorm !== undefined && { batchNorm }) }
}

/** By which statistics a network with batch normalisation is computed; `batch` is the number of examples of a batch. */
export function batchNormNote({ network }: ResolvedLandscape, batch?: number): string | undefined {
  if (network?.network.batchNorm !== true) return undefined
  const { count } = network.examples
  const seen = batch === undefined ? `all ${count} training examples` : `the ${batch} examples of the batch`
  return `train mode on ${seen}: statistics taken anew at each point, and derivatives go through them`
}

/** The same for a person, a line each: kinks where the point lies at some. */
export function noteLines({ kinks, batchNorm }: NetworkNotes): [string, string][] {
  const lines: [string, string][] = []
  if (kinks !== undefined && kinks.atKink > 0) {
    const { atKink, pairs } = kinks
    const verb = atKink === 1 ? 'lies' : 'lie'
    lines.push([
      'kinks',
      `${atKink} of ${pairs} pairs of a unit and an example ${verb} at one; derivatives there are PyTorch’s, and the Hessian is that between kinks`,
    ])
  }
  if (batchNorm !== undefined) lines.push(['batch norm', batchNorm])
  return lines
}
