import { z } from 'zod'
import { type Checked, invalid, type Problem, valid } from '../../core/problem'
import { domainProblems } from '../../core/scene/check-domain'
import { shapeProblems } from '../../core/scene/shape-problems'
import type { Domain } from '../../core/domain'
import type { LandscapeSpec } from '../../core/scene/landscape'
import type { ResolvedLandscape } from '../../core/scene/resolved-landscape'
import { checkedLandscape, landscapeOf } from './landscapes'

// Without this zod compiles its checks with `new Function`, which the content security policy forbids.
z.config({ jitless: true })

/** Checks a spec's shape. */
export function checkShape<S extends z.ZodType>(schema: S, given: unknown): Checked<z.infer<S>> {
  const parsed = schema.safeParse(given)
  return parsed.success ? valid(parsed.data) : invalid(...shapeProblems(parsed.error.issues, given))
}

interface Placed {
  readonly landscape: LandscapeSpec
  readonly domain: Domain
}

/** Why what is computed over a plane cannot be over a line. */
export function lineProblems(landscape: LandscapeSpec, what: string): readonly Problem[] {
  if (landscapeOf(landscape).planeDimension === 2) return []
  const message = `${what} of a line, expected a plane`
  return landscapeOf(landscape).dimension === 1
    ? [{ message, remedy: 'take a formula in x and y, without a dimension', where: 'landscape.dimension' }]
    : [{ message, remedy: 'give the slice v too', where: 'landscape.slice' }]
}

/** Why numbers are no point: neither in all dimensions nor on what is drawn. */
export function pointProblems(
  at: readonly number[],
  { dimension, planeDimension }: Pick<ResolvedLandscape, 'dimension' | 'planeDimension'>,
): readonly Problem[] {
  if (at.length === dimension || at.length === planeDimension) return []
  const message = `point has ${at.length} coordinates, expected ${dimension}, or ${planeDimension} on what is drawn`
  return [{ message, remedy: `give ${planeDimension} numbers`, where: 'at' }]
}

/** Checks a spec that has a landscape and a domain: its shape, and that both can be computed with. */
export function checkPlacedSpec<S extends z.ZodType<Placed>>(schema: S, given: unknown): Checked<z.infer<S>> {
  const shape = checkShape(schema, given)
  if (shape.value === undefined) return shape
  const { landscape, domain } = shape.value
  const problems = [...checkedLandscape(landscape).problems, ...domainProblems(domain, 'domain')]
  return problems.length === 0 ? shape : invalid(...problems)
}
