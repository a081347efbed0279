import { labelBasins } from '../../core/analysis/maps/basin-labels'
import type { Domain } from '../../core/domain'
import { isLostOutcome } from '../../core/race/trace'
import type { Accumulation } from '../accumulation'

/** Where some starts of the grid have ended. Coarse grids come first, so that a picture is there at once. */
export interface BasinsPart {
  /** Index j * nx + i of each start; columns of equal length. */
  readonly starts: Uint32Array
  /** x, y interleaved. */
  readonly ends: Float64Array
  readonly losses: Float64Array
  /** How many steps it took: the last one that moved it by more than a thousandth of a half-width. */
  readonly steps: Uint32Array
  /** Index into `outcomes`. */
  readonly outcomes: Uint8Array
  /** How many points apart the starts of this grid and the coarser ones are: 64, 32, ..., 1. */
  readonly stride: number
  /** Of these runs together, in gradients. */
  readonly evaluations: number
}

/** What is known of each start of the grid; NaN, and outcome 0, where nothing is. */
export interface BasinsState {
  readonly resolution: readonly [nx: number, ny: number]
  readonly ends: Float64Array
  readonly losses: Float64Array
  readonly steps: Uint32Array
  readonly outcomes: Uint8Array
  /** The stride of the grid that each start's numbers come from. */
  readonly strides: Uint8Array
  evaluations: number
}

export interface BasinsResult {
  readonly resolution: readonly [nx: number, ny: number]
  /** The places that starts end at, by value, ascending. */
  readonly attractors: readonly {
    readonly at: readonly [number, number]
    readonly value: number
    readonly starts: number
  }[]
  /** Index into `attractors` by start; 65535 where it was lost. */
  readonly labels: Uint16Array
  readonly ends: Float64Array
  readonly losses: Float64Array
  readonly steps: Uint32Array
  readonly outcomes: Uint8Array
  /** Evaluations of all runs together, in gradients. */
  readonly evaluations: number
}

/** What the map needs to know of its spec. */
export interface GridOfStarts {
  readonly domain: Domain
  readonly resolution: readonly [nx: number, ny: number]
}

/** The stride of a start of which nothing is known: coarser than any. */
const unknown = 255

/**
 * A start stands for the square about it until a finer grid has come; a finer one is never overwritten by a coarser
 * that comes late.
 */
export const basinsAccumulation: Accumulation<GridOfStarts, BasinsPart, BasinsState, BasinsResult> = {
  begin({ resolution }) {
    const count = resolution[0] * resolution[1]
    return {
      resolution,
      ends: new Float64Array(2 * count).fill(NaN),
      losses: new Float64Array(count).fill(NaN),
      steps: new Uint32Array(count),
      outcomes: new Uint8Array(count),
      strides: new Uint8Array(count).fill(unknown),
      evaluations: 0,
    }
  },
  accumulate(state, { starts, stride, ends, losses, steps, outcomes, evaluations }) {
    const [nx, ny] = state.resolution
    state.evaluations += evaluations
    for (let k = 0; k < starts.length; k++) {
      const i = starts[k]! % nx
      const j = (starts[k]! - i) / nx
      const rows = Math.min(ny, j + stride)
      const columns = Math.min(nx, i + stride)
      for (let row = j; row < rows; row++) {
        for (let column = i; column < columns; column++) {
          const at = row * nx + column
          if (state.strides[at]! < stride) continue
          state.strides[at] = stride
          state.ends[2 * at] = ends[2 * k]!
          state.ends[2 * at + 1] = ends[2 * k + 1]!
          state.losses[at] = losses[k]!
          state.steps[at] = steps[k]!
          state.outcomes[at] = outcomes[k]!
        }
      }
    }
  },
  finish({ domain }, { resolution, ends, losses, steps, outcomes, evaluations }) {
    const labels = labelBasins(ends, losses, (run) => isLostOutcome(outcomes[run]!), domain)
    return { resolution, ends, losses, steps, outcomes, ...labels, evaluations }
  },
}
