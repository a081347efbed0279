/**
 * Colours of the places that starts end at, told apart by colour-blind eyes too. Source: P. Tol, Colour Schemes, 2021,
 * "muted" and "bright".
 */
const colors: readonly (readonly [r: number, g: number, b: number])[] = [
  [51, 117, 191],
  [221, 170, 51],
  [34, 153, 119],
  [204, 102, 119],
  [136, 204, 238],
  [170, 68, 153],
  [153, 153, 51],
  [102, 37, 6],
  [68, 187, 187],
  [238, 136, 102],
  [119, 119, 204],
  [187, 204, 51],
]

/** Of runs that were lost. */
export const lostColor: readonly [r: number, g: number, b: number] = [72, 78, 88]

/** The colour of attractor `index`; the thirteenth has the first's again, lighter. */
export function attractorColor(index: number): readonly [r: number, g: number, b: number] {
  const [r, g, b] = colors[index % colors.length]!
  const lift = Math.min(0.6, 0.3 * Math.floor(index / colors.length))
  return [r, g, b].map((channel) => Math.round(channel + lift * (255 - channel))) as [number, number, number]
}

/** How light a start is drawn: the quicker it arrived the lighter, from 1.18 to 0.72. */
export function arrivalShade(steps: number, most: number): number {
  return most > 0 ? 1.18 - 0.46 * Math.sqrt(steps / most) : 1
}
