export const lossIds = ['mse', 'half-mse', 'cross-entropy', 'binary-cross-entropy', 'hinge', '0-1'] as const
export type LossId = (typeof lossIds)[number]

/** Whether targets are classes. */
export function isOfClasses(id: LossId): boolean {
  return id !== 'mse' && id !== 'half-mse'
}
