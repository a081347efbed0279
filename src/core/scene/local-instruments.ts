/** Along what a line through a point may lead that is found there. */
export const foundDirections = ['least-eigenvector', 'greatest-eigenvector', 'gradient', 'update'] as const
export type FoundDirection = (typeof foundDirections)[number]

/** The same, or the cross of both eigenvectors. */
export const sectionDirections = [...foundDirections, 'eigenvectors'] as const
export type SectionDirection = (typeof sectionDirections)[number]

/**
 * Where an instrument looks: at a place on what is drawn, or where a racer is at the playhead, the first one where it
 * is gone; where the probe is, if absent.
 */
export type LookAt = readonly [x: number, y: number] | { readonly of: string }

/** What the cross-section shows. */
export interface CrossSectionSetting {
  readonly at?: LookAt | undefined
  /** An angle in the plane's coordinates, in degrees, or a direction that is found at the point. */
  readonly along: number | SectionDirection
  /** How far it goes either way; as far as suits it where absent. */
  readonly reach?: number | undefined
}

/** Of which step of gradient descent the Taylor terms are shown. */
export interface TaylorSetting {
  readonly at?: LookAt | undefined
  /** The racer's, or that of the first racer that has one, where absent. */
  readonly lr?: number | undefined
}
