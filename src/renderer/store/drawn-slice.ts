import type { SceneLandscape, SliceSetting } from '../../core/scene/landscape'
import type { Scene } from '../../core/scene/scene'

/** The recipe of the plane of two coordinates, or the line of one; they are counted from 1. */
export interface AxesRecipe {
  readonly kind: 'axes'
  readonly axes: readonly number[]
  /** What the others are; those of the default plane where absent. */
  readonly through?: readonly number[] | undefined
}

export function isAxesRecipe(setting: object | undefined): setting is AxesRecipe & { readonly [own: string]: unknown } {
  return setting !== undefined && 'kind' in setting && setting.kind === 'axes' && 'axes' in setting
}

/** Whether of a landscape a line is drawn: its slice, or all of it where it has one coordinate. */
export function drawsLine({ dimension, slice }: Pick<SceneLandscape, 'dimension' | 'slice'>): boolean {
  return dimension === 1 || isLine(slice)
}

/** Whether a scene is drawn as a curve, f against x: a line where its view says so, all of a landscape unless not. */
export function drawsCurve({ landscape, view }: Pick<Scene, 'landscape' | 'view'>): boolean {
  return drawsLine(landscape) && (view.curve ?? landscape.dimension === 1)
}

/** Whether what is drawn is a line, along which places have one number: by what recipes have, none of them loaded. */
export function isLine(setting: SliceSetting | undefined): boolean {
  if (setting === undefined) return false
  if ('kind' in setting && setting['line'] === true) return true
  // Two points span one, three a plane.
  if ('kind' in setting && Array.isArray(setting['points'])) return setting['points'].length === 2
  const listed = 'kind' in setting ? (setting['axes'] ?? setting['parameters'] ?? setting['which']) : undefined
  if (Array.isArray(listed)) return listed.length === 1
  const vectors = 'kind' in setting ? setting.vectors : setting
  return vectors !== undefined && vectors.v === undefined
}
