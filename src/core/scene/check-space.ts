import { z } from 'zod'
import { same } from '../differing'
import type { Domain } from '../domain'
import type { Problem } from '../problem'
import { type DomainDocument, domainProblems } from './check-domain'
import type { SliceSetting } from './landscape'
import { drawsLine, sliceSchema, sliceSettingProblems } from './slice-setting'

/** What files and jobs may say about the space that a landscape lies in. */
export const spaceKeys = { dimension: z.int().optional(), slice: sliceSchema.optional() }

export interface SpaceSetting {
  readonly dimension?: number | undefined
  readonly slice?: SliceSetting | undefined
}

/** The space of a checked landscape as its document says it. */
export function spaceDocument({ dimension, slice }: SpaceSetting): Readonly<Record<string, unknown>> {
  return { dimension, slice: slice && ('kind' in slice ? slice : { origin: slice.origin, u: slice.u, v: slice.v }) }
}

/** What is wrong with the dimension and slice of what lies in `min` to `max` dimensions; `name` is what it is. */
export function spaceProblems(
  { dimension, slice }: SpaceSetting & { readonly dimension: number },
  { min, max }: { readonly min: number; readonly max: number },
  name: string,
): readonly Problem[] {
  if (Number.isInteger(dimension) && dimension >= min && dimension <= max)
    return sliceSettingProblems(slice, dimension, 'landscape.slice')
  const wanted = `a whole number from ${min} to ${max}`
  return [
    {
      message: `dimension of ${name} is ${dimension}, expected ${wanted}`,
      remedy: `set it to ${wanted}`,
      where: 'landscape.dimension',
    },
  ]
}

/** What is wrong with a domain of what is drawn, the landscape's or a zoom; a line's has x alone. */
export function spaceDomainProblems(
  domain: DomainDocument | undefined,
  space: SpaceSetting,
  where: string,
): readonly Problem[] {
  if (!drawsLine(space) || domain === undefined) return domainProblems(domain, where)
  const { x, y } = domain
  const ofX = domainProblems({ x, y: x }, where).slice(0, 1)
  if (y === undefined) return ofX
  return [
    ...ofX,
    { message: 'domain of a line has y', remedy: 'leave it out: a line has x alone', where: `${where}.y` },
  ]
}

/**
 * The domain, of a landscape or a zoom, whose document is this one, or none. Of a line the y means nothing; it is as
 * wide as x about 0, so that what draws planes can draw a line as a band.
 */
export function spaceDomain(domain: DomainDocument | undefined, space: SpaceSetting, standard: Domain): Domain {
  const { x, y } = domain ?? standard
  if (!drawsLine(space)) return { x, y: y! }
  const half = (x[1] - x[0]) / 2
  return { x, y: [-half, half] }
}

/** A domain as a file has it: nothing where it is the standard one. */
export function domainDocument(
  { x, y }: Domain,
  space: SpaceSetting,
  standard: Domain | undefined,
): DomainDocument | undefined {
  if (drawsLine(space)) return same(x, standard?.x) ? undefined : { x }
  return same({ x, y }, standard && { x: standard.x, y: standard.y }) ? undefined : { x, y }
}
