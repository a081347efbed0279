type Color = readonly [r: number, g: number, b: number]

/** Blue above 0 and orange below: told apart by colour-blind eyes, and of like weight on light and dark. */
const above: Color = [58, 124, 214]
const below: Color = [226, 122, 40]

/** The colour of a number from -1 to 1, which at 0 is that of the ground. */
export function signedColor(unit: number, ground: Color): Color {
  return mixed(ground, unit < 0 ? below : above, Math.min(1, Math.abs(unit)))
}

/** The way from one colour to another, 0 to 1. */
export function mixed(from: Color, to: Color, share: number): Color {
  const channel = (k: 0 | 1 | 2): number => Math.round(from[k] + share * (to[k] - from[k]))
  return [channel(0), channel(1), channel(2)]
}

export function cssColor([r, g, b]: Color): string {
  return `rgb(${r} ${g} ${b})`
}
