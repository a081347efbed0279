import type { Domain } from '../domain'
import type { Evidence } from './evidence'

/** What a finding is about. */
export type Subject = 'surface' | 'path' | 'slice' | 'network'

/** What Basin itself can do about a finding; a window offers it, and takes it back. */
export type FindingAction =
  /** Draws heights on a logarithmic scale. */
  | { readonly kind: 'log-scale' }
  /** Takes cells that stand out as holes. */
  | { readonly kind: 'spikes-as-holes' }
  /** Reads rows as columns. */
  | { readonly kind: 'transpose' }
  /** Takes cells of this value as not measured. */
  | { readonly kind: 'missing'; readonly value: number }
  /** Draws this part of the plane. */
  | { readonly kind: 'domain'; readonly domain: Domain }

/** Where a finding is: a cell of the grid, a row or column of it, or a step of a path; counted from 0. */
export interface FindingPlace {
  readonly row?: number
  readonly column?: number
  readonly step?: number
}

/** What the doctor says of one thing. */
export interface FoundFact {
  /** In place of the definition's, where that leaves open which of several things it is. */
  readonly title?: string
  /** Whether the picture leads astray (`warning`), or is right and could be read more easily (`note`). */
  readonly severity: 'warning' | 'note'
  /** What was seen, in numbers. */
  readonly evidence: string
  /** What to do in Basin, or in the code that the numbers come from. */
  readonly remedy: string
  readonly place?: FindingPlace
  readonly action?: FindingAction
}

export interface Finding extends FoundFact {
  readonly id: string
  readonly title: string
  readonly subject: Subject
}

/** One thing that may be odd about a picture; one file each, `export default defineFinding({...})`. */
export interface FindingDefinition {
  /** Equal to the file's name. */
  readonly id: string
  readonly title: string
  readonly subject: Subject
  /**
   * Looks for it; undefined where it is not there or cannot be told. What decides is dimensionless: a finding does not
   * change where values are multiplied by a factor.
   */
  find(evidence: Evidence): FoundFact | undefined
}

/** Declares a finding; the identity function, so that the compiler checks it. */
export function defineFinding(definition: FindingDefinition): FindingDefinition {
  return definition
}
