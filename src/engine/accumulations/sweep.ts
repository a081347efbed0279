import { bestCell, stabilityEdge } from '../../core/analysis/maps/sweep-grid'
import { isLostOutcome } from '../../core/race/trace'
import type { Accumulation } from '../accumulation'
import type { RaceSpec } from '../kinds/race-specs'

/** Cells of one racer's grid that are done, from `from` on; cell (i, j) at j * nx + i. */
export interface SweepPart {
  /** Index into the race's racers. */
  readonly racer: number
  /** Of this racer's grid: of one row where it does not have the second hyperparameter. */
  readonly resolution: readonly [nx: number, ny: number]
  readonly from: number
  readonly final: Float64Array
  readonly best: Float64Array
  readonly outcomes: Uint8Array
  /** Where it is asked for. */
  readonly after?: Float64Array
}

/** The runs of one racer; where one has not been made yet its losses are NaN and the outcome's number 0. */
interface SweptGrid {
  readonly id: string
  readonly optimizer: string
  readonly resolution: readonly [nx: number, ny: number]
  /** The loss at the end; NaN where the run left the finite numbers. */
  readonly final: Float64Array
  /** The least loss on the way. */
  readonly best: Float64Array
  readonly outcomes: Uint8Array
  /**
   * The loss after the step that the sweep names, at the end where that came before; NaN where the run had been lost by
   * then, or no loss is measured there. Absent where it names none.
   */
  readonly after?: Float64Array
}

export interface SweepState {
  readonly racers: SweptGrid[]
}

export interface SweepResult {
  readonly racers: readonly (SweptGrid & {
    /** The cell of the least final loss; absent where no run stayed finite. */
    readonly bestCell?: number
    /**
     * For each row j the last x below which no run was lost, an index into x; -1 where the first was lost. Empty while
     * runs are missing.
     */
    readonly stabilityEdge: Int32Array
  })[]
}

/** What the grids need to know of their spec. */
export interface SweptGrids {
  readonly race: Pick<RaceSpec, 'racers'>
  readonly x: { readonly values: readonly number[] }
  readonly y?: { readonly values: readonly number[] } | undefined
  readonly after?: number | undefined
}

/** Cells go to their places. */
export const sweepAccumulation: Accumulation<SweptGrids, SweepPart, SweepState, SweepResult> = {
  begin: ({ race, x, y, after }) => ({
    racers: race.racers.map((racer) => emptyGrid(racer, [x.values.length, y?.values.length ?? 1], after !== undefined)),
  }),
  accumulate({ racers }, { racer, resolution, from, final, best, outcomes, after }) {
    if (racers[racer]!.resolution[1] !== resolution[1])
      racers[racer] = emptyGrid(racers[racer]!, resolution, after !== undefined)
    const grid = racers[racer]!
    grid.final.set(final, from)
    grid.best.set(best, from)
    grid.outcomes.set(outcomes, from)
    if (after !== undefined) grid.after?.set(after, from)
  },
  finish: (_spec, { racers }) => ({
    racers: racers.map((grid) => {
      const cell = bestCell(grid.final)
      const lost = Array.from(grid.outcomes, (code) => isLostOutcome(code))
      return {
        ...grid,
        ...(cell === undefined ? {} : { bestCell: cell }),
        stabilityEdge: stabilityEdge(lost, grid.resolution[0]),
      }
    }),
  }),
}

function emptyGrid(
  { id, optimizer }: Pick<SweptGrid, 'id' | 'optimizer'>,
  [nx, ny]: SweptGrid['resolution'],
  hasAfter: boolean,
): SweptGrid {
  return {
    id,
    optimizer,
    resolution: [nx, ny],
    final: new Float64Array(nx * ny).fill(NaN),
    best: new Float64Array(nx * ny).fill(NaN),
    outcomes: new Uint8Array(nx * ny),
    ...(hasAfter && { after: new Float64Array(nx * ny).fill(NaN) }),
  }
}
