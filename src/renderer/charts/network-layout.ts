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
  readonly radius: number
  /** Whether some layers between the first and the last are left out. */
  readonly isShortened: boolean
  /** Between two columns. */
  readonly spacing: number
}

const mostUnits = 8
const mostLayers = 10

/**
 * Places the layers of a network in a picture of this size: evenly from left to right, units evenly about the middle. A
 * layer of more than 8 units shows the first and the last ones, a network of more than 10 layers its first and last.
 */
export function networkLayout(widths: readonly number[], width: number, height: number): NetworkLayout {
  const shown = someOf(widths.length, mostLayers)
  const most = Math.max(...shown.map((layer) => Math.min(mostUnits, widths[layer]!)))
  const gap = Math.min(26, height / Math.max(most, 2))
  const radius = Math.min(7, gap / 2.7)
  const spacing = shown.length < 2 ? width : (width - 2 * margin) / (shown.length - 1)
  const layers = shown.map((layer, column): DrawnLayer => {
    const count = widths[layer]!
    const units = someOf(count, mostUnits)
    const isWhole = units.length === count
    const top = (height - (units.length - 1 + (isWhole ? 0 : 0.6)) * gap) / 2
    return {
      layer,
      x: margin + column * spacing,
      // What is left out has a little room in the middle.
      units: units.map((unit, k) => ({ unit, y: top + (k + (unit > k ? 0.6 : 0)) * gap })),
      hidden: count - units.length,
    }
  })
  return { layers, radius, isShortened: shown.length < widths.length, spacing }
}

/** On either side, for the names of columns. */
const margin = 20

/** The numbers below `count`; where that is more than `most` the first and the last ones. */
function someOf(count: number, most: number): readonly number[] {
  const shown = Math.min(count, most)
  const first = count > most ? Math.ceil(shown / 2) : shown
  return Array.from({ length: shown }, (_, k) => (k < first ? k : count - shown + k))
}
