import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/** The name of a blob, a large input that others refer to: the SHA-256 of its bytes, in hexadecimal. */
export function blobName(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes))
}
