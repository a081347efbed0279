import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonicalText } from './canonical-text'
import type { JobKind } from './job-kind'
import type { NeededBlob } from './protocol'

/**
 * Names the parts of each tile of a job: the SHA-256 of kind, version, spec, what it needed and tile, whose texts are
 * canonical. The results that were needed count by their bytes, so a new version of another kind that gives the same
 * changes nothing.
 */
export function resultKey(
  kind: Pick<JobKind, 'id' | 'version'>,
  specText: string,
  needed: readonly NeededBlob[] = [],
): (tile: unknown) => string {
  const rests = needed.map(({ key, blob }) => ` ${key} ${blob}`).join('')
  const spec = sha256(utf8ToBytes(`${kind.id} ${kind.version} ${specText}${rests}`))
  return (tile) => {
    const text = canonicalText(tile)
    if (text.value === undefined) throw new Error(`tile of ${kind.id} not JSON: ${text.problems[0]?.message}`)
    return bytesToHex(sha256.create().update(spec).update(utf8ToBytes(text.value)).digest())
  }
}
