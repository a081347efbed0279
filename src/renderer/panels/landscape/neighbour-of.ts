interface Box {
  readonly left: number
  readonly top: number
}

/**
 * Which of the entries of a grid an arrow key leads to from entry `from`; -1 before there is one, and above the first
 * row. Undefined where the key leads nowhere or is no such key. The entries are in reading order; rows may differ in
 * length.
 */
export function neighbourOf(boxes: readonly Box[], from: number, key: string): number | undefined {
  const last = boxes.length - 1
  switch (key) {
    case 'Home':
      return from < 0 || last < 0 ? undefined : 0
    case 'End':
      return from < 0 || last < 0 ? undefined : last
    case 'ArrowRight':
      return from >= 0 && from < last ? from + 1 : undefined
    case 'ArrowLeft':
      return from > 0 ? from - 1 : undefined
    case 'ArrowDown':
      if (from < 0) return last < 0 ? undefined : 0
      return inNextRow(boxes, from, 1)
    case 'ArrowUp':
      return from < 0 ? undefined : (inNextRow(boxes, from, -1) ?? -1)
    default:
      return undefined
  }
}

/** The entry of the row below or above that lies nearest in its column. */
function inNextRow(boxes: readonly Box[], from: number, side: 1 | -1): number | undefined {
  const { left, top } = boxes[from]!
  const beyond = boxes.flatMap((box, index) => (side * (box.top - top) > 1 ? [index] : []))
  const row = side > 0 ? boxes[beyond[0] ?? -1] : boxes[beyond.at(-1) ?? -1]
  if (row === undefined) return undefined
  const inRow = beyond.filter((index) => Math.abs(boxes[index]!.top - row.top) <= 1)
  return inRow.reduce((best, index) =>
    Math.abs(boxes[index]!.left - left) < Math.abs(boxes[best]!.left - left) ? index : best,
  )
}
