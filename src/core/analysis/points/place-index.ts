import type { ScaledPlane } from './scaled-plane'

/** Side of a cell, in half-widths: as far as a look-up reaches. */
const cellSide = 0.02

/** Finds places of a plane near a given one without going through all of them. */
export class PlaceIndex {
  private readonly cells = new Map<number, { readonly at: readonly [number, number]; readonly place: number }[]>()

  constructor(private readonly plane: ScaledPlane) {}

  /** `place` is what the caller calls it, an index of its own. */
  add(at: readonly [number, number], place: number): void {
    const key = this.cellOf(at, 0, 0)
    const cell = this.cells.get(key)
    if (cell === undefined) this.cells.set(key, [{ at, place }])
    else cell.push({ at, place })
  }

  /** The first place found within a distance of at most 0.02 half-widths that suits. */
  near(
    at: readonly [number, number],
    distance: number,
    suits: (place: number) => boolean = () => true,
  ): number | undefined {
    for (let i = -1; i <= 1; i++) {
      for (let j = -1; j <= 1; j++) {
        for (const entry of this.cells.get(this.cellOf(at, i, j)) ?? []) {
          if (this.plane.distance(entry.at, at) <= distance && suits(entry.place)) return entry.place
        }
      }
    }
    return undefined
  }

  private cellOf([x, y]: readonly [number, number], i: number, j: number): number {
    const { domain, lengths } = this.plane
    const column = Math.floor((x - domain.x[0]) / lengths[0] / cellSide) + i
    const row = Math.floor((y - domain.y[0]) / lengths[1] / cellSide) + j
    return row * 1000 + column
  }
}
