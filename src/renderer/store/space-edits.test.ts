import { describe, expect, it } from 'vitest'
import type { LandscapeCard } from '../../core/definitions/landscape'
import type { ExpressionLandscape } from '../../core/scene/landscape-kinds/expression'
import type { Scene } from '../../core/scene/scene'
import { renamed, setParameterRange, setVariables } from './formula-edits'
import { defaultSlice, setDimension, setSlice } from './space-edits'

const domain = { x: [-1, 1], y: [-1, 1] } as const
const formula: ExpressionLandscape = {
  kind: 'expression',
  expression: 'a*x^2 + y',
  parameters: { a: { value: 1, min: -5, max: 5 } },
  domain,
}
const slice = { origin: [0, 0, 0], u: [1, 0, 0], v: [0, 0, 1] }
const noise = { kind: 'gaussian', scale: 0 } as const
const scene = { title: 'Mine', landscape: formula, start: [0, 0], noise, racers: [], view: {} } as unknown as Scene
const family = {
  ...scene,
  landscape: { kind: 'catalog', id: 'bowl-n', parameters: {}, dimension: 3, slice, domain },
} as Scene

const card = {
  id: 'bowl-n',
  defaultSlice: {
    origin: { first: [], rest: [7] },
    u: { first: [1], rest: [0] },
    v: { first: [0, 1], rest: [0] },
  },
} as unknown as LandscapeCard

describe('a parameter’s range', () => {
  it('takes the value into it', () => {
    expect(setParameterRange('a', 2, 3)(scene).landscape).toHaveProperty('parameters.a', { value: 2, min: 2, max: 3 })
    expect(setParameterRange('a', 3, 3)(scene)).toBe(scene)
    expect(setParameterRange('b', 0, 1)(scene)).toBe(scene)
  })
})

describe('the space', () => {
  it('of a family has its default plane again when its dimension changes', () => {
    expect(setDimension(5)(family).landscape).toStrictEqual({
      kind: 'catalog',
      id: 'bowl-n',
      parameters: {},
      dimension: 5,
      domain,
    })
    expect(setDimension(5)(scene)).toBe(scene)
  })

  it('of a formula is as large as its variables are many', () => {
    const inSpace = setVariables('a*x1^2 + x2', ['a'], 3, [])(scene)
    expect(inSpace.landscape).toStrictEqual({ ...formula, expression: 'a*x1^2 + x2', dimension: 3 })
    const sliced = setSlice(slice, 2, [])(inSpace)
    expect(sliced.landscape.slice).toBe(slice)
    const plane = setVariables('a*x^2 + y', ['a'], undefined, [])({ ...sliced, start: [1, 2, 3] })
    expect([plane.landscape, plane.start]).toStrictEqual([formula, [0, 0]])
  })

  it('loses its own plane for the default one', () => {
    expect('slice' in setSlice(undefined, 2, [])(family).landscape).toBe(false)
    expect(setSlice(slice, 2, [])(scene)).toBe(scene)
  })

  it('is seen along a line, where places have one number, and in a plane again', () => {
    const racer = { id: 'own', start: [-1, 0.25] }
    const zoomed = {
      ...family,
      landscape: { ...family.landscape, domain: { x: [-3, 1], y: [0.5, 9] } },
      start: [0, 2],
      racers: [racer],
      view: { domain },
    } as unknown as Scene
    const line = setSlice({ kind: 'axes', axes: [3] }, 1, [card])(zoomed)
    expect(line.landscape).toMatchObject({ slice: { kind: 'axes', axes: [3] }, domain: { x: [-3, 1], y: [-2, 2] } })
    expect([line.start, line.racers[0]!.start, 'domain' in line.view]).toEqual([[0], [-1], false])
    const withDomain = { ...card, domain: { x: [0, 1], y: [0.5, 1] } } as LandscapeCard
    const plane = setSlice(undefined, 2, [withDomain])(line)
    expect(plane.landscape.domain).toEqual({ x: [-3, 1], y: [0.5, 1] })
    expect([plane.start, plane.racers[0]!.start]).toEqual([
      [0, 0.5],
      [-1, 0.5],
    ])
  })

  it('has no vector of another dimension as a start', () => {
    const start = [1, 2, 3]
    const given = { ...family, start, racers: [{ id: 'own', start }] } as unknown as Scene
    const { start: shared, racers } = setDimension(5)(given)
    expect([shared, racers[0]!.start]).toEqual([
      [0, 0],
      [0, 0],
    ])
  })

  it('has the default plane of its definition, or that of the first two coordinates', () => {
    expect(defaultSlice(family.landscape, [card])).toEqual({ origin: [7, 7, 7], u: [1, 0, 0], v: [0, 1, 0] })
    const inSpace = setVariables('x1', [], 2, [])(scene)
    expect(defaultSlice(inSpace.landscape, [card])).toEqual({ origin: [0, 0], u: [1, 0], v: [0, 1] })
    expect(defaultSlice(formula, [card])).toBeUndefined()
  })
})

it.each([
  ['2x + y^2 - max(x, y)', '2x1 + x2^2 - max(x1, x2)'],
  ['xy + exp(x) + x_1', 'xy + exp(x1) + x_1'],
  ['1e3x + .5y + 2.x', '1e3x1 + .5x2 + 2.x1'],
  ['r2x = 3; r2x', 'r2x = 3; r2x'],
])('names are replaced whole in %s', (text, expected) => {
  expect(renamed(text, { x: 'x1', y: 'x2' })).toBe(expected)
})
