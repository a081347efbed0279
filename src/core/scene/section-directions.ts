/** Along what a line through a point may lead that is found there; or at an angle in the plane, in degrees. */
export const foundDirections = ['least-eigenvector', 'greatest-eigenvector', 'gradient', 'update'] as const
export type FoundDirection = (typeof foundDirections)[number]
