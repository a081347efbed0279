import { z } from 'zod'
import type { Leaving } from './leaving'

// Without this zod compiles its checks with `new Function`, which the content security policy forbids.
z.config({ jitless: true })

const bound = z.number()
/** What runs may be watched for, as a file has it. */
export const leavingSchema: z.ZodType<Leaving> = z.union([
  z.strictObject({ of: z.enum(['x', 'y']), is: z.enum(['above', 'below', 'beyond']), bound }),
  z.strictObject({ of: z.literal('loss'), is: z.enum(['above', 'below']), bound }),
  z.strictObject({
    of: z.literal('distance'),
    is: z.enum(['above', 'below']),
    bound,
    from: z.tuple([z.number(), z.number()]).readonly(),
  }),
])
