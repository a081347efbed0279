import { z } from 'zod'
import { type Checked, invalid, valid } from '../../core/problem'
import type { Domain } from '../../core/domain'
import { domainProblems } from '../../core/scene/check-landscape'
import { sliceSchema } from '../../core/scene/schema'
import { shapeProblems } from '../../core/scene/shape-problems'
import { type LandscapeSpec, resolveLandscape } from './landscapes'

// Without this zod compiles its checks with `new Function`, which the content security policy forbids.
z.config({ jitless: true })

const interval = z.tuple([z.number(), z.number()])

export const domainSchema: z.ZodType<Domain> = z.strictObject({ x: interval, y: interval })

export const landscapeSchema: z.ZodType<LandscapeSpec> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('catalog'),
    id: z.string(),
    parameters: z.record(z.string(), z.number()),
    dimension: z.int().optional(),
    slice: sliceSchema.optional(),
  }),
  z.strictObject({
    kind: z.literal('expression'),
    expression: z.string(),
    parameters: z.record(z.string(), z.number()),
    dimension: z.int().optional(),
    slice: sliceSchema.optional(),
  }),
  z.strictObject({ kind: z.literal('sampled'), blob: z.string() }),
])

/** Checks a spec's shape. */
export function checkShape<S extends z.ZodType>(schema: S, given: unknown): Checked<z.infer<S>> {
  const parsed = schema.safeParse(given)
  return parsed.success ? valid(parsed.data) : invalid(...shapeProblems(parsed.error.issues, given))
}

interface Placed {
  readonly landscape: LandscapeSpec
  readonly domain: Domain
}

/** Checks a spec that has a landscape and a domain: its shape, and that both can be computed with. */
export function checkPlacedSpec<S extends z.ZodType<Placed>>(schema: S, given: unknown): Checked<z.infer<S>> {
  const shape = checkShape(schema, given)
  if (shape.value === undefined) return shape
  const { landscape, domain } = shape.value
  const problems = [...resolveLandscape(landscape).problems, ...domainProblems(domain, 'domain')]
  return problems.length === 0 ? shape : invalid(...problems)
}
