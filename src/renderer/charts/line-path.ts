type Scale = (value: number) => number

/** A line through what is known, as an SVG path: broken where the value, or its place along the axis, is not. */
export function linePath(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  px: Scale,
  py: Scale,
  isKnown: (value: number) => boolean = Number.isFinite,
): string {
  let [path, isOpen] = ['', false]
  for (let k = 0; k < x.length; k++) {
    const at = px(x[k]!)
    const isDrawn = isKnown(y[k]!) && !Number.isNaN(at)
    if (isDrawn) path += `${isOpen ? 'L' : 'M'}${at.toFixed(1)} ${py(y[k]!).toFixed(1)}`
    isOpen = isDrawn
  }
  return path
}
