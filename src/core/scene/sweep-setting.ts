/** What is shown of each run of a sweep: its loss at the end, or the least on the way. */
export const sweepMeasures = ['final', 'best'] as const
export type SweepMeasure = (typeof sweepMeasures)[number]

/** Values along one axis of a sweep at most. */
export const mostSweptValues = 512

/** A hyperparameter, and what is swept of its range: what suits the racers where no ends are given. */
export interface SweptSetting {
  readonly hyperparameter: string
  /** In ascending order. */
  readonly ends?: readonly [from: number, to: number] | undefined
}

/** What a sweep is asked for. */
export interface SweepSetting {
  /** A racer's id; all that have the hyperparameter where it is absent or gone. */
  readonly of?: string | undefined
  readonly x: SweptSetting
  readonly y?: SweptSetting | undefined
  /** How many along each axis. */
  readonly values: number
  readonly measure: SweepMeasure
  /** After which step the loss is shown too; after none where absent. */
  readonly after?: number | undefined
}

export const defaultSweep: SweepSetting = { x: { hyperparameter: 'lr' }, values: 32, measure: 'final' }
