import { factorAfterWarmup } from '../annealing/warmup'
import type { ScheduleState } from '../definitions/schedule'
import { hyperAt } from './fork'
import type { RaceOptions, RacerSpec } from './racer'
import type { TraceColumns } from './trace'

/**
 * The learning rates of recorded steps, found again from the rows: lr times the schedule's factor, a pure function of
 * the step, or for a schedule that follows the loss of the losses before it. Those are all recorded of a sum, whose
 * schedule sees what is measured, and else where every step is; elsewhere such rates are NaN.
 *
 * Rows are given from the first, in their order.
 */
export class RecordedRates {
  private readonly state: ScheduleState
  private readonly isKnown: boolean

  constructor(
    private readonly spec: Pick<RacerSpec, 'hyper' | 'schedule' | 'fork'>,
    private readonly options: Pick<RaceOptions, 'steps' | 'record'>,
    isSum: boolean,
  ) {
    const { schedule } = spec
    this.state = schedule?.definition.init?.(schedule.hyper) ?? {}
    this.isKnown = schedule?.definition.init === undefined || isSum || options.record === 1
  }

  /** Of the next rows: the rate of the step that led to each; NaN at the start. */
  add({ step: steps, loss }: Pick<TraceColumns, 'step' | 'loss'>): Float64Array {
    const { schedule } = this.spec
    return steps.map((step, row) => {
      if (step === 0 || !this.isKnown) return NaN
      const hyper = hyperAt(this.spec, step)
      const base = typeof hyper.lr === 'number' ? hyper.lr : 1
      if (schedule === undefined) return base
      const rate = base * factorAfterWarmup(schedule, { step, steps: this.options.steps }, this.state)
      const orientation = hyper.maximize === true ? -1 : 1
      if (step > schedule.warmup && !Number.isNaN(loss[row]!))
        schedule.definition.observe?.(this.state, schedule.hyper, loss[row]! * orientation)
      return rate
    })
  }
}
