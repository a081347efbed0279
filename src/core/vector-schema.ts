import { z } from 'zod'

// Without this zod compiles its checks with `new Function`, which the content security policy forbids.
z.config({ jitless: true })

/**
 * The schemas of vectors: of lists, since a document's other forms are read into lists before its shape is looked at.
 */
export const vectors = z.registry<object>()
export const vectorSchema = z.array(z.number()).register(vectors, {})
