/** sqrt(x^2 + y^2) without under- or overflow. */
export function hypotenuse(x: number, y: number): number {
  const longer = Math.max(Math.abs(x), Math.abs(y))
  const ratio = longer === 0 ? 0 : Math.min(Math.abs(x), Math.abs(y)) / longer
  return longer * Math.sqrt(1 + ratio * ratio)
}
