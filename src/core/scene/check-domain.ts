import { z } from 'zod'
import type { Domain } from '../domain'
import type { Problem } from '../problem'

// Without this zod compiles its checks with `new Function`, which the content security policy forbids.
z.config({ jitless: true })

const pair = z.tuple([z.number(), z.number()])

/** A point of the plane. */
export const placeSchema: z.ZodType<readonly [x: number, y: number]> = pair
export const domainKeys = { x: pair, y: pair }
export const domainSchema: z.ZodType<Domain> = z.strictObject(domainKeys)
/** In a file: y may be left out where a line is drawn. */
export const domainFileSchema: z.ZodType<DomainDocument> = z.strictObject({ x: pair, y: pair.optional() })
export interface DomainDocument {
  readonly x: readonly [min: number, max: number]
  readonly y?: readonly [min: number, max: number] | undefined
}

/**
 * Below this fraction of its largest coordinate a domain holds too few float64 numbers to draw a surface on: some 4500
 * at 1e-12.
 */
const leastRelativeWidth = 1e-12

/** What is wrong with a domain's intervals; none if it is absent. */
export function domainProblems(domain: DomainDocument | undefined, where: string): readonly Problem[] {
  if (domain === undefined) return []
  return (['x', 'y'] as const).flatMap((axis): readonly Problem[] => {
    const interval = domain[axis]
    if (interval === undefined)
      return [{ message: 'y is missing, expected a list', remedy: 'add "y"', where: `${where}.y` }]
    const [min, max] = interval
    const width = max - min
    const got = `domain of ${axis} is [${min}, ${max}]`
    if (!(min < max)) {
      return [
        { message: `${got}, expected min < max`, remedy: 'give the smaller number first', where: `${where}.${axis}` },
      ]
    }
    if (!Number.isFinite(width) || width < leastRelativeWidth * Math.max(Math.abs(min), Math.abs(max))) {
      const wanted = `a finite width of at least ${leastRelativeWidth} of its largest coordinate`
      return [{ message: `${got}, expected ${wanted}`, remedy: 'choose another interval', where: `${where}.${axis}` }]
    }
    return []
  })
}

/** Whether a point lies in a domain, its edge included. */
export function isInside(domain: Domain, [x, y]: readonly [number, number]): boolean {
  return x >= domain.x[0] && x <= domain.x[1] && y >= domain.y[0] && y <= domain.y[1]
}
