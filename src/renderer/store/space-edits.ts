import type { LandscapeCard } from '../../core/definitions/landscape'
import type { SceneLandscape } from '../../core/scene/scene'
import type { Slice } from '../../core/slice/slice'
import { coordinatePlane, sliceIn } from '../../core/slice/slice-pattern'
import type { Edit } from './edits'
import { setExpression, withFittingNoise } from './edits'

/** The range that the slider of a formula's parameter spans; its value moves into it. */
export function setParameterRange(name: string, min: number, max: number): Edit {
  return (scene) => {
    const { landscape } = scene
    const setting = landscape.kind === 'expression' ? landscape.parameters[name] : undefined
    if (landscape.kind !== 'expression' || setting === undefined || !(min < max)) return scene
    const value = Math.min(Math.max(setting.value, min), max)
    return {
      ...scene,
      landscape: { ...landscape, parameters: { ...landscape.parameters, [name]: { value, min, max } } },
    }
  }
}

/** The number of a family's coordinates; the plane that is drawn is its default one again. */
export function setDimension(dimension: number): Edit {
  return (scene) => {
    const { landscape } = scene
    if (landscape.kind !== 'catalog' || landscape.dimension === undefined) return scene
    const { slice: _slice, ...rest } = landscape
    return withFittingNoise({ ...scene, landscape: { ...rest, dimension } })
  }
}

/** A formula in other variables: x1 to xn, or x and y where `dimension` is absent. `names` are its parameters. */
export function setVariables(
  expression: string,
  names: readonly string[],
  dimension: number | undefined,
  cards: readonly LandscapeCard[],
): Edit {
  return (scene) => {
    const edited = setExpression(expression, names, cards)(scene)
    if (edited.landscape.kind !== 'expression') return edited
    const { dimension: _dimension, slice: _slice, ...rest } = edited.landscape
    return withFittingNoise({ ...edited, landscape: { ...rest, ...(dimension === undefined ? {} : { dimension }) } })
  }
}

/** The plane that is drawn; the landscape's default one where absent. */
export function setSlice(slice: Slice | undefined): Edit {
  return (scene) => {
    const { landscape } = scene
    if (landscape.kind === 'sampled' || landscape.dimension === undefined) return scene
    const { slice: _slice, ...rest } = landscape
    return { ...scene, landscape: slice === undefined ? rest : { ...rest, slice } }
  }
}

/** The plane that is drawn unless the scene has one of its own; absent where the landscape is the plane. */
export function defaultSlice(landscape: SceneLandscape, cards: readonly LandscapeCard[]): Slice | undefined {
  if (landscape.dimension === undefined) return undefined
  const card = landscape.kind === 'catalog' ? cards.find(({ id }) => id === landscape.id) : undefined
  return sliceIn(card?.defaultSlice ?? coordinatePlane, landscape.dimension)
}

/** A formula with some of its names replaced: x by x1. Numbers that a name follows, as in 2x, are left alone. */
export function renamed(expression: string, names: Readonly<Record<string, string>>): string {
  const words = /(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|[\p{L}_][\p{L}\p{N}_]*/gu
  return expression.replace(words, (word) => (Object.hasOwn(names, word) ? names[word]! : word))
}
