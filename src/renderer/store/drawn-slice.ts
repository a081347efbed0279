import type { SliceSetting } from '../../core/scene/landscape'

/** The recipe of the plane of two coordinates, or the line of one; they are counted from 1. */
export interface AxesRecipe {
  readonly kind: 'axes'
  readonly axes: readonly number[]
  /** What the others are; those of the default plane where absent. */
  readonly through?: readonly number[] | undefined
}

export function isAxesRecipe(setting: object | undefined): setting is AxesRecipe & { readonly [own: string]: unknown } {
  return setting !== undefined && 'kind' in setting && setting.kind === 'axes'
}

/** Whether what is drawn is a line, along which places have one number. */
export function isLine(setting: SliceSetting | undefined): boolean {
  if (setting === undefined) return false
  if (isAxesRecipe(setting)) return setting.axes.length === 1
  const vectors = 'kind' in setting ? setting.vectors : setting
  return vectors !== undefined && vectors.v === undefined
}
