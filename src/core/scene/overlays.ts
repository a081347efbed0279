/** What the surface may be coloured by. */
export const overlays = ['height', 'region', 'least-eigenvalue', 'greatest-eigenvalue', 'condition', 'basins'] as const

export type Overlay = (typeof overlays)[number]
