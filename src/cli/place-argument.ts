import type { Scene } from '../core/scene/scene'
import type { LandscapeSpec } from '../engine'
import { landscapeOf } from '../engine/kinds/landscapes'
import { landscapeSpec } from '../core/scene/landscape'
import { unusable } from './failure'

/** A point that `--at` names. */
export interface Place {
  readonly landscape: LandscapeSpec
  /** In all the landscape's dimensions. */
  readonly theta: readonly number[]
  /** In the plane that is drawn, where it was given there. */
  readonly plane?: readonly number[]
}

/**
 * Finds the point that a person gave by two coordinates in the scene's plane, by one along its line, or by one for each
 * dimension; the origin of what is drawn where none was given.
 */
export function placeIn(scene: Scene, given: readonly number[] | undefined): Place {
  const landscape = landscapeSpec(scene.landscape)
  const { dimension, planeDimension, place, slice } = landscapeOf(landscape)
  const at = given ?? [0, 0].slice(0, planeDimension)
  if (at.length === planeDimension) return { landscape, theta: [...place(at)], plane: at }
  if (at.length === dimension) return { landscape, theta: at }
  const inPlane =
    dimension === 1
      ? ', x'
      : slice === undefined
        ? ', one for each of x and y'
        : ` ${planeDimension === 1 ? 'along the line' : 'in the plane'}, or ${dimension}, one for each coordinate`
  throw unusable({
    where: '--at',
    message: `expected ${planeDimension === 1 ? '1 number' : '2 numbers'}${inPlane}, got ${at.length}`,
    remedy: planeDimension === 1 ? 'write --at -1.5' : 'write --at -1.5,2',
  })
}
