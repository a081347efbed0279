import type { TraceColumns } from '../../race/trace'
import { fitRate, type Rate } from './rates'

/** Points kept at most. */
const most = 4096

/** The losses of a race, thinned evenly as they come so that no more than some thousand are kept. */
export class LossSample {
  private steps: number[] = []
  private losses: number[] = []
  /** One in this many rows is kept. */
  private stride = 1
  private rows = 0

  add({ step, loss }: Pick<TraceColumns, 'step' | 'loss'>): void {
    for (let row = 0; row < step.length; row++, this.rows++) {
      if (this.rows % this.stride !== 0) continue
      if (this.steps.length === most) this.thin()
      if (this.rows % this.stride !== 0) continue
      this.steps.push(step[row]!)
      this.losses.push(loss[row]!)
    }
  }

  /** The order of convergence that the losses show, their limit not being known. */
  rate(): Rate | undefined {
    return fitRate(this.steps, this.losses)
  }

  private thin(): void {
    this.stride *= 2
    this.steps = this.steps.filter((_, k) => k % 2 === 0)
    this.losses = this.losses.filter((_, k) => k % 2 === 0)
  }
}
