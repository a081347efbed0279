import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonicalJson } from './canonical-json'
import type { JobKind } from './job-kind'

/** Names the part of each tile of a job: the SHA-256 of kind, version, spec and tile, whose texts are canonical. */
export function resultKey(kind: Pick<JobKind, 'id' | 'version'>, specText: string): (tile: unknown) => string {
  const spec = sha256(utf8ToBytes(`${kind.id} ${kind.version} ${specText}`))
  return (tile) => {
    const text = canonicalJson(tile)
    if (text.value === undefined) throw new Error(`tile of ${kind.id} not JSON: ${text.problems[0]?.message}`)
    return bytesToHex(sha256.create().update(spec).update(utf8ToBytes(text.value)).digest())
  }
}
