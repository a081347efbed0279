/**
 * For each row of a grid of runs, rows along y and x ascending, the last x up to which no run was lost: -1 where the
 * first was. Over the learning rate it is the edge of stability.
 */
export function stabilityEdge(lost: readonly boolean[], nx: number): Int32Array {
  return Int32Array.from({ length: lost.length / nx }, (_, j) => {
    const first = lost.slice(j * nx, (j + 1) * nx).indexOf(true)
    return first === -1 ? nx - 1 : first - 1
  })
}

/** The run with the least final loss, the first of equals; undefined where none stayed finite. */
export function bestCell(final: Float64Array): number | undefined {
  let best: number | undefined
  for (const [cell, loss] of final.entries())
    if (Number.isFinite(loss) && (best === undefined || loss < final[best]!)) best = cell
  return best
}
