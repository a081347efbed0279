import type { JobTable } from '../../src/engine'
import { computeDirectly } from './compute-directly'
import { type OpenLink, success, withSubject } from './suite'

export type Fingerprints = JobTable['fingerprint']['result']

/** What an engine at the other end of a link computes: a hash of every elementary function and of every rule. */
export function fingerprints(open: OpenLink): Promise<Fingerprints> {
  return withSubject(open, 2, async ({ channel }) => success(await channel.run('fingerprint', {}).end) as Fingerprints)
}

/** The same, computed by plain calls in this thread. */
export function directFingerprints(): Fingerprints {
  return computeDirectly('fingerprint', {})
}
