import type { Domain } from '../../core/domain'
import { landscapeSpec, type SliceRecipeSetting, type SliceSetting } from '../../core/scene/landscape'
import type { Scene } from '../../core/scene/scene'
import type { Slice } from '../../core/slice/slice'
import type { LineSpec, SurfaceSpec } from '../../engine'
import type { Edit } from './edits'
import { drawOn } from './network-plane'
import { isNetwork } from './network-edits'

/** Seeds of random directions that are shown beside each other. */
export const comparedSeeds = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const
/** As they are drawn, and as long as what they lead away from. */
export const comparedNormalisations = ['none', 'filter'] as const

/** Points along each axis of a small surface. */
const points = 33
const units: Domain = { x: [-1, 1], y: [-1, 1] }

/** Another plane or line of random directions through the origin of the slice that is drawn. */
export type Variant = Readonly<{ seed?: number; normalise?: (typeof comparedNormalisations)[number] }>

/** Its recipe, which goes on from the one that is drawn where that is of random directions. */
export function variantRecipe({ landscape }: Scene, { origin }: Slice, variant: Variant): SliceRecipeSetting {
  const { slice } = landscape
  const recipe = randomRecipe(slice) ?? { kind: 'random', normalise: isNetwork(landscape) ? 'filter' : 'none' }
  const from = slice === undefined ? undefined : (originOf(slice) ?? origin)
  return { ...recipe, ...(from !== undefined && { origin: from }), ...variant }
}

/** The surface of a variant: over what is shown where directions are as long, else over a unit of each. */
export function variantSpec(scene: Scene, slice: Slice, variant: Variant): SurfaceSpec {
  const recipe = variantRecipe(scene, slice, variant)
  const { slice: _drawn, ...landscape } = landscapeSpec(scene.landscape)
  return {
    // What rests on a race comes by its vectors.
    landscape: { ...landscape, slice: { ...recipe, origin: slice.origin } },
    domain: variantDomain(scene),
    resolution: [points, points],
    gradient: false,
  }
}

/** Points of a line, and other seeds of a random one. */
const [linePoints, lineSeeds] = [201, 16]

/** The line that is drawn as a curve, and of random directions with those of other seeds. */
export function lineSpec({ landscape }: Scene, { origin }: Slice): LineSpec {
  const recipe = randomRecipe(landscape.slice)
  const [from, to] = landscape.domain.x
  const spec = landscapeSpec(landscape)
  return {
    // With an origin that rests on a race by its vector, so that other seeds can be drawn about it.
    landscape: recipe === undefined ? spec : { ...spec, slice: { ...recipe, origin } },
    from,
    to,
    points: linePoints,
    ...(recipe && { seeds: lineSeeds }),
  }
}

/** Draws a variant in the place of the slice; what starts on the slice of before starts from the same parameters. */
export function drawVariant(slice: Slice, variant: Variant): Edit {
  return (scene) => drawOn(variantRecipe(scene, slice, variant), slice, variantDomain(scene))(scene)
}

/** The recipe of random directions that is drawn, without what it was resolved to; undefined of another slice. */
export function randomRecipe(setting: SliceSetting | undefined): SliceRecipeSetting | undefined {
  if (setting === undefined || !('kind' in setting) || setting.kind !== 'random') return undefined
  const { vectors: _vectors, ...recipe } = setting
  return recipe
}

function variantDomain({ landscape }: Scene): Domain {
  return randomRecipe(landscape.slice) === undefined ? units : landscape.domain
}

/** The origin that a recipe names, so that it moves with the race; undefined where it names none. */
function originOf(slice: SliceSetting): unknown {
  if (!('kind' in slice)) return undefined
  const { kind, of, about = 'end', origin } = slice
  if (origin !== undefined) return origin
  return kind === 'pca' && of !== 'all' && about !== 'mean' ? { kind: about, of } : undefined
}
