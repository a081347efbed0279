import { cells } from '../../assembly/shared-memory'
import type { StopLimits } from '../stop'
import type { StepPrograms } from './step-programs'

/** Where the numbers lie among the cells that steps of every kind read alike. */
export class StepCells {
  private used = 0
  readonly gradientNormLimit = this.take(1)
  readonly lossLimit = this.take(1)
  readonly stalledFor = this.take(1)
  readonly orientation = this.take(1)
  /** By coordinate: beyond these a point has escaped. */
  readonly lowest: number
  readonly highest: number
  readonly parameters: number
  readonly constants: number

  constructor(private readonly programs: StepPrograms) {
    const { dimension: n, gradient, rule } = programs
    this.lowest = this.take(n)
    this.highest = this.take(n)
    this.parameters = this.take(gradient.inputCount - n)
    this.constants = this.take(rule.constants.length)
  }

  get size(): number {
    return this.used
  }

  /** Writes them; without a box a point may go anywhere. */
  write(limits: StopLimits, orientation: number, parameters: Float64Array, constants: readonly number[]): void {
    cells[this.gradientNormLimit] = limits.gradientNorm
    cells[this.lossLimit] = limits.loss
    cells[this.stalledFor] = limits.stalledFor
    cells[this.orientation] = orientation
    for (let j = 0; j < this.programs.dimension; j++) {
      cells[this.lowest + j] = limits.lowest[j] ?? -Infinity
      cells[this.highest + j] = limits.highest[j] ?? Infinity
    }
    cells.set(parameters, this.parameters)
    cells.set(constants, this.constants)
  }

  /** The place of so many cells more; even where two lanes are to be loaded from one line of the cache. */
  protected take(count: number, isEven = false): number {
    if (isEven) this.used += this.used % 2
    this.used += count
    return this.used - count
  }
}
