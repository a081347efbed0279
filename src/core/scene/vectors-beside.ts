import { base64 } from '@scure/base'
import { blobName } from '../blob-name'
import { type Checked, invalid, type Problem, valid } from '../problem'
import { vectorBytesProblem } from './vector-document'

/**
 * Bytes of a vector up to which it stands in the scene's own file; a longer one lies beside it, where there is a place
 * beside it.
 */
export const largestInline = 65_536

/** In a JSON text a quote within a string is escaped, so these are met as objects only. */
const inline = /\{\s*"float64":\s*"([A-Za-z0-9+/]+={0,2})"\s*\}/g
const beside = /\{\s*"blob":\s*"([0-9a-f]{64})"\s*\}/g

/** A scene's text without its longest vectors, and these by name, which the text has in their places. */
export function takeOutVectors(text: string): {
  readonly text: string
  readonly blobs: ReadonlyMap<string, Uint8Array>
} {
  const blobs = new Map<string, Uint8Array>()
  const short = text.replace(inline, (whole, content: string) => {
    if ((3 * content.length) / 4 <= largestInline) return whole
    const bytes = base64.decode(content)
    if (bytes.length <= largestInline) return whole
    const name = blobName(bytes)
    blobs.set(name, bytes)
    return `{ "blob": "${name}" }`
  })
  return { text: short, blobs }
}

/** The names of the vectors that lie beside the file of this text. */
export function vectorsBeside(text: string): ReadonlySet<string> {
  return new Set(Array.from(text.matchAll(beside), ([, name]) => name!))
}

/** A file that should lie beside a scene's: its path as a person is told it, and its bytes if it could be read. */
export interface FileBeside {
  readonly path: string
  readonly bytes: Uint8Array | undefined
}

/** A scene's text with all its vectors in it again; `read` is asked for each that lies beside its file. */
export async function putInVectors(
  text: string,
  read: (name: string) => Promise<FileBeside>,
): Promise<Checked<string>> {
  const problems: Problem[] = []
  const contents = new Map<string, string>()
  for (const name of vectorsBeside(text)) {
    const { path, bytes } = await read(name)
    const wrong = bytes === undefined ? 'is missing or cannot be read' : vectorBytesProblem(name, bytes)
    if (wrong === undefined) contents.set(name, base64.encode(bytes!))
    else
      problems.push({
        message: `vector beside the scene, ${path}, ${wrong}`,
        remedy: 'copy that folder again, or save the scene again from where it opens',
      })
  }
  if (problems.length > 0) return invalid(...problems)
  return valid(text.replace(beside, (_, name: string) => `{ "float64": "${contents.get(name)!}" }`))
}
