import type { LandscapeCard } from '../../core/definitions/landscape'
import type { ParameterSetting } from '../../core/scene/landscape'
import type { ExpressionLandscape } from '../../core/scene/landscape-kinds/expression'
import type { Edit } from './edits'
import { parameterSettings, withFittingNoise } from './edits'
import { drawsLine } from './drawn-slice'
import { asBand, onLine, placed } from './space-edits'

/** Replaces the formula, in the same variables; parameters that keep their name keep their value and range. */
export function setExpression(expression: string, names: readonly string[], cards: readonly LandscapeCard[]): Edit {
  return (scene) => {
    const { landscape: before, title } = scene
    const known = parameterSettings(before, cards)
    const parameters: Record<string, ParameterSetting> = {}
    const columns = before.examples ?? {}
    for (const name of names)
      if (!Object.hasOwn(columns, name)) parameters[name] = known[name] ?? { value: 1, min: -5, max: 5 }
    // A landscape that is given otherwise becomes a formula of one's own.
    const isOwn = before.expression !== undefined
    const landscape: ExpressionLandscape = {
      ...(isOwn ? before : {}),
      kind: 'expression',
      expression,
      parameters,
      domain: before.domain,
    }
    return { ...scene, title: isOwn ? title : 'My landscape', landscape }
  }
}

/**
 * A formula in other variables: x alone in one dimension, x1 to xn in more, or x and y where `dimension` is absent.
 * `names` are its parameters. A line has a domain of x alone, and starts of one number.
 */
export function setVariables(
  expression: string,
  names: readonly string[],
  dimension: number | undefined,
  cards: readonly LandscapeCard[],
): Edit {
  return (scene) => {
    const edited = setExpression(expression, names, cards)(scene)
    const { dimension: _dimension, slice: _slice, ...rest } = edited.landscape
    const { domain } = rest
    const wasLine = drawsLine(edited.landscape)
    const isLine = dimension === 1
    const { domain: _zoom, ...view } = scene.view
    return withFittingNoise({
      ...(isLine ? onLine(placed(edited)) : placed(edited)),
      landscape: { ...rest, ...(isLine && { domain: asBand(domain) }), ...(dimension !== undefined && { dimension }) },
      ...(isLine !== wasLine && { view }),
    })
  }
}

/** The range that the slider of a formula's parameter spans; its value moves into it. */
export function setParameterRange(name: string, min: number, max: number): Edit {
  return (scene) => {
    const { landscape } = scene
    const setting = landscape.parameters?.[name]
    if (typeof setting !== 'object' || !(min < max)) return scene
    const value = Math.min(Math.max(setting.value, min), max)
    const parameters = { ...landscape.parameters, [name]: { value, min, max } }
    return { ...scene, landscape: { ...landscape, parameters } }
  }
}

/** Whether a name occurs in a formula by itself, as a variable or a parameter. */
export function isNamedIn(expression: string, name: string): boolean {
  return renamed(expression, { [name]: '' }) !== expression
}

/** A formula with some of its names replaced: x by x1. Numbers that a name follows, as in 2x, are left alone. */
export function renamed(expression: string, names: Readonly<Record<string, string>>): string {
  const words = /(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|[\p{L}_][\p{L}\p{N}_]*/gu
  return expression.replace(words, (word) => (Object.hasOwn(names, word) ? names[word]! : word))
}
