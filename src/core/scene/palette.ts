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

export const markerShapes = ['circle', 'square', 'triangle', 'diamond', 'cross', 'star'] as const
export type MarkerShape = (typeof markerShapes)[number]

export const lineStyles = ['solid', 'dashed', 'dotted', 'dash-dotted'] as const
export type LineStyle = (typeof lineStyles)[number]

/** What a racer is known by in every picture. */
export interface RacerLook {
  /** `#rrggbb`. */
  readonly color: string
  readonly marker: MarkerShape
  readonly line: LineStyle
}

/**
 * How racer number `index` looks: when all colours are taken once, lines are dashed. No two of the first 32 are alike.
 */
export function racerLook(index: number): RacerLook {
  return {
    color: paletteColor(index),
    marker: markerShapes[index % markerShapes.length]!,
    line: lineStyles[Math.floor(index / palette.length) % lineStyles.length]!,
  }
}

/** The first look whose colour and line no other racer has together. */
export function freeLook(beside: readonly Pick<RacerLook, 'color' | 'line'>[]): RacerLook {
  const taken = new Set(beside.map(({ color, line }) => `${color.toLowerCase()} ${line}`))
  const looks = Array.from({ length: palette.length * lineStyles.length }, (_, index) => racerLook(index))
  return looks.find(({ color, line }) => !taken.has(`${color} ${line}`)) ?? racerLook(beside.length)
}
