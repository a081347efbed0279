import type { Domain } from '../domain'

/** A place on the plane, one number along a line, a whole vector, or a recipe of one. */
export type StartSetting = readonly number[] | StartRecipeSetting

export interface StartRecipeSetting {
  readonly kind: string
  readonly [own: string]: unknown
}

/** Where on the plane a start is; undefined where it is a vector in space, or not known before its race. */
export function startPlace(start: StartSetting): readonly [x: number, y: number] | undefined {
  if ('kind' in start || start.length > 2) return undefined
  const [x, y = 0] = start
  return x === undefined ? undefined : [x, y]
}

/** The start that a picture shows: that of all racers, unless each starts off the plane or where nobody knows yet. */
export function drawnStart(scene: {
  readonly start: StartSetting
  readonly racers: readonly { readonly start?: StartSetting }[]
}): readonly [x: number, y: number] | undefined {
  const { start, racers } = scene
  const isElsewhere = racers.length > 0 && racers.every((racer) => racer.start && startPlace(racer.start) === undefined)
  return isElsewhere ? undefined : startPlace(start)
}

/**
 * Where on the plane something rests that would be at the start: in the middle of the domain where the start is not on
 * the plane.
 */
export function shownStart(start: StartSetting, { x, y }: Domain): readonly [x: number, y: number] {
  return startPlace(start) ?? [(x[0] + x[1]) / 2, (y[0] + y[1]) / 2]
}
