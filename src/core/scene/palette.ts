/**
 * Racers' colours, in the order they are given out. Found by a search over sRGB for the largest least difference: each
 * stands out at 3:1 or more from white and from near-black, and any two differ by 0.17 in OKLab, by 0.10 under
 * protanopia and deuteranopia and 0.08 under tritanopia (0.02 is about the least one sees); the tests measure it.
 * Racers also differ by marker.
 */
export const palette = ['#0068b0', '#f85880', '#689800', '#8020f8', '#40a0b0', '#885820', '#c868f8', '#b81880'] as const

/** The colour of racer number `index`; they repeat after the last. */
export function paletteColor(index: number): string {
  return palette[index % palette.length]!
}
