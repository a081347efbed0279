import type { z } from 'zod'

/** What a schema describes, not to be changed by anybody. */
export type TypeOf<S extends z.ZodType> = Unchanging<z.infer<S>>

type Unchanging<T> = T extends object ? { readonly [K in keyof T]: Unchanging<T[K]> } : T
