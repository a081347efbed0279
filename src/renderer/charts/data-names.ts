import type { LossId } from '../../core/networks/loss-ids'
import type { DataSpec } from '../../core/tables/data-spec'
import type { DataNames } from '../../core/tables/given-examples'

const none: DataNames = {}

/** What the columns and classes of a person's own data are called; nothing of a set of the catalogue. */
export function namesOf(data: DataSpec): DataNames {
  return 'id' in data ? none : (data.names ?? none)
}

/** `petal length`, or `input 3` where it has no name. */
export function inputName({ inputs }: DataNames, column: number): string {
  return inputs?.[column] ?? `input ${column + 1}`
}

/** `versicolor`, or `class 1` where it has no name. */
export function className({ classes }: DataNames, label: number): string {
  return classes?.[label] ?? `class ${label}`
}

/** What each output stands for, in so far as that has a name: a class, of one output the second, or a target. */
export function outputNames({ classes, targets }: DataNames, loss: LossId, outputs: number): readonly string[] {
  if (loss === 'mse' || loss === 'half-mse') return targets ?? []
  return (outputs === 1 ? classes?.slice(1, 2) : classes) ?? []
}
