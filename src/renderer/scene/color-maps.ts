import { colorIndex, type ColorMap, colorTable } from '../../core/scene/color-table'

/** The luminance, 0 to 1, above which contour lines are dark and below which they are light. */
export const inkThreshold = 0.31

/** The colour of a contour line, as CSS: dark on the map's light half, light on its dark half. */
export function contourInk(map: ColorMap, unit: number, alpha: number): string {
  const [r, g, b] = colorTable(map).subarray(4 * colorIndex(unit))
  const luminance = (0.3 * r! + 0.59 * g! + 0.11 * b!) / 255
  return luminance > inkThreshold ? `rgb(0 0 0 / ${alpha})` : `rgb(255 255 255 / ${alpha * 1.2})`
}

/** A unit height's colour, as CSS. */
export function colorText(map: ColorMap, unit: number): string {
  const [r, g, b] = colorTable(map).subarray(4 * colorIndex(unit))
  return `rgb(${r} ${g} ${b})`
}
