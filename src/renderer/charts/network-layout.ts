/** A layer as it is drawn: a column of units, those of a wide one summarised. */
export interface DrawnLayer {
  /** Which layer it is: 0 are the inputs. */
  readonly layer: number
  readonly x: number
  readonly units: readonly DrawnUnit[]
  /** Units that stand for themselves are all where this is 0. */
  readonly hidden: number
}

export interface DrawnUnit {
  readonly unit: number
  readonly y: number
}

export interface NetworkLayout {
  readonly layers: readonly DrawnLayer[]
  readonly height: number
  readonly radius: number
  /** Whether some layers between the first and the last are left out. */
  readonly isShortened: boolean
  /** Between two columns. */
  readonly spacing: number
}

const mostUnits = 8
/** From unit to unit, in pixels; and what is left out takes so many of it. */
const unitGap = 16
const omitted = 0.7
const mostLayers = 10

/** In pixels from the sides of the picture to the middles of the first and the last column. */
export interface LayoutMargins {
  readonly left: number
  readonly right: number
}

/** For the numbers of units above them. */
export const leastMargin = 20

/**
 * Places the layers of a network in a picture of this width: evenly from left to right, units evenly about the middle.
 * A layer of more than 8 units shows the first and the last ones, a network of more than 10 layers its first and last.
 */
export function networkLayout(
  widths: readonly number[],
  width: number,
  { left, right }: LayoutMargins = { left: leastMargin, right: leastMargin },
): NetworkLayout {
  const shown = someOf(widths.length, mostLayers)
  const heights = shown.map((layer) => heightOf(widths[layer]!))
  const height = Math.max(...heights)
  const spacing = shown.length < 2 ? width : (width - left - right) / (shown.length - 1)
  const layers = shown.map((layer, column): DrawnLayer => {
    const count = widths[layer]!
    const units = someOf(count, mostUnits)
    const top = (height - heights[column]! + unitGap) / 2
    return {
      layer,
      x: left + column * spacing,
      // What is left out has a little room in the middle.
      units: units.map((unit, k) => ({ unit, y: top + (k + (unit > k ? omitted : 0)) * unitGap })),
      hidden: count - units.length,
    }
  })
  return { layers, height, radius: unitGap / 2.7, isShortened: shown.length < widths.length, spacing }
}

/** Of a column of so many units, with half a gap above and below. */
function heightOf(count: number): number {
  return unitGap * (Math.min(count, mostUnits) + (count > mostUnits ? omitted : 0))
}

/** The numbers below `count`; where that is more than `most` the first and the last ones. */
function someOf(count: number, most: number): readonly number[] {
  const shown = Math.min(count, most)
  const first = count > most ? Math.ceil(shown / 2) : shown
  return Array.from({ length: shown }, (_, k) => (k < first ? k : count - shown + k))
}
