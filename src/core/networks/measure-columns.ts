import type { Risk } from '../data/data-source'
import type { MeasureColumns } from '../objectives/measures'
import { isOfClasses } from './loss-ids'
import type { Network } from './network'

/** What a column is measured on. */
export type MeasuredSet = 'training' | 'validation' | 'test' | 'risk'

/** Which set of examples a column is measured on, and which of its numbers it is. */
interface Column {
  readonly set: MeasuredSet
  readonly of: 'loss' | 'performance' | 'standardError'
}

export const columns = {
  validation: { set: 'validation', of: 'loss' },
  test: { set: 'test', of: 'loss' },
  risk: { set: 'risk', of: 'loss' },
  riskStandardError: { set: 'risk', of: 'standardError' },
  accuracy: { set: 'training', of: 'performance' },
  validationAccuracy: { set: 'validation', of: 'performance' },
  testAccuracy: { set: 'test', of: 'performance' },
  r2: { set: 'training', of: 'performance' },
  validationR2: { set: 'validation', of: 'performance' },
  testR2: { set: 'test', of: 'performance' },
  evaluationLoss: { set: 'training', of: 'loss' },
} as const satisfies Readonly<Record<string, Column>>

export type ColumnName = keyof typeof columns

/** What a network can be measured by, and in which columns: of classes by the accuracy, of numbers by R^2. */
export function networkMeasureColumns(
  { loss, batchNorm }: Pick<Network, 'loss' | 'batchNorm'>,
  heldOut: { readonly validation: boolean; readonly test: boolean; readonly risk?: Risk['kind'] | undefined },
): MeasureColumns {
  const { validation, test, risk } = heldOut
  const isHeldOut = (name: ColumnName): boolean => {
    const { set } = columns[name]
    return set === 'training' || (set === 'validation' ? validation : test)
  }
  const performance: readonly ColumnName[] = isOfClasses(loss)
    ? ['accuracy', 'validationAccuracy', 'testAccuracy']
    : ['r2', 'validationR2', 'testR2']
  return {
    ...(validation && { validation: ['validation'] }),
    ...(test && { test: ['test'] }),
    ...(risk && { risk: risk === 'draws' ? ['risk', 'riskStandardError'] : ['risk'] }),
    [isOfClasses(loss) ? 'accuracy' : 'r2']: performance.filter(isHeldOut),
    ...(batchNorm && { 'evaluation-loss': ['evaluationLoss'] }),
  }
}
